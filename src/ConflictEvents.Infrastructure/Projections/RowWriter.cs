using System.Text;
using System.Text.Json;
using ConflictEvents.Application.Resources;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>Writes rows of the read model that hold from one position on, and ends the rows they replace.</summary>
internal sealed class RowWriter(NpgsqlConnection connection, long position)
{
    private readonly Dictionary<Guid, Row> _rows = [];

    public void Add(Row row) => _rows.Add(row.Resource.Id, row);

    public Rendered Rendered(Guid id)
    {
        var row = _rows[id];
        return new Rendered(id, row.Resource.Version, row.Rendering, row.Resource.UpdatedAt, row.Document);
    }

    public async Task Write(CancellationToken cancellationToken)
    {
        if (_rows.Count == 0)
            return;

        var incidents = _rows.Values.OfType<IncidentRow>().ToList();
        var references = _rows.Values.OfType<ReferenceRow>().ToList();
        await using var batch = new NpgsqlBatch(connection);
        if (incidents.Count > 0)
            batch.BatchCommands.Add(End("incident_version", incidents));
        if (references.Count > 0)
        {
            batch.BatchCommands.Add(End("reference_version", references));
            batch.BatchCommands.Add(End("name_version", references));
        }

        foreach (var row in incidents)
            batch.BatchCommands.Add(Insert(row));
        foreach (var row in references)
        {
            batch.BatchCommands.Add(Insert(row));
            batch.BatchCommands.Add(InsertNames(row));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Word(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Int(int? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    private static NpgsqlParameter Real(double? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double };

    private static NpgsqlParameter Of(object value) => new() { Value = value };

    private NpgsqlBatchCommand End(string table, IEnumerable<Row> rows) =>
        new($"update {table} set recorded_to = $1 where id = any($2) and recorded_to is null")
        {
            Parameters = { Of(position), Of(rows.Select(row => row.Resource.Id).ToArray()) },
        };

    private NpgsqlBatchCommand Insert(IncidentRow row) =>
        new(
            """
            insert into incident_version (
                id, version, rendering, recorded_from, updated_at, status, type, sub_type, verification, occurred_from, occurred_to,
                country, longitude, latitude, uncertainty_meters, location_ids, actor_ids, conflict_ids, source_ids,
                killed_low, killed_best, killed_high, injured_low, injured_best, injured_high, refs, names, search, card, document, estimate)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
                $27, to_tsvector('english', $28) || to_tsvector('simple', $28) || to_tsvector('simple', $27) || to_tsvector('simple', $29), $30, $31, $32)
            """)
        {
            Parameters =
            {
                Of(row.Incident.Id),
                Of(row.Incident.Version),
                Of(row.Rendering),
                Of(position),
                Of(row.Incident.UpdatedAt),
                Of(Word(row.Incident.Status)),
                Of(Word(row.Incident.Details.Type)),
                Text(row.Incident.Details.SubType is { } subType ? Word(subType) : null),
                Of(Word(row.Incident.Verification.Status)),
                Of(row.Incident.Details.Occurred.Earliest),
                Of(row.Incident.Details.Occurred.Latest),
                Text(row.Place.Location.Country),
                Real(row.Place.Longitude),
                Real(row.Place.Latitude),
                Of(row.Place.UncertaintyMeters),
                Of(row.LocationIds),
                Of(row.ActorIds),
                Of(row.ConflictIds),
                Of(row.SourceIds),
                Int(row.Killed.Low),
                Int(row.Killed.Best),
                Int(row.Killed.High),
                Int(row.Injured.Low),
                Int(row.Injured.Best),
                Int(row.Injured.High),
                Of(row.Refs),
                Of(row.Names),
                Of(row.Prose),
                Of(row.Sounds),
                Of(row.Card),
                Of(row.Document),
                Of(row.Estimate),
            },
        };

    private NpgsqlBatchCommand Insert(ReferenceRow row) =>
        new(
            """
            insert into reference_version (
                kind, id, version, rendering, recorded_from, updated_at, status, type, label, countries, parent_ids, refs, state, document)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::json, $14)
            """)
        {
            Parameters =
            {
                Of(EventTypes.NameOf(row.Resource.Kind)),
                Of(row.Resource.Id),
                Of(row.Resource.Version),
                Of(row.Rendering),
                Of(position),
                Of(row.Resource.UpdatedAt),
                Of(Word(row.Resource.Status)),
                Text(row.Type),
                Of(row.Label),
                Of(row.Countries),
                Of(row.ParentIds),
                Of(row.Refs),
                Text(Encoding.UTF8.GetString(row.State)),
                Of(row.Document),
            },
        };

    private NpgsqlBatchCommand InsertNames(ReferenceRow row) =>
        new(
            """
            insert into name_version (kind, id, ordinal, recorded_from, folded, skeleton)
            select $1, $2, n, $3, f, s from unnest($4::text[], $5::text[]) with ordinality as t(f, s, n)
            """)
        {
            Parameters =
            {
                Of(EventTypes.NameOf(row.Resource.Kind)),
                Of(row.Resource.Id),
                Of(position),
                Of(row.Names.Select(name => name.Folded).ToArray()),
                Of(row.Names.Select(name => name.Skeleton).ToArray()),
            },
        };
}
