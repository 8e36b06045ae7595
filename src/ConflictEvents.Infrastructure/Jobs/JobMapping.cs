using ConflictEvents.Application.Jobs;
using ConflictEvents.Application.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ConflictEvents.Infrastructure.Jobs;

/// <summary>The columns that the tables of all jobs have.</summary>
internal abstract class JobMapping<TJob>(string table) : IEntityTypeConfiguration<TJob>
    where TJob : Job
{
    private static readonly Dictionary<string, JobState> States = Enum.GetValues<JobState>().ToDictionary(JsonContract.NameOf);

    public virtual void Configure(EntityTypeBuilder<TJob> job)
    {
        job.ToTable(table, "work");
        job.HasKey(j => j.Id);
        job.Property(j => j.Id).HasColumnName("id").ValueGeneratedNever();
        job.Property(j => j.Owner).HasColumnName("owner");
        job.Property(j => j.State).HasColumnName("state").HasConversion(state => JsonContract.NameOf(state), name => States[name]);
        job.Property(j => j.CreatedAt).HasColumnName("created_at");
        job.Property(j => j.StartedAt).HasColumnName("started_at");
        job.Property(j => j.FinishedAt).HasColumnName("finished_at");
        job.Property(j => j.Attempt).HasColumnName("attempt");
        job.Property(j => j.LeasedUntil).HasColumnName("leased_until");
        job.Property(j => j.Error).HasColumnName("error");
        job.Ignore(j => j.IsFinished);
    }
}
