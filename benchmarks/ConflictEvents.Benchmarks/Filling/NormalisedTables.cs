using ConflictEvents.Application.Json;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;
using NpgsqlTypes;
using static NpgsqlTypes.NpgsqlDbType;

namespace ConflictEvents.Benchmarks.Filling;

/// <summary>The tables of <c>normalised.sql</c>: what is active, as it stands at the end.</summary>
internal static class NormalisedTables
{
    public static readonly IReadOnlyList<string> Names =
        ["country", "location", "actor", "source", "document", "conflict", "incident", "participant", "incident_conflict", "claim", "citation"];

    private static readonly CopyTable<LocationDetails> Countries = new(
        "normalised.country",
        ("code", Text, location => location.Country),
        ("name", Text, ReferenceBook.LabelOf));

    private static readonly CopyTable<(Guid Id, LocationDetails Of)> Locations = new(
        "normalised.location",
        ("id", Uuid, row => row.Id),
        ("name", Text, row => ReferenceBook.LabelOf(row.Of)),
        ("type", Text, row => JsonContract.NameOf(row.Of.Type)),
        ("country", Text, row => row.Of.Country),
        ("admin1", Text, row => row.Of.Admin1),
        ("longitude", NpgsqlDbType.Double, row => row.Of.Longitude),
        ("latitude", NpgsqlDbType.Double, row => row.Of.Latitude),
        ("parent_id", Uuid, row => row.Of.ParentId));

    private static readonly CopyTable<(Guid Id, ActorDetails Of)> Actors = new(
        "normalised.actor",
        ("id", Uuid, row => row.Id),
        ("name", Text, row => ReferenceBook.LabelOf(row.Of)),
        ("type", Text, row => JsonContract.NameOf(row.Of.Type)),
        ("country", Text, row => row.Of.Country));

    private static readonly CopyTable<(Guid Id, SourceDetails Of)> Sources = new(
        "normalised.source",
        ("id", Uuid, row => row.Id),
        ("name", Text, row => ReferenceBook.LabelOf(row.Of)),
        ("type", Text, row => JsonContract.NameOf(row.Of.Type)),
        ("reliability", Text, row => JsonContract.NameOf(row.Of.Reliability)),
        ("country", Text, row => row.Of.Country));

    private static readonly CopyTable<(Guid Id, DocumentDetails Of)> Documents = new(
        "normalised.document",
        ("id", Uuid, row => row.Id),
        ("source_id", Uuid, row => row.Of.SourceId),
        ("title", Text, row => row.Of.Title),
        ("type", Text, row => JsonContract.NameOf(row.Of.Type)),
        ("url", Text, row => row.Of.Url),
        ("published", Date, row => row.Of.Published?.Earliest));

    private static readonly CopyTable<(Guid Id, ConflictDetails Of)> Conflicts = new(
        "normalised.conflict",
        ("id", Uuid, row => row.Id),
        ("name", Text, row => ReferenceBook.LabelOf(row.Of)),
        ("parent_id", Uuid, row => row.Of.ParentId));

    private static readonly CopyTable<IncidentRow> Incidents = new(
        "normalised.incident",
        ("id", Uuid, row => row.Incident.Id),
        ("version", Integer, row => row.Incident.Version),
        ("title", Text, row => row.Incident.Details.Title),
        ("summary", Text, row => row.Incident.Details.Summary),
        ("type", Text, row => JsonContract.NameOf(row.Incident.Details.Type)),
        ("sub_type", Text, row => row.Incident.Details.SubType is { } subType ? JsonContract.NameOf(subType) : null),
        ("violence", Text, row => row.Incident.Details.Violence is { } violence ? JsonContract.NameOf(violence) : null),
        ("occurred_from", Date, row => row.Incident.Details.Occurred.Earliest),
        ("occurred_to", Date, row => row.Incident.Details.Occurred.Latest),
        ("country", Text, row => row.Place.Location.Country),
        ("location_id", Uuid, row => row.Place.Location.Id),
        ("longitude", NpgsqlDbType.Double, row => row.Place.Longitude),
        ("latitude", NpgsqlDbType.Double, row => row.Place.Latitude),
        ("uncertainty_meters", Integer, row => row.Place.UncertaintyMeters),
        ("verification", Text, row => JsonContract.NameOf(row.Incident.Verification.Status)),
        ("killed_low", Integer, row => row.Killed.Low),
        ("killed_best", Integer, row => row.Killed.Best),
        ("killed_high", Integer, row => row.Killed.High),
        ("injured_low", Integer, row => row.Injured.Low),
        ("injured_best", Integer, row => row.Injured.Best),
        ("injured_high", Integer, row => row.Injured.High),
        ("updated_at", TimestampTz, row => row.Incident.UpdatedAt));

