using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Jobs;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Importing;

internal sealed class ImportJobs(
    ConflictEventsContext context, ApplicationDatabase database, ImportFiles files, ImportOptions options, ImportWorker worker, CursorSecret cursors, TimeProvider time) : IImportJobs
{
    public Task<Result<(string File, long Bytes)>> Keep(Guid id, Stream content, CancellationToken cancellationToken) => files.Keep(id, content, cancellationToken);

    public async Task<Error?> Add(ImportJob job, CancellationToken cancellationToken)
    {
        if (await context.ImportJobs.CountAsync(other => other.Owner == job.Owner && other.State == JobState.Queued, cancellationToken) >= options.MostWaiting)
        {
            files.Delete(job.Id, job.File);
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
        do
        {
            await worker.RunOne(job, cancellationToken);
        }
        while (job.State is JobState.Queued && !cancellationToken.IsCancellationRequested && await TakeAgain(job, cancellationToken));

        // Whoever stops it means the loading, and not this process alone.
        if (cancellationToken.IsCancellationRequested && await Cancel(job.Id, CancellationToken.None))
            job.State = JobState.Cancelled;
        return job;
    }

    /// <returns>False where another process has taken it meanwhile.</returns>
    private async Task<bool> TakeAgain(ImportJob job, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + options.Lease;
        (job.State, job.Attempt, job.LeasedUntil) = (JobState.Running, job.Attempt + 1, until);
        return await context.ImportJobs.Where(other => other.Id == job.Id && other.State == JobState.Queued && other.Attempt == job.Attempt - 1).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, JobState.Running)
                .SetProperty(j => j.Attempt, job.Attempt)
                .SetProperty(j => j.LeasedUntil, (DateTimeOffset?)until),
            cancellationToken) > 0;
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
            files.Delete(id, file!);
        return cancelled > 0;
    }

    public Task<Result<Part<RowFault>>> Faults(Guid id, PageRequest page, CancellationToken cancellationToken) => Read(
        "select ordinal::text as key, line, record_column, code, message, value, rejects from work.import_fault where job_id = $1 and ordinal > coalesce($2::bigint, 0) order by ordinal limit $3",
        $"faults {id}",
        rows => new RowFault(rows.GetInt64(1), rows.TextOrNull(2), rows.GetString(3), rows.GetString(4), rows.TextOrNull(5), rows.GetBoolean(6)),
        id,
        page,
        cancellationToken);

    public Task<Result<Part<VanishedIncident>>> Vanished(Guid id, PageRequest page, CancellationToken cancellationToken) => Read(
        "select external_id, external_id, incident_id from work.import_vanished where job_id = $1 and external_id > coalesce($2, '') order by external_id limit $3",
        $"vanished {id}",
        rows => new VanishedIncident(rows.GetString(1), rows.GetGuid(2)),
        id,
        page,
        cancellationToken);

    /// <param name="sql">Its first column is the key by which the rows are ordered; its parameters are the job, the last key known, and the most rows wanted.</param>
    private async Task<Result<Part<T>>> Read<T>(string sql, string query, Func<NpgsqlDataReader, T> read, Guid id, PageRequest page, CancellationToken cancellationToken)
    {
        var codec = await cursors.Codec(cancellationToken);
        After? start = null;
        if (page.Cursor is { } text && (start = codec.Read<After>(text, query)) is null)
            return QueryErrors.InvalidCursor;

        await using var command = database.Source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)start?.Key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = page.EffectiveLimit + 1 });
        var items = new List<T>();
        var last = "";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (items.Count == page.EffectiveLimit)
                return new Part<T>(items, codec.Write(new After(last), query));
            items.Add(read(rows));
            last = rows.GetString(0);
        }

        return new Part<T>(items, null);
    }

    private sealed record After(string Key);
}
