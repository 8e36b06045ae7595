using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>Writes rows of the read model that hold from one position on, and ends the rows they replace.</summary>
/// <param name="created">The ids of what has no rows yet.</param>
internal sealed class RowWriter(NpgsqlConnection connection, long position, IReadOnlySet<Guid> created)
{
    // From about here on a copy into each table is faster than statements sent together, though each costs a round trip of its own.
    private const int Many = 50;

    private readonly List<(Resource Resource, Func<Row> Render)> _entries = [];
    private readonly Dictionary<Guid, Row> _rows = [];
    private readonly List<Func<ChangeRow>> _traces = [];
    private readonly List<(Guid Id, bool IsOpened)> _moved = [];

    /// <param name="render">Is called once, while rows before it may be under way to the database already.</param>
    public void Add(Resource resource, Func<Row> render) => _entries.Add((resource, render));

    /// <inheritdoc cref="Add(Resource, Func{Row})"/>
    public void Add(Func<ChangeRow> render) => _traces.Add(render);

    /// <summary>To be called behind <see cref="Write"/>.</summary>
    public Rendered Rendered(Resource resource) => _rows.TryGetValue(resource.Id, out var row)
        ? new Rendered(resource.Id, resource.Version, row.Rendering, resource.UpdatedAt, row.Document)
        : new Rendered(resource.Id, resource.Version, 1, resource.UpdatedAt, ReadOnlyMemory<byte>.Empty);

    /// <param name="batch">What is to be written before the rows. What stands in it afterwards is to be sent.</param>
    public async Task Write(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var incidentIds = _entries.Where(entry => entry.Resource.Kind is ResourceKind.Incident).Select(entry => entry.Resource.Id).ToArray();
        var referenceIds = _entries.Where(entry => entry.Resource.Kind is not ResourceKind.Incident).Select(entry => entry.Resource.Id).ToArray();
        var (incidents, references) = (Render<IncidentRow>(), Render<ReferenceRow>());

        End(batch, incidentIds, "incident_version", "participation_version");
        End(batch, referenceIds, "reference_version", "name_version");
        if (_entries.Count + _traces.Count >= Many)
        {
            await batch.Send(cancellationToken);
            await RowTables.References.Copy(connection, At(references), cancellationToken);
            await RowTables.Names.Copy(connection, At(Rendered<ReferenceRow>().SelectMany(row => row.Names)), cancellationToken);
            await RowTables.Incidents.Copy(connection, At(incidents), cancellationToken);
            await RowTables.Participations.Copy(connection, At(Rendered<IncidentRow>().SelectMany(row => row.Participations)), cancellationToken);
            await RowTables.Changes.Copy(connection, At(RenderChanges()), cancellationToken);
        }
        else
        {
            foreach (var insert in RowTables.References.Inserts(references, position)
                .Concat(RowTables.Names.Inserts(Rendered<ReferenceRow>().SelectMany(row => row.Names), position))
                .Concat(RowTables.Incidents.Inserts(incidents, position))
                .Concat(RowTables.Participations.Inserts(Rendered<IncidentRow>().SelectMany(row => row.Participations), position))
                .Concat(RowTables.Changes.Inserts(RenderChanges(), position)))
                batch.BatchCommands.Add(insert);
        }

        if (incidentIds.Length > 0)
            batch.BatchCommands.Add(CasualtyRollup.Follow(incidentIds, position));
        foreach (var moved in _moved.GroupBy(one => one.IsOpened, one => one.Id))
            batch.BatchCommands.Add(Open(moved, moved.Key));
    }

    /// <summary>Renders the rows of one table, each when it is asked for: the database takes in and indexes those before it meanwhile.</summary>
    private IEnumerable<TRow> Render<TRow>()
        where TRow : Row
    {
        foreach (var (resource, render) in _entries)
        {
            if (resource.Kind is ResourceKind.Incident == (typeof(TRow) == typeof(IncidentRow)))
                yield return (TRow)(_rows[resource.Id] = render());
        }
    }

    private IEnumerable<ChangeRow> RenderChanges()
    {
        foreach (var render in _traces)
        {
            var change = render();
            if (change.Opens is { } isOpened)
                _moved.Add((change.Id, isOpened));
            yield return change;
        }
    }

    private IEnumerable<TRow> Rendered<TRow>()
        where TRow : Row => _entries.Where(entry => _rows.ContainsKey(entry.Resource.Id)).Select(entry => _rows[entry.Resource.Id]).OfType<TRow>();

    private IEnumerable<(TRow Row, long Position)> At<TRow>(IEnumerable<TRow> rows) => rows.Select(row => (row, position));

    /// <summary>What happened to a record earlier may be passed on from now on just as the record itself.</summary>
    private static NpgsqlBatchCommand Open(IEnumerable<Guid> incidents, bool redistributable) => new(
        "update change_entry set redistributable = $2 where redistributable <> $2 and position in (select position from event where stream_id = any($1))")
    {
        Parameters = { new() { Value = incidents.Distinct().ToArray() }, new() { Value = redistributable } },
    };

    private void End(NpgsqlBatch batch, Guid[] ids, params ReadOnlySpan<string> tables)
    {
        var standing = ids.Where(id => !created.Contains(id)).ToArray();
        if (standing.Length == 0)
            return;
        foreach (var table in tables)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"update {table} set recorded_to = $1 where id = any($2) and recorded_to is null")
            {
                Parameters = { new() { Value = position }, new() { Value = standing } },
            });
        }
    }
}