    private static readonly CopyTable<(Guid Incident, Participant Of)> Participants = new(
        "normalised.participant",
        ("incident_id", Uuid, row => row.Incident),
        ("actor_id", Uuid, row => row.Of.ActorId),
        ("role", Text, row => JsonContract.NameOf(row.Of.Role)),
        ("document_id", Uuid, row => row.Of.Citations[0].DocumentId));

    private static readonly CopyTable<(Guid Incident, Guid Conflict)> IncidentConflicts = new(
        "normalised.incident_conflict",
        ("incident_id", Uuid, row => row.Incident),
        ("conflict_id", Uuid, row => row.Conflict));

    private static readonly CopyTable<(Guid Incident, CasualtyClaim Of)> Claims = new(
        "normalised.claim",
        ("id", Uuid, row => row.Of.Id),
        ("incident_id", Uuid, row => row.Incident),
        ("measure", Text, row => JsonContract.NameOf(row.Of.Measure)),
        ("number", Integer, row => row.Of.Number),
        ("low", Integer, row => row.Of.Low),
        ("best", Integer, row => row.Of.Best),
        ("high", Integer, row => row.Of.High),
        ("victims", Text, row => JsonContract.NameOf(row.Of.Victims)),
        ("claimant_actor_id", Uuid, row => row.Of.Claimant.ActorId),
        ("claimant_source_id", Uuid, row => row.Of.Claimant.SourceId),
        ("claimant", Text, row => row.Of.Claimant.Description),
        ("stated_on", Date, row => row.Of.StatedOn),
        ("document_id", Uuid, row => row.Of.Citations[0].DocumentId));

    private static readonly CopyTable<(Guid Incident, int Ordinal, Guid Document)> Citations = new(
        "normalised.citation",
        ("incident_id", Uuid, row => row.Incident),
        ("ordinal", Integer, row => row.Ordinal),
        ("document_id", Uuid, row => row.Document));

    public static string Definition()
    {
        using var resource = typeof(NormalisedTables).Assembly.GetManifestResourceStream($"{typeof(NormalisedTables).Namespace}.normalised.sql")
            ?? throw new InvalidOperationException("The SQL of the normalised tables is not in the assembly.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    public static async Task Copy(NpgsqlConnection connection, Batch batch, CancellationToken cancellationToken)
    {
        var resources = batch.References.Select(row => row.Row.Resource).ToList();
        if (resources.Count > 0)
        {
            await Countries.Copy(connection, Of<LocationDetails>(resources).Select(row => row.Of).Where(location => location.Type is LocationKind.Country), cancellationToken);
            await Locations.Copy(connection, Of<LocationDetails>(resources), cancellationToken);
            await Actors.Copy(connection, Of<ActorDetails>(resources), cancellationToken);
            await Sources.Copy(connection, Of<SourceDetails>(resources), cancellationToken);
            await Documents.Copy(connection, Of<DocumentDetails>(resources), cancellationToken);
            await Conflicts.Copy(connection, Of<ConflictDetails>(resources), cancellationToken);
        }

        var incidents = batch.Standing.ToList();
        if (incidents.Count == 0)
            return;
        await Incidents.Copy(connection, incidents, cancellationToken);
        await Participants.Copy(connection, incidents.SelectMany(row => row.Incident.Details.Participants, (row, part) => (row.Incident.Id, part)), cancellationToken);
        await IncidentConflicts.Copy(connection, incidents.SelectMany(row => row.Incident.Details.ConflictIds, (row, conflict) => (row.Incident.Id, conflict)), cancellationToken);
        await Claims.Copy(connection, incidents.SelectMany(row => row.Incident.Claims.Entries, (row, entry) => (row.Incident.Id, entry.Claim)), cancellationToken);
        await Citations.Copy(
            connection,
            incidents.SelectMany(row => row.Incident.Details.Citations.Select((citation, i) => (row.Incident.Id, i + 1, citation.DocumentId))),
            cancellationToken);
    }

    private static IEnumerable<(Guid Id, TDetails Of)> Of<TDetails>(IEnumerable<Resource> resources)
        where TDetails : class, IDetailsOfKind => resources.OfType<Resource<TDetails>>().Select(resource => (resource.Id, resource.Details));
}
