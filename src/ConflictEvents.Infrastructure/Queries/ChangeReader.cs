using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

internal sealed class ChangeReader(ApplicationDatabase database, SearchLanes lanes) : IChangeReader
{
    /// <summary>Events that one statement looks at, most of which a filter may leave out.</summary>
    private const int Stretch = 20_000;

    /// <summary>A page ends early where its changes are long.</summary>
    private const int MostBytes = 8 << 20;

    public IReadOnlyCollection<string> EventTypes => EventStore.EventTypes.Names;

    // Whoever catches up looks at more than whoever follows.
    public Task<Result<FoundChanges>> Read(ChangeFilter filter, FeedCursor after, HeadMark head, int limit, Audience audience, CancellationToken cancellationToken) =>
        lanes.Run($"changes {after.Position + Stretch < head.Position} {audience} {CursorCodec.Fingerprint(filter)}", connection => Read(connection, filter, after, head, limit, new Moment(null, audience), cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> History(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var query = OfOne(kind, id, moment);
        await using var command = query.Command(connection, "select change.entry from event e join change_entry change using (position)", "order by e.version");
        var entries = new List<ReadOnlyMemory<byte>>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            entries.Add(rows.GetFieldValue<byte[]>(0));
        return entries;
    }

    public async Task<(IReadOnlyList<RecordedEvent> Events, ReferenceBook Book)> Events(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var position = moment.Position ?? (await LogHead.Read(connection, cancellationToken))?.Position ?? 0;
        var (events, resource) = (new List<RecordedEvent>(), ResourceFactory.Empty(kind, id));
        await foreach (var logged in LogReader.Stream(connection, id, position, cancellationToken))
        {
            events.Add(logged.Happening.Recorded);
            resource.Apply(logged.Happening.Recorded);
        }

        return (events, await BookLoader.Load(connection, [resource], new Dictionary<Guid, IDetails>(), position, known: null, cancellationToken));
    }

    /// <summary>The statement that reads a page; it tells the position, the hash up to there and the entry.</summary>
    /// <param name="filter">Its subgroups have been found.</param>
    /// <param name="upTo">Inclusive.</param>
    public static NpgsqlCommand Page(NpgsqlConnection connection, ChangeFilter filter, long after, long upTo, int limit, Moment moment)
    {
        var query = new SqlQuery();
        var (from, to) = (query.Parameter(after), query.Parameter(upTo));

        // Said of both tables, lest the other be read from its beginning.
        List<string> conditions = [$"change.position > {from}", $"change.position <= {to}", $"e.position > {from}", $"e.position <= {to}"];
        if (!moment.ShowsAll)
            conditions.Add("change.redistributable");
        if (TypesOf(filter) is { } types)
            conditions.Add($"change.type = any({query.Parameter(types)})");
        var select = $"select change.position, e.hash, change.entry from change_entry change join event e using (position)\nwhere {string.Join(" and ", conditions)}";
        var page = $"order by change.position limit {query.Parameter(limit)}";
        if (!filter.IsOfIncidents)
            return query.Command(connection, select, page);

        // Looked up for one entry at a time, each by its key, whatever the planner expects of the filter. Who may see the entry may see by what
        // state it was found, though that could not be passed on at the time.
        IncidentFilterSql.Translate(filter.Incidents, new Moment(null, Audience.KeyHolders), IncidentRows.OfOneChange, query);
        // What was erased is found by nothing any more; whoever keeps a copy must hear of it.
        return query.Command(connection, $"{select}\n  and (change.type = '{EventStore.EventTypes.ErasureOf(ResourceKind.Incident)}' or exists (select from incident_version", $"offset 0))\n{page}");
    }

    private static async Task<Result<FoundChanges>> Read(
        NpgsqlConnection connection, ChangeFilter filter, FeedCursor after, HeadMark head, int limit, Moment moment, CancellationToken cancellationToken)
    {
        var upTo = Math.Min(head.Position, after.Position + Math.Max(Stretch, limit));
        var reached = upTo == head.Position ? FeedCursor.Of(head) : default(FeedCursor?);
        var first = 0L;
        var isKnown = after == FeedCursor.Start;
        await using (var command = new NpgsqlCommand(
            "select position, hash, (select min(position) from event) from event where position = any($1) union all select 0, ''::bytea, (select min(position) from event)", connection)
        {
            Parameters = { new() { Value = new[] { after.Position, upTo } } },
        })
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                first = rows.IsDBNull(2) ? 0 : rows.GetInt64(2);
                if (rows.GetInt64(0) == 0)
                    continue;
                var mark = FeedCursor.Of(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1));
                isKnown |= mark == after;
                if (mark.Position == upTo)
                    reached ??= mark;
            }
        }

        if (first > after.Position + 1)
            return FeedErrors.Compacted;

        // The last event before those that are kept cannot be looked up any more.
        if ((!isKnown && (after.Position == 0 || first != after.Position + 1)) || reached is not { } end)
            return FeedErrors.Diverged;

        var expanded = filter with { Incidents = await Subgroups.Expand(connection, filter.Incidents, Moment.Now, cancellationToken) };
        await using var page = Page(connection, expanded, after.Position, upTo, limit, moment);
        var (items, bytes) = (new List<FoundChange>(Math.Min(limit, Stretch)), 0L);
        await using var found = await page.ExecuteReaderAsync(cancellationToken);
        while (await found.ReadAsync(cancellationToken))
        {
            var entry = found.GetFieldValue<byte[]>(2);
            items.Add(new FoundChange(FeedCursor.Of(found.GetInt64(0), found.GetFieldValue<byte[]>(1)), entry));
            bytes += entry.Length;
            if (bytes > MostBytes)
                break;
        }

        return new FoundChanges(items, items.Count == limit || bytes > MostBytes ? items[^1].Cursor : end);
    }

    private static string[]? TypesOf(ChangeFilter filter) => filter is { EventTypes: null, Resources: null } ? null
        : [.. EventStore.EventTypes.Names.Where(type => filter.EventTypes?.Contains(type) != false && filter.Resources?.Contains(EventStore.EventTypes.KindOf(type.Split('.')[0])) != false)];

    private static SqlQuery OfOne(ResourceKind kind, Guid id, Moment moment)
    {
        var query = new SqlQuery();
        query.Where($"e.stream_id = {query.Parameter(id)}");
        query.Where($"e.stream_kind = {query.Parameter(EventStore.EventTypes.NameOf(kind))}");
        if (moment.Position is { } position)
            query.Where($"e.position <= {query.Parameter(position)}");
        if (kind is ResourceKind.Incident && !moment.ShowsAll)
        {
            query.Where($"""
                (exists (select from incident_version where incident_version.id = e.stream_id and {Versions.Redistributable} and {Versions.At(query, moment, "incident_version.")})
                or (change.redistributable and not exists (select from incident_version where incident_version.id = e.stream_id)))
                """);
        }

        return query;
    }
}
