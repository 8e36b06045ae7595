using System.Text.Json;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.ListReferences;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

internal sealed class ReadModel(ApplicationDatabase database, SearchLanes lanes, CursorSecret cursors, TimeProvider clock, IRequestContext request) : IReadModel
{
    public async Task<Result<Moment>> MomentOf(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (asOf is not { } time)
            return new Moment(null, request.Audience);

        if (await PositionAt(time, cancellationToken) is not { } position)
            return QueryErrors.FutureAsOf;

        // Nor may the answer depend on whether names that had changed by then have been refreshed yet.
        return await IsRendered(position, cancellationToken) ? new Moment(position, request.Audience) : QueryErrors.NotRenderedYet;
    }

    /// <returns>The last position recorded at or before a time; null where the time lies in the future.</returns>
    private async Task<long?> PositionAt(DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var (isFuture, isBehindHead, position) = await LastAt(connection, time, cancellationToken);
        if (isFuture)
            return null;
        if (isBehindHead)
            return position;

        // A commit that is under way bears an earlier time than the one at which it will be seen. Whoever asks again must get the same answer.
        await using (var wait = new NpgsqlCommand("select from event_head for share", connection))
            await wait.ExecuteNonQueryAsync(cancellationToken);
        return (await LastAt(connection, time, cancellationToken)).Position;
    }

    public async Task<Moment> Pin(Moment moment, CancellationToken cancellationToken)
    {
        if (moment.Position is not null)
            return moment;
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return moment with { Position = await HeadPosition(connection, cancellationToken) };
    }

    public async Task<bool> IsEmpty(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await HeadPosition(connection, cancellationToken) == 0;
    }

    public async Task<Rendered?> Find(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await VersionRow.Find(connection, kind, id, moment, cancellationToken);
    }

    public async Task<Rendered?> FindEstimate(Guid incidentId, Moment moment, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await VersionRow.FindEstimate(connection, incidentId, moment, cancellationToken);
    }

    public async Task<(Resource Resource, ReferenceBook Book)?> Load(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);

        // One position for the state and the names in it, whatever is committed between the two.
        var position = moment.Position ?? await HeadPosition(connection, cancellationToken);
        var resource = (await LogReader.Fold(connection, [id], position, cancellationToken)).SingleOrDefault(found => found.Kind == kind);
        if (resource is null || (resource is Incident { Redistributable: false } && !moment.ShowsAll))
            return null;
        return (resource, await BookLoader.Load(connection, [resource], new Dictionary<Guid, IDetails>(), position, cancellationToken));
    }

    public async Task<IReadOnlyList<Happening>> Happenings(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var happenings = new List<Happening>();
        await foreach (var logged in LogReader.Stream(connection, id, moment.Position ?? long.MaxValue, cancellationToken))
        {
            if (logged.Kind == kind)
                happenings.Add(new Happening(logged.Position, logged.EventId, logged.Type, logged.Recorded));
        }

        var events = happenings.Select(happening => happening.Recorded.Event).ToList();
        var isRedistributable = (events.OfType<Imported>().LastOrDefault()?.Origin.Redistributable ?? true)
            && events.OfType<Absorbed<MovedIncident>>().All(absorbed => absorbed.Moved.Redistributable);
        return isRedistributable || moment.ShowsAll ? happenings : [];
    }

    public Task<Result<Page>> List(ReferenceFilter filter, Moment moment, PageRequest page, CancellationToken cancellationToken) =>
        lanes.Run(connection => List(connection, filter, moment, page, cancellationToken), cancellationToken);

    private async Task<Result<Page>> List(NpgsqlConnection connection, ReferenceFilter filter, Moment moment, PageRequest page, CancellationToken cancellationToken)
    {
        var query = Matching(filter, moment);
        if (filter.Q is { } name)
            query.Where(await NameSearch.Condition(connection, query, () => Matching(filter, moment), filter.Kind, name, moment, cancellationToken));

        var list = new PageQuery("document", "reference_version", query, new Order("label collate \"C\"", "text", false), PlannedAnew: true);
        return await PageReader.Read(connection, list, await cursors.Codec(cancellationToken), JsonSerializer.Serialize((filter, moment.Position), Shape), page, cancellationToken);
    }

    /// <summary>Everything of a filter but the name.</summary>
    private static SqlQuery Matching(ReferenceFilter filter, Moment moment)
    {
        var query = new SqlQuery();
        query.Where($"kind = {query.Parameter(EventTypes.NameOf(filter.Kind))}");
        query.Where(Versions.At(query, moment));
        query.Where("status = 'active'");
        if (filter.Types is { } types)
            query.Where($"type = any({query.Parameter(types.ToArray())})");
        if (filter.Countries is { } countries)
            query.Where($"countries && {query.Parameter(countries.ToArray())}");
        if (filter.ParentId is { } parent)
            query.Where($"parent_ids @> {query.Parameter(new[] { parent })}");
        return query;
    }

    public Task<Result<Page>> Search(IncidentFilter filter, IncidentSort sort, Moment moment, PageRequest page, CancellationToken cancellationToken) =>
        lanes.Run(connection => Search(connection, filter, sort, moment, page, cancellationToken), cancellationToken);

    private async Task<Result<Page>> Search(
        NpgsqlConnection connection, IncidentFilter filter, IncidentSort sort, Moment moment, PageRequest page, CancellationToken cancellationToken)
    {
        var read = await Snapshot.Of(connection, moment, cancellationToken);
        var list = IncidentPages.Query(await Subgroups.Expand(connection, filter, read, cancellationToken), sort, read) with
        {
            Besides = page.Members?.Include.Count > 0 ? "document" : null,
        };
        return await PageReader.Read(connection, list, await cursors.Codec(cancellationToken), JsonSerializer.Serialize((filter, sort, moment), Shape), page, cancellationToken);
    }

    private static readonly JsonSerializerOptions Shape = new() { IncludeFields = true };

    private static async Task<(bool IsFuture, bool IsBehindHead, long Position)> LastAt(
        NpgsqlConnection connection, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select greatest(clock_timestamp(), recorded_at) < $1, $1 <= recorded_at,
                   coalesce((select position from event where recorded_at <= $1 order by recorded_at desc, position desc limit 1), 0)
            from event_head
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = time.ToUniversalTime() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        await rows.ReadAsync(cancellationToken);
        return (rows.GetBoolean(0), rows.GetBoolean(1), rows.GetInt64(2));
    }

    /// <summary>Waits until everything is rendered as of a position, for as long as a statement may take; without a connection, which rendering needs.</summary>
    private async Task<bool> IsRendered(long position, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (await PendingRenderings.AnyUpTo(position, database, cancellationToken))
        {
            if (clock.GetElapsedTime(started).TotalSeconds > database.Limits.ReadSeconds)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }

        return true;
    }

    private static async Task<long> HeadPosition(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select position from event_head", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
