using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>Writes rows of the read model that hold from one position on, and ends the rows they replace.</summary>
internal sealed class RowWriter(NpgsqlConnection connection, long position)
{
    // From about here on a copy into each table is faster than statements sent together, though each costs a round trip of its own.
    private const int Many = 50;

    private readonly Dictionary<Guid, Row> _rows = [];
    private readonly List<ChangeRow> _changes = [];

    public void Add(Row row) => _rows.Add(row.Resource.Id, row);

    public void Add(ChangeRow change) => _changes.Add(change);

    public Rendered Rendered(Resource resource) => _rows.TryGetValue(resource.Id, out var row)
        ? new Rendered(resource.Id, resource.Version, row.Rendering, resource.UpdatedAt, row.Document)
        : new Rendered(resource.Id, resource.Version, 1, resource.UpdatedAt, ReadOnlyMemory<byte>.Empty);

    public async Task Write(CancellationToken cancellationToken)
    {
        if (_rows.Count + _changes.Count == 0)
            return;

        var incidents = _rows.Values.OfType<IncidentRow>().ToList();
        var references = _rows.Values.OfType<ReferenceRow>().ToList();
        var participations = incidents.SelectMany(row => row.Participations).ToList();
        var names = references.SelectMany(row => row.Names).ToList();

        await using var batch = new NpgsqlBatch(connection);
        if (incidents.Count > 0)
        {
            batch.BatchCommands.Add(End("incident_version", incidents));
            batch.BatchCommands.Add(End("participation_version", incidents));
        }

        if (references.Count > 0)
        {
            batch.BatchCommands.Add(End("reference_version", references));
            batch.BatchCommands.Add(End("name_version", references));
        }

        if (_rows.Count + _changes.Count >= Many)
        {
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(cancellationToken);
            batch.BatchCommands.Clear();
            await RowTables.Incidents.Copy(connection, At(incidents), cancellationToken);
            await RowTables.Participations.Copy(connection, At(participations), cancellationToken);
            await RowTables.References.Copy(connection, At(references), cancellationToken);
            await RowTables.Names.Copy(connection, At(names), cancellationToken);
            await RowTables.Changes.Copy(connection, At(_changes), cancellationToken);
        }
        else
        {
            foreach (var insert in RowTables.Incidents.Inserts(incidents, position)
                .Concat(RowTables.Participations.Inserts(participations, position))
                .Concat(RowTables.References.Inserts(references, position))
                .Concat(RowTables.Names.Inserts(names, position))
                .Concat(RowTables.Changes.Inserts(_changes, position)))
                batch.BatchCommands.Add(insert);
        }

        if (incidents.Count > 0)
            batch.BatchCommands.Add(CasualtyRollup.Follow([.. incidents.Select(row => row.Incident.Id)], position));
        foreach (var moved in _changes.Where(change => change.Opens is not null).GroupBy(change => change.Opens!.Value, change => change.Id))
            batch.BatchCommands.Add(Open(moved, moved.Key));
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private IEnumerable<(TRow Row, long Position)> At<TRow>(IEnumerable<TRow> rows) => rows.Select(row => (row, position));

    /// <summary>What happened to a record earlier may be passed on from now on just as the record itself.</summary>
    private static NpgsqlBatchCommand Open(IEnumerable<Guid> incidents, bool redistributable) => new(
        "update change_entry set redistributable = $2 where redistributable <> $2 and position in (select position from event where stream_id = any($1))")
    {
        Parameters = { new() { Value = incidents.Distinct().ToArray() }, new() { Value = redistributable } },
    };

    private NpgsqlBatchCommand End(string table, IEnumerable<Row> rows) =>
        new($"update {table} set recorded_to = $1 where id = any($2) and recorded_to is null")
        {
            Parameters = { new() { Value = position }, new() { Value = rows.Select(row => row.Resource.Id).ToArray() } },
        };
}
