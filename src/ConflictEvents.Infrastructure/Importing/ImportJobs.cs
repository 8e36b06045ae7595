using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Jobs;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

internal sealed class ImportJobs(
    ConflictEventsContext context, ApplicationDatabase database, ImportFiles files, ImportOptions options, ImportWorker worker, TimeProvider time) : IImportJobs
{
    public Task<Result<(string File, long Bytes)>> Keep(Guid id, Stream content, CancellationToken cancellationToken) => files.Keep(id, content, cancellationToken);

    public async Task<Error?> Add(ImportJob job, CancellationToken cancellationToken)
    {
        if (await context.ImportJobs.CountAsync(other => other.Owner == job.Owner && other.State == JobState.Queued, cancellationToken) >= options.MostWaiting)
        {
            files.Delete(job.File);
            return ImportErrors.TooMany;
        }

        context.ImportJobs.Add(job);
        await context.SaveChangesAsync(cancellationToken);
        worker.Wake();
        return null;
    }

    public async Task<ImportJob> Run(ImportJob job, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        (job.State, job.Attempt, job.StartedAt, job.LeasedUntil) = (JobState.Running, 1, now, now + options.Lease);
        context.ImportJobs.Add(job);
        await context.SaveChangesAsync(cancellationToken);
        await worker.RunOne(job, cancellationToken);
        return job;
    }

    public Task<ImportJob?> Find(Guid id, string owner, CancellationToken cancellationToken) =>
        context.ImportJobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id && job.Owner == owner, cancellationToken);

    public async Task<IReadOnlyList<ImportJob>> Of(string owner, CancellationToken cancellationToken) =>
        await context.ImportJobs.AsNoTracking().Where(job => job.Owner == owner).OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).ToListAsync(cancellationToken);

    public async Task<bool> Cancel(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = context.ImportJobs.Where(job => job.Id == id && (job.State == JobState.Queued || job.State == JobState.Running));
        var file = await open.Select(job => job.File).SingleOrDefaultAsync(cancellationToken);
        var cancelled = await open.ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, JobState.Cancelled)
                .SetProperty(j => j.FinishedAt, now)
                .SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null),
            cancellationToken);

        // Whoever reads it goes on doing so until it notices.
        if (cancelled > 0)
            files.Delete(file!);
        return cancelled > 0;
    }

    public async Task<IReadOnlyList<ImportFault>> Faults(Guid id, long after, int most, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            "select ordinal, line, record_column, code, message, value, rejects from work.import_fault where job_id = $1 and ordinal > $2 order by ordinal limit $3");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = most });
        var faults = new List<ImportFault>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            faults.Add(new ImportFault(
                rows.GetInt64(0),
                new RowFault(rows.GetInt64(1), rows.GetFieldValue<string?>(2), rows.GetString(3), rows.GetString(4), rows.GetFieldValue<string?>(5), rows.GetBoolean(6))));
        }

        return faults;
    }

    public async Task<IReadOnlyList<VanishedIncident>> Vanished(Guid id, string after, int most, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            "select external_id, incident_id from work.import_vanished where job_id = $1 and external_id > $2 order by external_id limit $3");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = most });
        var vanished = new List<VanishedIncident>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            vanished.Add(new VanishedIncident(rows.GetString(0), rows.GetGuid(1)));
        return vanished;
    }
}
