using System.Globalization;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Incidents.ReadBundle;

/// <summary>
/// Who said what, where it is published, and which event recorded it: W3C PROV-O. Claims, documents, versions and the estimate are
/// entities, events are activities, whoever claims, publishes or records is an agent.
/// </summary>
internal static class Provenance
{
    /// <summary>What can be told of events without their bodies.</summary>
    public static IReadOnlyList<JsonNode> OfEnvelopes(Guid incidentId, IReadOnlyList<BundledEvent> events) =>
    [
        .. events.Select(logged => Version(incidentId, logged)),
        .. events.Select(Activity),
        .. events.Select(logged => logged.RecordedBy).Distinct().Select(name => Node(Recorder(name), "prov:Agent", ("label", name))),
    ];

    public static IReadOnlyList<JsonNode> Of(
        Incident incident, IReadOnlyList<(BundledEvent Logged, DomainEvent Event)> history, IncidentEstimate estimate, IReadOnlyDictionary<Guid, IDetails> mentioned) =>
    [
        Node(
            Urn(incident.Id),
            "prov:Entity",
            ("label", incident.Details.Title),
            ("wasDerivedFrom", List(Cited(incident.Citations).Concat(incident.MergedFrom.Select(id => (JsonNode)Urn(id)))))),
        .. incident.Absorbed.Standing.Select(absorbed => Node(Urn(absorbed.From), "prov:Entity", ("label", absorbed.Moved.Title))),
        .. incident.Claims.Entries.Select(entry => Claim(entry, history)),
        Estimate(incident, estimate),
        Node(Rule(estimate), "prov:SoftwareAgent", ("label", $"The estimate rule of ConflictEvents, version {estimate.RuleVersion}")),
        .. mentioned.OrderBy(entry => entry.Key).Select(entry => Mentioned(entry.Key, entry.Value)).OfType<JsonObject>(),
    ];

    private static JsonObject Version(Guid id, BundledEvent logged) => Node(
        VersionUrn(id, logged.Version),
        "prov:Entity",
        ("specializationOf", Urn(id)),
        ("wasGeneratedBy", Urn(logged.EventId)),
        ("wasRevisionOf", logged.Version > 1 ? VersionUrn(id, logged.Version - 1) : null));

    private static JsonObject Activity(BundledEvent logged) => Node(
        Urn(logged.EventId),
        "prov:Activity",
        ("eventType", logged.Type),
        ("endedAtTime", logged.RecordedAt.ToString("O", CultureInfo.InvariantCulture)),
        ("wasAssociatedWith", Recorder(logged.RecordedBy)),
        ("comment", logged.Reason));

    private static JsonObject Claim(ClaimEntry entry, IReadOnlyList<(BundledEvent Logged, DomainEvent Event)> history)
    {
        var claim = entry.Claim;
        return Node(
            Urn(claim.Id),
            "prov:Entity",
            ("status", JsonContract.NameOf(entry.Status)),
            ("wasGeneratedBy", By(happened => happened is ClaimAdded added && added.Claim.Id == claim.Id) ?? Bringing()),
            ("wasInvalidatedBy", By(happened => happened is ClaimRetracted retracted && retracted.ClaimId == claim.Id)
                ?? By(happened => happened is ClaimAdded added && added.Claim.Supersedes == claim.Id)),
            ("wasRevisionOf", claim.Supersedes is { } old ? Urn(old) : null),
            ("wasAttributedTo", Agent(claim.Claimant)),
            ("wasInfluencedBy", List(claim.RelayedVia.Select(Agent))),
            ("wasDerivedFrom", List(Cited(claim.Citations))));

        // Of those that follow each other, where it was unmerged between, the one that brought what stands.
        string? Bringing() => history.LastOrDefault(change => change.Event is Absorbed<MovedIncident> absorbed && absorbed.From == entry.MergedFrom).Logged is { } logged ? Urn(logged.EventId) : null;

        string? By(Func<DomainEvent, bool> isIt) => history.FirstOrDefault(change => isIt(change.Event)).Logged is { } logged ? Urn(logged.EventId) : null;
    }

    private static JsonObject Estimate(Incident incident, IncidentEstimate estimate)
    {
        var counted = estimate.Estimates.SelectMany(range => range.Reasons).Where(reason => reason.Counted).Select(reason => reason.ClaimId).Distinct();
        return Node(
            $"{VersionUrn(incident.Id, incident.Version)}-estimate-{estimate.RuleVersion}",
            "prov:Entity",
            ("ruleVersion", estimate.RuleVersion),
            ("wasAttributedTo", Rule(estimate)),
            ("wasDerivedFrom", List(counted.Select(id => (JsonNode)Urn(id)))));
    }

    private static JsonObject? Mentioned(Guid id, IDetails details) => details switch
    {
        DocumentDetails document => Node(Urn(id), "prov:Entity", ("label", document.Title), ("wasAttributedTo", Urn(document.SourceId))),
        SourceDetails source => Node(
            Urn(id), "prov:Agent", ("label", source.Names[0].Text), ("actedOnBehalfOf", source.AffiliatedActorId is { } actor ? Urn(actor) : null)),
        ActorDetails actor => Node(Urn(id), "prov:Agent", ("label", actor.Names[0].Text)),
        _ => null,
    };

    /// <summary>Somebody whom a document only describes has no name of their own in the graph.</summary>
    private static JsonNode Agent(Claimant claimant) => (claimant.ActorId ?? claimant.SourceId) is { } id
        ? Urn(id)
        : new JsonObject { ["@type"] = "prov:Agent", ["label"] = claimant.Description };

    private static IEnumerable<JsonNode> Cited(IReadOnlyList<Citation> citations) =>
        citations.Select(citation => citation.DocumentId).Distinct().Select(id => (JsonNode)Urn(id));

    private static JsonArray? List(IEnumerable<JsonNode> items) => items.ToArray() is { Length: > 0 } some ? new JsonArray(some) : null;

    private static JsonObject Node(string id, string type, params (string Name, JsonNode? Value)[] members) =>
        new(members.Where(member => member.Value is not null)
            .Select(member => KeyValuePair.Create(member.Name, member.Value))
            .Prepend(KeyValuePair.Create<string, JsonNode?>("@type", type))
            .Prepend(KeyValuePair.Create<string, JsonNode?>("@id", id)));

    private static string Urn(Guid id) => $"urn:uuid:{id}";

    private static string VersionUrn(Guid id, int version) => string.Create(CultureInfo.InvariantCulture, $"urn:conflict-events:incident:{id}:v{version}");

    private static string Recorder(string name) => $"urn:conflict-events:recorder:{Uri.EscapeDataString(name)}";

    private static string Rule(IncidentEstimate estimate) => string.Create(CultureInfo.InvariantCulture, $"urn:conflict-events:estimate-rule:{estimate.RuleVersion}");
}
