using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Json;
using ConflictEvents.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConflictEvents.Infrastructure.Exports;

internal sealed class ExportJobMapping() : JobMapping<ExportJob>("export_job")
{
    private static readonly Dictionary<string, ExportFormat> Formats = Enum.GetValues<ExportFormat>().ToDictionary(JsonContract.NameOf);

    public override void Configure(EntityTypeBuilder<ExportJob> job)
    {
        base.Configure(job);
        job.Property(j => j.Format).HasColumnName("format").HasConversion(format => JsonContract.NameOf(format), name => Formats[name]);
        job.Property(j => j.Query).HasColumnName("query").HasColumnType("json");
        job.Property(j => j.Position).HasColumnName("position");
        job.Property(j => j.ExpiresAt).HasColumnName("expires_at");
        job.Property(j => j.DataThrough).HasColumnName("data_through");
        job.Property(j => j.Rows).HasColumnName("rows");
        job.Property(j => j.Bytes).HasColumnName("bytes");
        job.Property(j => j.Sha256).HasColumnName("sha256");
        job.Property(j => j.Erasures).HasColumnName("erasures");
    }
}
