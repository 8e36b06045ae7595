using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConflictEvents.Infrastructure.Exports;

internal sealed class ExportJobMapping : IEntityTypeConfiguration<ExportJob>
{
    private static readonly Dictionary<string, ExportState> States = Enum.GetValues<ExportState>().ToDictionary(JsonContract.NameOf);
    private static readonly Dictionary<string, ExportFormat> Formats = Enum.GetValues<ExportFormat>().ToDictionary(JsonContract.NameOf);

    public void Configure(EntityTypeBuilder<ExportJob> job)
    {
        job.ToTable("export_job", "work");
        job.HasKey(j => j.Id);
        job.Property(j => j.Id).HasColumnName("id").ValueGeneratedNever();
        job.Property(j => j.Owner).HasColumnName("owner");
        job.Property(j => j.State).HasColumnName("state").HasConversion(state => JsonContract.NameOf(state), name => States[name]);
        job.Property(j => j.Format).HasColumnName("format").HasConversion(format => JsonContract.NameOf(format), name => Formats[name]);
        job.Property(j => j.Query).HasColumnName("query").HasColumnType("json");
        job.Property(j => j.Position).HasColumnName("position");
        job.Property(j => j.CreatedAt).HasColumnName("created_at");
        job.Property(j => j.StartedAt).HasColumnName("started_at");
        job.Property(j => j.FinishedAt).HasColumnName("finished_at");
        job.Property(j => j.ExpiresAt).HasColumnName("expires_at");
        job.Property(j => j.DataThrough).HasColumnName("data_through");
        job.Property(j => j.Attempt).HasColumnName("attempt");
        job.Property(j => j.LeasedUntil).HasColumnName("leased_until");
        job.Property(j => j.Rows).HasColumnName("rows");
        job.Property(j => j.Bytes).HasColumnName("bytes");
        job.Property(j => j.Sha256).HasColumnName("sha256");
        job.Property(j => j.Error).HasColumnName("error");
        job.Ignore(j => j.IsFinished);
    }
}
