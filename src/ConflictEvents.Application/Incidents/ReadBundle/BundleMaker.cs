using System.Text.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Citations;
using ConflictEvents.Application.Citations.ReadCitations;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Incidents.ReadBundle;

/// <summary>
/// Makes a bundle out of what the log holds, and of nothing else: so whoever has the bundle can make it again from the events in it, and
/// see whether it says the same.
/// </summary>
/// <param name="format">Reads the bodies of the events.</param>
public sealed class BundleMaker(ILogFormat format)
{
    /// <summary>Grows when a member says something else than before, or says it otherwise; a member that may be null, empty or false can be added.</summary>
    public const int FormatVersion = 1;

    public const string DigestMember = "digest";

    private const string DigestAlgorithm = "sha-256";
    private const string DigestForm = "rfc8785";

    /// <param name="retrievedFrom">The address of the incident.</param>
    /// <param name="ruleVersion">Of the rule by which the claims are estimated.</param>
    /// <exception cref="InvalidOperationException">A body cannot be read, or the events are no history of an incident.</exception>
    public JsonObject Make(Evidence evidence, string retrievedFrom, int ruleVersion)
    {
        var (id, version) = (evidence.Events[0].ResourceId, evidence.Events[^1].Version);
        var envelopes = new EvidenceBundle(
            BundleContext.Value.DeepClone(),
            $"urn:conflict-events:bundle:{id}:{version}:{evidence.Log.Hash}",
            "prov:Bundle",
            FormatVersion,
            retrievedFrom,
            evidence.Log,
            Incident: null,
            Estimate: null,
            Documents: [],
            Sources: [],
            Actors: [],
            Locations: [],
            Conflicts: [],
            evidence.Events,
            evidence.Mentioned,
            Graph: Provenance.OfEnvelopes(id, evidence.Events),
            Digest: null);
        var isErased = evidence.Events.Concat(evidence.Mentioned).Any(recorded => recorded.Body is null);
        var json = JsonSerializer.SerializeToNode(isErased ? envelopes : Fill(envelopes, ruleVersion), JsonContract.Options)!.AsObject();
        json[DigestMember] = JsonSerializer.SerializeToNode(DigestOf(json), JsonContract.Options);
        return json;
    }

    private EvidenceBundle Fill(EvidenceBundle bundle, int ruleVersion)
    {
        var history = bundle.Events.Select(recorded => (Logged: recorded, Event: format.Read(recorded))).ToArray();
        var incident = new Incident { Id = bundle.Events[0].ResourceId };
        foreach (var (logged, domainEvent) in history)
            incident.Apply(new RecordedEvent(domainEvent, logged.Version, logged.RecordedAt, logged.RecordedBy, logged.Reason));

        var mentioned = bundle.Mentioned.GroupBy(recorded => recorded.ResourceId).ToDictionary(stream => stream.Key, Details);
        var kinds = bundle.Mentioned.ToLookup(recorded => recorded.Kind, recorded => recorded.ResourceId);
        var book = new ReferenceBook(mentioned);
        var rendered = IncidentRenderer.Render(incident, book, ruleVersion);
        var cited = incident.References().Where(reference => reference.Kind is ResourceKind.Document).Select(reference => reference.Id).Distinct();
        return bundle with
        {
            Incident = rendered.Document,
            Estimate = rendered.Estimate,
            Documents = [.. CslJson.Of(cited.Select(id => new CitedDocument(book.Document(id), book.DocumentDetails(id)))).Select(item => item!.DeepClone())],
            Sources = Stated(ResourceKind.Source),
            Actors = Stated(ResourceKind.Actor),
            Locations = Stated(ResourceKind.Location),
            Conflicts = Stated(ResourceKind.Conflict),
            Graph = [.. bundle.Graph, .. Provenance.Of(incident, history, rendered.Estimate, mentioned)],
        };

        JsonNode[] Stated(ResourceKind kind) => [.. kinds[JsonContract.NameOf(kind)].Distinct().Select(id => Json(id, mentioned[id]))];
    }

    /// <summary>Over every member but the digest itself.</summary>
    public static BundleDigest DigestOf(JsonObject bundle)
    {
        var parts = new JsonObject(bundle
            .Where(member => member.Key != DigestMember)
            .Select(member => KeyValuePair.Create<string, JsonNode?>(member.Key, CanonicalJson.HashOf(member.Value))));
        return new BundleDigest(DigestAlgorithm, DigestForm, parts, CanonicalJson.HashOf(parts));
    }

    /// <summary>As they stand after the events of one stream, those left out that state no details.</summary>
    private IDetails Details(IEnumerable<BundledEvent> stream)
    {
        Resource? resource = null;
        foreach (var recorded in stream)
        {
            resource ??= ResourceFactory.Empty(Enum.Parse<ResourceKind>(recorded.Kind, ignoreCase: true), recorded.ResourceId);
            resource.Apply(new RecordedEvent(format.Read(recorded), resource.Version + 1, recorded.RecordedAt, recorded.RecordedBy, recorded.Reason));
        }

        return resource switch
        {
            { MergedInto: { } survivor } => new MergedEntry(survivor),
            Actor actor => actor.United,
            Resource<LocationDetails> location => location.Details,
            Resource<SourceDetails> source => source.Details,
            Resource<DocumentDetails> document => document.Details,
            Resource<ConflictDetails> conflict => conflict.Details,
            _ => throw new InvalidOperationException($"What is mentioned is no {resource?.Kind}."),
        };
    }

    private static JsonObject Json(Guid id, IDetails details)
    {
        var json = new JsonObject { ["id"] = id.ToString() };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(details, details.GetType(), JsonContract.Options)!.AsObject().ToList())
            json[name] = value?.DeepClone();
        return json;
    }
}
