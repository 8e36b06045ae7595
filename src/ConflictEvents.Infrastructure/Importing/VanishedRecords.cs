using ConflictEvents.Application.Imports;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>What stands of a dataset here, and is not in the file that has been read to its end.</summary>
internal static class VanishedRecords
{
    /// <summary>Notes them with the job.</summary>
    /// <returns>How many there are.</returns>
    public static async Task<long> Find(ApplicationDatabase database, ImportJob job, string dataset, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var find = new NpgsqlBatchCommand(
            """
            insert into work.import_vanished (job_id, external_id, incident_id)
            select $1, external_id, id from incident_version v
            where dataset = $2 and dataset <> 'local' and recorded_to is null and status = 'active'
              and not exists (select from work.import_record r where r.job_id = $1 and r.external_id = v.external_id)
            on conflict do nothing
            """)
        {
            Parameters = { new() { Value = job.Id }, new() { Value = dataset } },
        };
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { database.Limits.GrantCommitTime(), find } })
            await batch.ExecuteNonQueryAsync(cancellationToken);
        var vanished = await Count(connection, job, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return vanished;
    }

    /// <summary>Tells of a job that has noted all that it notes.</summary>
    /// <inheritdoc cref="Find"/>
    public static async Task<long> Count(ApplicationDatabase database, ImportJob job, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await Count(connection, job, cancellationToken);
    }

    private static async Task<long> Count(NpgsqlConnection connection, ImportJob job, CancellationToken cancellationToken)
    {
        await using var count = new NpgsqlCommand(
            "update work.import_job set vanished = (select count(*) from work.import_vanished where job_id = $1) where id = $1 and attempt = $2 and state = 'running' returning vanished", connection)
        {
            Parameters = { new() { Value = job.Id }, new() { Value = job.Attempt } },
        };
        return await count.ExecuteScalarAsync(cancellationToken) as long? ?? throw BatchOutcome.Lost();
    }

    /// <summary>
    /// Retracts some of those that the job has noted, until a file has them again; not what stands for another one, merged into it here, that
    /// the file has, or that the dataset does not tell of.
    /// </summary>
    /// <returns>False when none of them is left to retract.</returns>
    /// <exception cref="OperationCanceledException">The job is no longer this process's; nothing is retracted.</exception>
    public static async Task<bool> Retract(Commit commit, ImportJob job, string dataset, string reason, int most, CancellationToken cancellationToken)
    {
        await using (var hold = new NpgsqlCommand("select true from work.import_job where id = $1 and attempt = $2 and state = 'running' for no key update", commit.Connection))
        {
            hold.Parameters.Add(new() { Value = job.Id });
            hold.Parameters.Add(new() { Value = job.Attempt });
            if (await hold.ExecuteScalarAsync(cancellationToken) is null)
                throw BatchOutcome.Lost();
        }

        await using var command = new NpgsqlCommand(
            """
            with recursive held(id) as (
                select merged_into from incident_version v
                where recorded_to is null and merged_into is not null
                  and (dataset <> $3 or exists (select from work.import_record r where r.job_id = $1 and r.external_id = v.external_id))
                union
                select v.merged_into from held join incident_version v using (id) where v.recorded_to is null and v.merged_into is not null)
            select v.id from work.import_vanished gone join incident_version v on v.id = gone.incident_id
            where gone.job_id = $1 and v.recorded_to is null and v.status = 'active' and not exists (select from held where held.id = v.id) limit $2
            """,
            commit.Connection)
        {
            Parameters = { new() { Value = job.Id }, new() { Value = most }, new() { Value = dataset } },
        };
        var ids = new List<Guid>();
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
                ids.Add(rows.GetGuid(0));
        }

        foreach (var incident in (await LogReader.Fold(commit.Connection, ids, commit.After, cancellationToken)).Cast<Incident>())
            commit.Changes.Append(incident, incident.Retract(dataset).Value, reason);
        return ids.Count > 0;
    }
}
