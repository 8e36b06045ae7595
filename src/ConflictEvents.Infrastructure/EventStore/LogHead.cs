using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>Where the log ends.</summary>
/// <param name="Position">Of the last event; 0 for an empty log.</param>
/// <param name="Hash">Of the last event.</param>
/// <param name="RecordedAt">Of the last event.</param>
/// <param name="Refreshes">How often answers have changed behind a commit: when names were refreshed (see <see cref="Projections.PendingRenderings"/>), or a release was named.</param>
/// <param name="Erasures">How many resources have been erased.</param>
internal sealed record LogHead(long Position, byte[] Hash, DateTimeOffset RecordedAt, long Refreshes, long Erasures)
{
    public HeadMark Mark => new(Position, RecordedAt, Convert.ToHexStringLower(Hash), Refreshes, Erasures);

    /// <returns>Null when somebody has taken the row away.</returns>
    public static async Task<LogHead?> Read(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select position, hash, recorded_at, refreshes, erasures from event_head", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? Of(rows) : null;
    }

    /// <summary>Waits for every other commit to end, and keeps new ones out until the transaction ends.</summary>
    /// <returns>
    /// The head, and the time that a commit made now bears: the clock's, but always later than the commit before, even when the clock was set back.
    /// </returns>
    /// <param name="limits">Those of a commit, which its statements may take from here to the end of the transaction; null to keep those of the connection.</param>
    /// <param name="mentioned">Are looked up once the lock is granted, in the same round trip.</param>
    public static async Task<(LogHead Head, DateTimeOffset Now)> Lock(
        NpgsqlConnection connection, StatementLimits? limits, CancellationToken cancellationToken, ActiveReferences? mentioned = null)
    {
        // The clock is read in an outer query so that it is read after the lock was granted.
        var take = new NpgsqlBatchCommand(
            """
            with head as materialized (select position, hash, recorded_at, refreshes, erasures from event_head for update)
            select position, hash, recorded_at, refreshes, erasures, greatest(clock_timestamp(), recorded_at + interval '1 microsecond') from head
            """);
        await using var batch = new NpgsqlBatch(connection);
        if (limits is not null)
            batch.BatchCommands.Add(limits.GrantCommitTime());
        batch.BatchCommands.Add(take);
        if (mentioned?.Query() is { } query)
            batch.BatchCommands.Add(query);
        await using var rows = await batch.ExecuteReaderAsync(cancellationToken);
        if (limits is not null)
            await rows.NextResultAsync(cancellationToken);
        if (!await rows.ReadAsync(cancellationToken))
            throw new InvalidOperationException("The log has lost its head row.");
        var (head, now) = (Of(rows), rows.GetFieldValue<DateTimeOffset>(5));
        if (mentioned is not null && await rows.NextResultAsync(cancellationToken))
            await mentioned.Read(rows, cancellationToken);
        return (head, now);
    }

    /// <summary>Counts what changes answers without a commit, a refreshing of names or a new release, under the lock, and tells whoever watches the log.</summary>
    public async Task<HeadMark> Refreshed(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var mark = (this with { Refreshes = Refreshes + 1 }).Mark;
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new("update event_head set refreshes = $1") { Parameters = { new() { Value = mark.Refreshes } } }, HeadNotice.Send(mark) },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return mark;
    }

    private static LogHead Of(NpgsqlDataReader rows) => new(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetInt64(3), rows.GetInt64(4));
}
