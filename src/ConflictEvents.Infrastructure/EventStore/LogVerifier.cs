using System.Security.Cryptography;
using System.Text;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>What a walk along the hash chain found.</summary>
/// <param name="Events">How many events were read.</param>
/// <param name="Faults">One sentence each; empty for a sound log.</param>
public sealed record LogVerification(long Events, IReadOnlyList<string> Faults);

/// <summary>Checks that the log is as it was written: no gap, no altered envelope, no altered body, versions in order, the head where the log ends.</summary>
public static class LogVerifier
{
    private const int MostFaults = 100;

    /// <param name="progress">Told the number of events read so far, every ten thousand.</param>
    public static async Task<LogVerification> Verify(ApplicationDatabase database, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var (headPosition, headHash) = await Head(connection, cancellationToken);

        var faults = new List<string>();
        var versions = new Dictionary<Guid, int>();
        var hash = new byte[32];
        long position = 0;
        await using var command = new NpgsqlCommand(
            """
            select e.position, e.event_id, e.stream_kind, e.stream_id, e.version, e.type, e.schema_version, e.recorded_at, e.recorded_by, e.reason, e.request_id,
                   e.body_hash, e.hash, b.body::text
            from event e left join event_body b using (position) order by e.position
            """,
            connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken) && faults.Count < MostFaults)
        {
            var entry = Read(rows);
            if (entry.Position != position + 1)
                faults.Add($"Event {position + 1} is missing: the next one is {entry.Position}.");
            if (entry.Version != versions.GetValueOrDefault(entry.StreamId) + 1)
                faults.Add($"Event {entry.Position}: version {entry.Version} of {entry.StreamKind} {entry.StreamId} is out of order.");
            if (!entry.HashAfter(hash).AsSpan().SequenceEqual(rows.GetFieldValue<byte[]>(12)))
                faults.Add($"Event {entry.Position}: the envelope is not what was written, or the one before it is not.");
            if (rows.IsDBNull(13))
                faults.Add($"Event {entry.Position}: the body is missing.");
            else if (!SHA256.HashData(Encoding.UTF8.GetBytes(rows.GetString(13))).AsSpan().SequenceEqual(entry.BodyHash))
                faults.Add($"Event {entry.Position}: the body is not what was written.");

            (position, hash) = (entry.Position, rows.GetFieldValue<byte[]>(12));
            versions[entry.StreamId] = entry.Version;
            if (position % 10_000 == 0)
                progress?.Report(position);
        }

        if (faults.Count < MostFaults && (position != headPosition || !hash.AsSpan().SequenceEqual(headHash)))
            faults.Add($"The head stands at {headPosition}, the log ends at {position}, or their hashes differ.");
        return new LogVerification(position, faults);
    }

    private static async Task<(long Position, byte[] Hash)> Head(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select position, hash from event_head", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            ? (rows.GetInt64(0), rows.GetFieldValue<byte[]>(1))
            : throw new InvalidOperationException("The log has lost its head row.");
    }

    private static LogEntry Read(NpgsqlDataReader rows) => new(
        rows.GetInt64(0),
        rows.GetGuid(1),
        rows.GetString(2),
        rows.GetGuid(3),
        rows.GetInt32(4),
        rows.GetString(5),
        rows.GetInt32(6),
        rows.GetFieldValue<DateTimeOffset>(7),
        rows.GetString(8),
        rows.IsDBNull(9) ? null : rows.GetString(9),
        rows.GetString(10),
        rows.GetFieldValue<byte[]>(11));
}
