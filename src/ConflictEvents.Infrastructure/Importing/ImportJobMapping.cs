using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Json;
using ConflictEvents.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConflictEvents.Infrastructure.Importing;

internal sealed class ImportJobMapping() : JobMapping<ImportJob>("import_job")
{
    private static readonly Dictionary<string, ImportFormat> Formats = Enum.GetValues<ImportFormat>().ToDictionary(JsonContract.NameOf);

    public override void Configure(EntityTypeBuilder<ImportJob> job)
    {
        base.Configure(job);
        job.Property(j => j.Format).HasColumnName("format").HasConversion(format => JsonContract.NameOf(format), name => Formats[name]);
        job.Property(j => j.DatasetVersion).HasColumnName("dataset_version");
        job.Property(j => j.Columns).HasColumnName("columns");
        job.Property(j => j.RetractVanished).HasColumnName("retract_vanished");
        job.Property(j => j.File).HasColumnName("file");
        job.Property(j => j.FileBytes).HasColumnName("file_bytes");
        job.Property(j => j.RowsRead).HasColumnName("rows_read");
        job.Property(j => j.BytesRead).HasColumnName("bytes_read");
        job.Property(j => j.Created).HasColumnName("created");
        job.Property(j => j.Updated).HasColumnName("updated");
        job.Property(j => j.Unchanged).HasColumnName("unchanged");
        job.Property(j => j.Rejected).HasColumnName("rejected");
        job.Property(j => j.Unidentified).HasColumnName("unidentified");
        job.Property(j => j.Warnings).HasColumnName("warnings");
        job.Property(j => j.Vanished).HasColumnName("vanished");
    }
}
