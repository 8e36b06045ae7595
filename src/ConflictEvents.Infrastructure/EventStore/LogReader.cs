using System.Runtime.CompilerServices;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>An event as it is read back from the log.</summary>
internal sealed record LoggedEvent(ResourceKind Kind, Guid StreamId, Happening Happening);

internal static class LogReader
{
    // An event without a body is read as the erasure that took it.
    private const string Select =
        """
        select e.position, e.event_id, e.stream_kind, e.stream_id, e.type, coalesce(erased.schema_version, e.schema_version), e.version, e.recorded_at, e.recorded_by, e.reason,
               coalesce(b.body, erased.body)::text, b.position is null
        from event e left join event_body b using (position) left join lateral (
            select x.schema_version, l.body from event x join event_body l using (position)
            where b.position is null and x.stream_id = e.stream_id and x.type = e.stream_kind || '.erased') erased on true
        """;

    /// <summary>Folds the streams with the given ids, up to and with a position.</summary>
    /// <returns>Those that exist, in no order.</returns>
    public static async Task<IReadOnlyList<Resource>> Fold(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, long upTo, CancellationToken cancellationToken)
    {
        var resources = new Dictionary<Guid, Resource>();
        if (ids.Count == 0)
            return [];

        await foreach (var logged in Streams(connection, ids, upTo, cancellationToken))
        {
            if (!resources.TryGetValue(logged.StreamId, out var resource))
                resources[logged.StreamId] = resource = ResourceFactory.Empty(logged.Kind, logged.StreamId);
            resource.Apply(logged.Happening.Recorded);
        }

        return [.. resources.Values];
    }

    /// <returns>The events of some streams, each in order, up to and with a position.</returns>
    public static IAsyncEnumerable<LoggedEvent> Streams(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, long upTo, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"{Select} where e.stream_id = any($1) and e.position <= $2 order by e.stream_id, e.version", connection)
        {
            Parameters = { new() { Value = ids.ToArray() }, new() { Value = upTo } },
        };
        return Read(command, cancellationToken);
    }

    /// <returns>The events of one stream in order, up to and with a position.</returns>
    public static IAsyncEnumerable<LoggedEvent> Stream(NpgsqlConnection connection, Guid id, long upTo, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"{Select} where e.stream_id = $1 and e.position <= $2 order by e.version", connection)
        {
            Parameters = { new() { Value = id }, new() { Value = upTo } },
        };
        return Read(command, cancellationToken);
    }

    /// <returns>Every event after one position, up to and with another, in order.</returns>
    public static IAsyncEnumerable<LoggedEvent> Range(NpgsqlConnection connection, long after, long upTo, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"{Select} where e.position > $1 and e.position <= $2 order by e.position", connection)
        {
            Parameters = { new() { Value = after }, new() { Value = upTo } },
        };
        return Read(command, cancellationToken);
    }

    private static async IAsyncEnumerable<LoggedEvent> Read(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var _ = command;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (kind, type) = (EventTypes.KindOf(rows.GetString(2)), rows.GetString(4));
            if (rows.IsDBNull(10))
                throw new InvalidOperationException($"The body of event {rows.GetInt64(0)} is missing. Verify the log.");
            var (isErased, version) = (rows.GetBoolean(11), rows.GetInt32(6));
            var body = EventTypes.Read(isErased ? EventTypes.ErasureOf(kind) : type, rows.GetInt32(5), rows.GetString(10));
            if (isErased)
                body = (DomainEvent)((IErasure)body).InPlaceOf(version);
            var reason = rows.IsDBNull(9) ? null : rows.GetString(9);
            var recorded = new RecordedEvent(body, version, rows.GetFieldValue<DateTimeOffset>(7), rows.GetString(8), reason);
            yield return new LoggedEvent(kind, rows.GetGuid(3), new Happening(rows.GetInt64(0), rows.GetGuid(1), type, recorded));
        }
    }
}
