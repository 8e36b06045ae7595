using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>
/// Carries a commit into the read model: the rows of what it changed, and of everything that shows a name of what it changed.
/// What it writes depends on the log alone, so that a rebuild comes to the same bytes.
/// </summary>
/// <param name="connection">In a transaction that holds the lock of the log's head, or to a read model that nobody else writes.</param>
/// <param name="atOnce">
/// How many others a commit renders anew by itself. Where more show what it changed, all of them are left to <see cref="RenderPending"/>:
/// other commits must not wait for a name that a hundred thousand incidents mention.
/// </param>
/// <param name="known">Spares it to read what the commit before it has read; null where none came before it.</param>
/// <param name="isReplay">
/// Whether the commits were made before: what was erased since is gone, and what mentions it shows what remains of it. A commit that erases
/// leaves that to <see cref="Erasure"/>.
/// </param>
/// <param name="only">Whose rows are written; everything's when null.</param>
internal sealed class Projector(
    NpgsqlConnection connection, int atOnce = int.MaxValue, ReferenceCache.Known? known = null, bool isReplay = false, IReadOnlySet<Guid>? only = null)
{
    // As many as memory may hold at once.
    private const int Portion = 500;

    private static readonly Dictionary<Guid, IDetails> Nothing = [];

    private readonly NameForms _forms = known?.Forms ?? new();

    /// <summary>Whether something was left to <see cref="RenderPending"/>.</summary>
    public bool HasLeftRenderings { get; private set; }

    /// <param name="position">The position at which the commit is complete; the new rows hold from there on.</param>
    /// <param name="trail">What it does. Nothing can mention yet what it created, and what is erased has no row.</param>
    /// <param name="batch">What is to be written with the rows of what was changed, before them. What stands in it afterwards is to be sent.</param>
    /// <returns>The changed resources as they are answered from now on; no document of what is erased.</returns>
    public async Task<IReadOnlyDictionary<Guid, Rendered>> Project(long position, Trail trail, NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var (changed, created) = (trail.Changed.Values.Where(resource => resource.Status is not ResourceStatus.Erased).ToList(), trail.Created);
        await Settle([.. changed.Select(resource => resource.Id).Where(id => !created.Contains(id))], cancellationToken);
        var newer = changed.Where(resource => resource.Kind is not ResourceKind.Incident).ToDictionary(resource => resource.Id, EntryOf);
        var book = await BookLoader.Load(connection, changed, newer, position, known, cancellationToken);
        var writer = new RowWriter(connection, position, created);
        foreach (var resource in changed.Where(resource => IsMeant(resource.Id)))
            writer.Add(resource, () => Row.Of(resource, rendering: 1, book, _forms));
        foreach (var trace in trail.Traces.Where(trace => IsMeant(trace.Resource.Id)))
            writer.Add(() => ChangeRow.Render(trace, book));
        await writer.Write(batch, cancellationToken);

        Guid[] mentioned = [.. newer.Keys.Where(id => !created.Contains(id)), .. isReplay ? trail.Erased : []];
        if (mentioned.Length > 0)
        {
            await batch.Send(cancellationToken);
            await Refresh(await Dependents(mentioned, [.. changed.Select(resource => resource.Id)], cancellationToken), newer, position, cancellationToken);
        }

        Learn(newer, trail);
        return trail.Changed.Values.Where(resource => IsMeant(resource.Id)).ToDictionary(resource => resource.Id, writer.Rendered);
    }

    /// <summary>Renders some of what was left, the oldest first.</summary>
    /// <returns>False when nothing was left.</returns>
    public async Task<bool> RenderPending(int most, CancellationToken cancellationToken)
    {
        var pending = await Take(
            """
            delete from pending_rendering where (position, id) in
                (select position, id from pending_rendering where position = (select min(position) from pending_rendering) limit $1)
            returning position, id
            """,
            most,
            cancellationToken);
        if (pending.Count > 0)
            await RenderPortion([.. pending.Select(left => left.Id)], Nothing, pending[0].Position, cancellationToken);
        return pending.Count > 0;
    }

    /// <summary>As those show it that mention it.</summary>
    private static IDetails EntryOf(Resource resource) => resource.MergedInto is { } survivor ? new MergedEntry(survivor) : DetailsOf(resource);

    internal static IDetails DetailsOf(Resource resource) => resource switch
    {
        Resource<ActorDetails> actor => actor.United,
        Resource<LocationDetails> location => location.United,
        Resource<SourceDetails> source => source.United,
        Resource<DocumentDetails> document => document.United,
        Resource<ConflictDetails> conflict => conflict.United,
        _ => throw new ArgumentOutOfRangeException(nameof(resource), resource.Kind, null),
    };

    private void Learn(IReadOnlyDictionary<Guid, IDetails> newer, Trail trail)
    {
        foreach (var (id, details) in newer)
            known?.Add(id, details);
        foreach (var id in trail.Erased)
            known?.Forget(id);
    }

    private bool IsMeant(Guid id) => only?.Contains(id) is not false;

    /// <returns>
    /// The ids of everything that shows or is found by something of what was changed; what was left and may move may do so once it is rendered.
    /// </returns>
    private async Task<IReadOnlyList<Guid>> Dependents(Guid[] mentioned, Guid[] except, CancellationToken cancellationToken)
    {
        var dependents = new List<Guid>();
        await using var command = new NpgsqlCommand(
            """
            select id from reference_version where recorded_to is null and refs && $1 and id <> all($2)
            union all
            select id from incident_version where recorded_to is null and refs && $1 and id <> all($2)
            union
            select id from pending_rendering where may_move and id <> all($2)
            """,
            connection)
        {
            Parameters = { new() { Value = mentioned }, new() { Value = except } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            dependents.Add(rows.GetGuid(0));
        dependents.RemoveAll(id => !IsMeant(id));
        return dependents;
    }

    private async Task Refresh(IReadOnlyList<Guid> dependents, Dictionary<Guid, IDetails> newer, long position, CancellationToken cancellationToken)
    {
        if (dependents.Count > atOnce)
            await Leave(dependents, position, await BookLoader.MoveAnything(connection, newer, position, cancellationToken), cancellationToken);
        else
            await RenderAnew(dependents, newer, position, cancellationToken);
    }

    private async Task Leave(IReadOnlyList<Guid> dependents, long position, bool mayMove, CancellationToken cancellationToken)
    {
        HasLeftRenderings = true;
        await using var command = new NpgsqlCommand("insert into pending_rendering (position, id, may_move) select $1, id, $3 from unnest($2) id", connection)
        {
            Parameters = { new() { Value = position }, new() { Value = dependents.ToArray() }, new() { Value = mayMove } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Renders what was left of some resources before they are rendered again: their rows must follow each other.</summary>
    private async Task Settle(Guid[] ids, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
            return;
        var pending = await Take("delete from pending_rendering where id = any($1) returning position, id", ids, cancellationToken);
        foreach (var left in pending.GroupBy(left => left.Position).OrderBy(group => group.Key))
            await RenderPortion([.. left.Select(one => one.Id)], Nothing, left.Key, cancellationToken);
    }

    private async Task<List<(long Position, Guid Id)>> Take(string delete, object argument, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(delete, connection) { Parameters = { new() { Value = argument } } };
        var taken = new List<(long, Guid)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            taken.Add((rows.GetInt64(0), rows.GetGuid(1)));
        return taken;
    }

    private async Task RenderAnew(IReadOnlyList<Guid> ids, Dictionary<Guid, IDetails> newer, long position, CancellationToken cancellationToken)
    {
        foreach (var portion in ids.Chunk(Portion))
        {
            await Settle(portion, cancellationToken);
            await RenderPortion(portion, newer, position, cancellationToken);
        }
    }

    private async Task RenderPortion(Guid[] ids, Dictionary<Guid, IDetails> newer, long position, CancellationToken cancellationToken)
    {
        var shown = await ShownBy(ids, cancellationToken);
        var folded = await LogReader.Fold(connection, ids, position, cancellationToken);
        var book = await BookLoader.Load(connection, folded, newer, position, known: null, cancellationToken);
        var writer = new RowWriter(connection, position, created: new HashSet<Guid>());
        foreach (var resource in folded)
        {
            if (shown[resource.Id].Replacement(rendering => Row.Of(resource, rendering, book, _forms)) is { } row)
                writer.Add(resource, () => row);
        }

        await using var batch = new NpgsqlBatch(connection);
        await writer.Write(batch, cancellationToken);
        await batch.Send(cancellationToken);
    }

    private async Task<Dictionary<Guid, Shown>> ShownBy(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, rendering, document, ''::bytea, refs, '{}'::uuid[], '', '' from reference_version where recorded_to is null and id = any($1)
            union all
            select id, rendering, document, estimate, refs, location_ids, names, coalesce(admin1, '') from incident_version where recorded_to is null and id = any($1)
            """,
            connection)
        {
            Parameters = { new() { Value = ids } },
        };
        var shown = new Dictionary<Guid, Shown>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            shown.Add(rows.GetGuid(0), new Shown(
                rows.GetInt32(1),
                rows.GetFieldValue<byte[]>(2),
                rows.GetFieldValue<byte[]>(3),
                rows.GetFieldValue<Guid[]>(4),
                rows.GetFieldValue<Guid[]>(5),
                rows.GetString(6),
                rows.GetString(7)));
        }

        return shown;
    }

    /// <summary>What a current row holds of the resources that it mentions.</summary>
    private sealed record Shown(int Rendering, byte[] Document, byte[] Estimate, Guid[] Refs, Guid[] LocationIds, string Names, string Admin1)
    {
        /// <returns>
        /// The row that takes this one's place; null where nothing in it would change. It counts as another rendering only where readers can
        /// tell: a new alias is found by, and not shown.
        /// </returns>
        public Row? Replacement(Func<int, Row> render)
        {
            var row = render(Rendering + 1);
            if (!row.Document.AsSpan().SequenceEqual(Document) || !row.Estimate.AsSpan().SequenceEqual(Estimate))
                return row;
            var isFoundAlike = row is not IncidentRow incident
                || (incident.LocationIds.SequenceEqual(LocationIds) && incident.Names == Names && (incident.Admin1 ?? "") == Admin1);
            return isFoundAlike && row.Refs.SequenceEqual(Refs) ? null : row with { Rendering = Rendering };
        }
    }
}
