using ConflictEvents.Application.Json;
using ConflictEvents.Infrastructure.EventStore;
using NpgsqlTypes;
using static NpgsqlTypes.NpgsqlDbType;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>The columns of the read model's tables, as rows fill them.</summary>
internal static class RowTables
{
    private const NpgsqlDbType Uuids = NpgsqlDbType.Array | Uuid;
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | Text;

    public static readonly RowTable<IncidentRow> Incidents = new(
        "incident_version",
        ("id", Uuid, row => row.Incident.Id),
        ("version", Integer, row => row.Incident.Version),
        ("rendering", Integer, row => row.Rendering),
        ("updated_at", TimestampTz, row => row.Incident.UpdatedAt),
        ("status", Text, row => Word(row.Incident.Status)),
        ("type", Text, row => Word(row.Incident.Details.Type)),
        ("sub_type", Text, row => row.Incident.Details.SubType is { } subType ? Word(subType) : null),
        ("violence", Text, row => row.Incident.Details.Violence is { } violence ? Word(violence) : null),
        ("verification", Text, row => Word(row.Incident.Verification.Status)),
        ("occurred_from", Date, row => row.Incident.Details.Occurred.Earliest),
        ("occurred_to", Date, row => row.Incident.Details.Occurred.Latest),
        ("date_precision", Smallint, row => (short)row.Incident.Details.Occurred.Precision),
        ("country", Text, row => row.Place.Location.Country),
        ("admin1", Text, row => row.Admin1),
        ("admin1_folded", Text, row => row.Admin1Folded),
        ("longitude", NpgsqlDbType.Double, row => row.Place.Longitude),
        ("latitude", NpgsqlDbType.Double, row => row.Place.Latitude),
        ("uncertainty_meters", Integer, row => row.Place.UncertaintyMeters),
        ("location_ids", Uuids, row => row.LocationIds),
        ("actor_ids", Uuids, row => row.ActorIds),
        ("conflict_ids", Uuids, row => row.ConflictIds),
        ("source_ids", Uuids, row => row.SourceIds),
        ("claimant_ids", Uuids, row => row.ClaimantIds),
        ("foreign_ids", Texts, row => row.ForeignIds),
        ("dataset", Text, row => row.Incident.Dataset),
        ("external_id", Text, row => row.Incident.Origin?.ExternalId),
        ("content_hash", Bytea, row => row.Incident.Origin is { } origin ? Convert.FromHexString(origin.ContentHash) : null),
        ("import_id", Uuid, row => row.Incident.Origin?.ImportId),
        ("redistributable", NpgsqlDbType.Boolean, row => row.Incident.Redistributable),
        ("killed_low", Integer, row => row.Killed.Low),
        ("killed_best", Integer, row => row.Killed.Best),
        ("killed_high", Integer, row => row.Killed.High),
        ("injured_low", Integer, row => row.Injured.Low),
        ("injured_best", Integer, row => row.Injured.Best),
        ("injured_high", Integer, row => row.Injured.High),
        ("figures", Jsonb, row => row.Figures),
        ("refs", Uuids, row => row.Refs),
        ("merged_into", Uuid, row => row.Incident.MergedInto),
        ("distinct_from", Uuids, row => row.Incident.DistinctFrom.ToArray()),
        ("prose", Text, row => row.Prose),
        ("names", Text, row => row.Names),
        ("sounds", Text, row => row.Sounds),
        ("card", Bytea, row => row.Card),
        ("csv", Bytea, row => row.Csv),
        ("document", Bytea, row => row.Document),
        ("estimate", Bytea, row => row.Estimate));

    public static readonly RowTable<ParticipationRow> Participations = new(
        "participation_version",
        ("id", Uuid, row => row.Incident.Id),
        ("actor_id", Uuid, row => row.ActorId),
        ("roles", Texts, row => row.Roles),
        ("occurred_from", Date, row => row.Incident.Details.Occurred.Earliest),
        ("occurred_to", Date, row => row.Incident.Details.Occurred.Latest));

    public static readonly RowTable<ReferenceRow> References = new(
        "reference_version",
        ("kind", Text, row => EventTypes.NameOf(row.Resource.Kind)),
        ("id", Uuid, row => row.Resource.Id),
        ("version", Integer, row => row.Resource.Version),
        ("rendering", Integer, row => row.Rendering),
        ("updated_at", TimestampTz, row => row.Resource.UpdatedAt),
        ("status", Text, row => Word(row.Resource.Status)),
        ("type", Text, row => row.Type),
        ("label", Text, row => row.Label),
        ("countries", Texts, row => row.Countries),
        ("parent_ids", Uuids, row => row.ParentIds),
        ("foreign_ids", Texts, row => row.ForeignIds),
        ("refs", Uuids, row => row.Refs),
        ("merged_into", Uuid, row => row.Resource.MergedInto),
        ("state", NpgsqlDbType.Json, row => row.State),
        ("document", Bytea, row => row.Document));

    public static readonly RowTable<NameRow> Names = new(
        "name_version",
        ("kind", Text, row => EventTypes.NameOf(row.Resource.Kind)),
        ("id", Uuid, row => row.Resource.Id),
        ("ordinal", Integer, row => row.Ordinal),
        ("folded", Text, row => row.Folded),
        ("skeleton", Text, row => row.Skeleton));

    public static readonly RowTable<ChangeRow> Changes = new(
        "change_entry",
        ("position", Bigint, row => row.Position),
        ("id", Uuid, row => row.Id),
        ("type", Text, row => row.Type),
        ("redistributable", NpgsqlDbType.Boolean, row => row.Redistributable),
        ("entry", Bytea, row => row.Entry));

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonContract.NameOf(value);
}
