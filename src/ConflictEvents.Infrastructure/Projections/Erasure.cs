using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>
/// Takes what was erased out of the whole read model, the past included: whatever has ever shown it is derived anew from its first row on, by a
/// replay of the commits that made those rows. So a rebuild comes to the same bytes.
/// </summary>
/// <param name="connection">In the transaction that erases, under the lock of the log's head; the bodies are gone already.</param>
internal sealed class Erasure(NpgsqlConnection connection)
{
    private const int AtATime = 500;

    private static readonly string[] Tables = ["incident_version", "participation_version", "reference_version", "name_version", "change_entry"];

    /// <param name="position">At which the commit is complete.</param>
    public async Task Forget(IReadOnlyList<Guid> erased, long position, CancellationToken cancellationToken)
    {
        await TakeTime(cancellationToken);
        await RenderPending(erased, cancellationToken);
        var affected = await Affected(erased, cancellationToken);
        await Remove(affected, position, cancellationToken);
        var replay = new Replay(connection, connection, progress: null, affected);
        foreach (var (first, last) in await Commits(affected, cancellationToken))
            await replay.Commit(first, last, cancellationToken);
    }

    /// <summary>However long it takes: half an erasure is none.</summary>
    private async Task TakeTime(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("set local statement_timeout = 0", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What is still to be rendered may come to mention them; of themselves nothing is.</summary>
    private async Task RenderPending(IReadOnlyList<Guid> erased, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from pending_rendering where id = any($1)", connection) { Parameters = { new() { Value = erased.ToArray() } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
        var projector = new Projector(connection);
        while (await projector.RenderPending(AtATime, cancellationToken))
            continue;
    }

    /// <returns>Themselves, and everything that has ever shown one of them, or of which an entry of the feed names one.</returns>
    private async Task<HashSet<Guid>> Affected(IReadOnlyList<Guid> erased, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select id from reference_version where refs && $1
            union select id from incident_version where refs && $1
            union select id from change_entry, unnest($1) gone where position(convert_to(gone::text, 'UTF8') in entry) > 0
            """,
            connection)
        {
            Parameters = { new() { Value = erased.ToArray() } },
            CommandTimeout = 0,
        };
        var affected = erased.ToHashSet();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            affected.Add(rows.GetGuid(0));
        return affected;
    }

    /// <summary>Takes their rows away, and what those added to the sums.</summary>
    private async Task Remove(HashSet<Guid> affected, long position, CancellationToken cancellationToken)
    {
        var ids = affected.ToArray();
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new("update incident_version set recorded_to = $2 where id = any($1) and recorded_to is null")
        {
            Parameters = { new() { Value = ids }, new() { Value = position } },
        });
        batch.BatchCommands.Add(CasualtyRollup.Follow(ids, position));
        foreach (var table in Tables)
            batch.BatchCommands.Add(new($"delete from {table} where id = any($1)") { Parameters = { new() { Value = ids } } });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Every commit that may have made a row of theirs: those that changed one of them, and those that changed what they may mention.</returns>
    private async Task<IReadOnlyList<(long First, long Last)>> Commits(HashSet<Guid> affected, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select min(position), max(position) from event
            where recorded_at in (select recorded_at from event where stream_id = any($1) or (stream_kind <> 'incident' and version > 1))
            group by recorded_at order by 1
            """,
            connection)
        {
            Parameters = { new() { Value = affected.ToArray() } },
            CommandTimeout = 0,
        };
        var commits = new List<(long, long)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            commits.Add((rows.GetInt64(0), rows.GetInt64(1)));
        return commits;
    }
}
