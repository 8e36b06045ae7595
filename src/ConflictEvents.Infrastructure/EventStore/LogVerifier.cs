using System.Data;
using System.Security.Cryptography;
using System.Text;
using ConflictEvents.Application.Maintenance;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>
/// Checks that the log is as it was written: no gap, no altered envelope, no altered body, versions in order, the head where the log ends;
/// and that every release names what it named.
/// </summary>
internal static class LogVerifier
{
    private const int MostFaults = 100;
    private const int ReportEvery = 1_000;

    public static async Task<LogVerification> Verify(ApplicationDatabase database, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);

        // One snapshot for the head and the log, so that commits made meanwhile are no faults.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using (var unlimited = new NpgsqlCommand("set local statement_timeout = 0", connection))
            await unlimited.ExecuteNonQueryAsync(cancellationToken);
        var head = await LogHead.Read(connection, cancellationToken);
        var releases = await Releases(connection, cancellationToken);

        var faults = new List<string>();
        var chain = new HashChain(faults);
        var versions = new Dictionary<Guid, int>();
        var erasures = await Erasures(connection, cancellationToken);
        DateTimeOffset? lastRecordedAt = null;
        await using var command = new NpgsqlCommand(
            """
            select e.position, e.event_id, e.stream_kind, e.stream_id, e.version, e.type, e.schema_version, e.recorded_at, e.recorded_by, e.reason, e.request_id,
                   e.body_hash, e.hash, b.body::text
            from event e left join event_body b using (position) order by e.position
            """,
            connection);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (faults.Count < MostFaults && await rows.ReadAsync(cancellationToken))
        {
            var entry = Read(rows);
            chain.Add(entry, rows.GetFieldValue<byte[]>(12));
            faults.AddRange(releases[entry.Position].Where(release => !release.Hash.AsSpan().SequenceEqual(chain.Hash)).Select(release => $"Release {release.Name}: the checksum is not the hash of event {entry.Position}."));
            if (VersionFault(entry, versions) is { } outOfOrder)
                faults.Add(outOfOrder);
            if (BodyFault(entry, rows.IsDBNull(13) ? null : rows.GetString(13), erasures) is { } body)
                faults.Add(body);

            lastRecordedAt = entry.RecordedAt;
            if (entry.Position % ReportEvery == 0)
                progress?.Report(new LogProgress(entry.Position, head?.Position ?? entry.Position));
        }

        if (faults.Count >= MostFaults)
            faults.Add($"These are the first {faults.Count} faults, up to event {chain.Position}; what follows was not read.");
        else if (head is null)
            faults.Add("The head is missing.");
        else
            chain.End(head, lastRecordedAt);
        if (faults.Count < MostFaults)
            faults.AddRange(releases.Where(at => at.Key > chain.Position).SelectMany(at => at).Select(release => $"Release {release.Name}: the log ends before it."));

        progress?.Report(new LogProgress(chain.Position, chain.Position));
        return new LogVerification(chain.Position, chain.Hash, faults);
    }

    /// <returns>The checksums of the releases, by their positions.</returns>
    private static async Task<ILookup<long, (string Name, byte[] Hash)>> Releases(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select position, name, hash from release order by position, name", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var releases = new List<(long Position, string Name, byte[] Hash)>();
        while (await rows.ReadAsync(cancellationToken))
            releases.Add((rows.GetInt64(0), rows.GetString(1), rows.GetFieldValue<byte[]>(2)));
        return releases.ToLookup(release => release.Position, release => (release.Name, release.Hash));
    }

    private static string? VersionFault(LogEntry entry, Dictionary<Guid, int> versions)
    {
        var before = versions.GetValueOrDefault(entry.StreamId);
        versions[entry.StreamId] = entry.Version;
        return entry.Version == before + 1
            ? null
            : $"Event {entry.Position}: version {entry.Version} of {entry.StreamKind} {entry.StreamId} follows version {before}.";
    }

    /// <returns>Where the streams of what was erased end.</returns>
    private static async Task<Dictionary<Guid, long>> Erasures(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select stream_id, max(position) from event where type = any($1) group by stream_id", connection)
        {
            Parameters = { new() { Value = EventTypes.Erasures.ToArray() } },
            CommandTimeout = 0,
        };
        var erasures = new Dictionary<Guid, long>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            erasures.Add(rows.GetGuid(0), rows.GetInt64(1));
        return erasures;
    }

    private static string? BodyFault(LogEntry entry, string? body, Dictionary<Guid, long> erasures)
    {
        if (erasures.TryGetValue(entry.StreamId, out var end) && entry.Position != end)
        {
            return entry.Position > end ? $"Event {entry.Position}: it follows the erasure of {entry.StreamKind} {entry.StreamId}."
                : body is not null ? $"Event {entry.Position}: the body is there, though {entry.StreamKind} {entry.StreamId} was erased."
                : null;
        }

        if (body is null)
            return $"Event {entry.Position}: the body is missing.";
        return SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan().SequenceEqual(entry.BodyHash)
            ? null
            : $"Event {entry.Position}: the body is not what was written.";
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
