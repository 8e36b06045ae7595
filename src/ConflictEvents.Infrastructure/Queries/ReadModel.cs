using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.ListReferences;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

internal sealed class ReadModel(
    ApplicationDatabase database, Moments moments, Snapshot snapshot, SingleRows single, SearchLanes lanes, PointSamples points, CursorSecret cursors, IRequestContext request) : IReadModel
{
    public Task<Result<Moment>> MomentOf(Reading reading, CancellationToken cancellationToken) => moments.Of(reading, request.Audience, cancellationToken);

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

    public Task<Rendered?> Find(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken) => single.Find(kind, id, moment, cancellationToken);

    public Task<Rendered?> FindEstimate(Guid incidentId, Moment moment, CancellationToken cancellationToken) => single.FindEstimate(incidentId, moment, cancellationToken);

    public async Task<Error> Absence(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select e.recorded_at, e.reason, e.schema_version, b.body::text
            from event e join event_body b using (position)
            where e.stream_id = $1 and e.type = $2 and exists (select from event first where first.stream_id = $1 and first.version = 1 and first.position <= $3)
            """,
            connection)
        {
            Parameters = { new() { Value = id }, new() { Value = EventTypes.ErasureOf(kind) }, new() { Value = moment.Position ?? long.MaxValue } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            && EventTypes.Read(EventTypes.ErasureOf(kind), rows.GetInt32(2), rows.GetString(3)) is IErasure erased && (erased.Redistributable || moment.ShowsAll)
            ? ResourceErrors.Erased(kind, id, rows.GetFieldValue<DateTimeOffset>(0), rows.GetString(1))
            : ResourceErrors.NotFound(kind, id);
    }

    public async Task<(Resource Resource, ReferenceBook Book)?> Load(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);

        // One position for the state and the names in it, whatever is committed between the two.
        var position = moment.Position ?? await HeadPosition(connection, cancellationToken);
        var resource = (await LogReader.Fold(connection, [id], position, cancellationToken)).SingleOrDefault(found => found.Kind == kind);
        if (resource is null or { Status: ResourceStatus.Erased } || (resource is Incident { Redistributable: false } && !moment.ShowsAll))
            return null;
        return (resource, await BookLoader.Load(connection, [resource], new Dictionary<Guid, IDetails>(), position, known: null, cancellationToken));
    }

    public Task<Result<Page>> List(ReferenceFilter filter, Moment moment, PageRequest page, CancellationToken cancellationToken)
    {
        var (read, fingerprint) = (page.At(moment), CursorCodec.Fingerprint((filter, moment.Position)));
        return lanes.Run(What(fingerprint, read), connection => List(connection, filter, moment, fingerprint, read, cancellationToken), cancellationToken);
    }

    private async Task<Result<Page>> List(
        NpgsqlConnection connection, ReferenceFilter filter, Moment moment, string fingerprint, PageRequest page, CancellationToken cancellationToken)
    {
        var query = Matching(filter, moment);
        if (filter.Q is { } name)
            query.Where(await NameSearch.Condition(connection, query, () => Matching(filter, moment), filter.Kind, name, moment, cancellationToken));

        var list = new PageQuery("document", "reference_version", query, new Order("label collate \"C\"", "text", false), PlannedAnew: true);
        return await PageReader.Read(connection, list, await cursors.Codec(cancellationToken), fingerprint, page, cancellationToken);
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

    public Task<Result<Page>> Search(IncidentFilter filter, IncidentSort sort, Moment moment, PageRequest page, CancellationToken cancellationToken)
    {
        var (read, fingerprint) = (page.At(moment), CursorCodec.Fingerprint((filter, sort, moment)));
        return lanes.Run(What(fingerprint, read), connection => Search(connection, filter, sort, moment, fingerprint, read, cancellationToken), cancellationToken);
    }

    private async Task<Result<Page>> Search(
        NpgsqlConnection connection, IncidentFilter filter, IncidentSort sort, Moment moment, string fingerprint, PageRequest page, CancellationToken cancellationToken)
    {
        var read = await snapshot.Of(connection, moment, cancellationToken);
        var codec = await cursors.Codec(cancellationToken);
        if (Subgroups.IsOneActor(filter))
        {
            // Nothing mentions an actor that is merged, once what showed it is refreshed: whether it is one is asked only where nothing is found.
            var found = await Read(filter);
            if (found.Error is not null || found.Value.Items.Count > 0)
                return found;
        }

        return await Read(await Subgroups.Expand(connection, filter, read, cancellationToken));

        Task<Result<Page>> Read(IncidentFilter expanded)
        {
            var list = IncidentPages.Query(expanded, sort, read, page.Count is Counting.None ? points.Latest : null) with { Besides = page.Members?.Include.Count > 0 ? "document" : null };
            return PageReader.Read(connection, list, codec, fingerprint, page, cancellationToken);
        }
    }

    // To count all rows takes longer than to read a page of them, to read many longer than to read few, and whole documents longer than cards.
    private static string What(string fingerprint, PageRequest page) => $"{page.Count} {page.EffectiveLimit} {page.Members?.Include.Count} {fingerprint}";

    private static async Task<long> HeadPosition(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select position from event_head", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
