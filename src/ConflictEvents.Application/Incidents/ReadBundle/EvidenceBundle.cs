using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ConflictEvents.Application.Rendering;

namespace ConflictEvents.Application.Incidents.ReadBundle;

/// <summary>
/// An incident with all that its figures rest on, in one JSON-LD 1.1 document that needs no network to be read, and no service to be
/// verified: <c>conflict-events verify-bundle</c>.
/// </summary>
/// <param name="Context">What the members mean; whole, nothing has to be fetched.</param>
/// <param name="Id">Names the graph.</param>
/// <param name="Type"><c>prov:Bundle</c>.</param>
/// <param name="FormatVersion">Of this document.</param>
/// <param name="RetrievedFrom">The address of the incident at the service.</param>
/// <param name="Log">Where the log of the service ended.</param>
/// <param name="Incident">As the service answers it, with every claim and what became of it; null where the body of an event was erased.</param>
/// <param name="Estimate">The ranges, with a reason for every claim, by the version of the rule that is named; null where the body of an event was erased.</param>
/// <param name="Documents">Every document that is cited, as CSL-JSON.</param>
/// <param name="Sources">Every source that is mentioned, with its details.</param>
/// <param name="Actors">Every actor that is mentioned, with its details.</param>
/// <param name="Locations">Every location that is mentioned, and those around it.</param>
/// <param name="Conflicts">Every conflict that is mentioned, and those above it.</param>
/// <param name="Events">The history of the incident as the log holds it.</param>
/// <param name="Mentioned">The history of everything else that is mentioned, without the casualty claims of conflicts.</param>
/// <param name="Graph">The relations of W3C PROV between claims, claimants, documents, versions and events.</param>
/// <param name="Digest">Hashes over the members.</param>
public sealed record EvidenceBundle(
    [property: JsonPropertyName("@context")] JsonNode Context,
    [property: JsonPropertyName("@id")] string Id,
    [property: JsonPropertyName("@type")] string Type,
    int FormatVersion,
    string RetrievedFrom,
    LogPlace Log,
    IncidentDocument? Incident,
    IncidentEstimate? Estimate,
    IReadOnlyList<JsonNode> Documents,
    IReadOnlyList<JsonNode> Sources,
    IReadOnlyList<JsonNode> Actors,
    IReadOnlyList<JsonNode> Locations,
    IReadOnlyList<JsonNode> Conflicts,
    IReadOnlyList<BundledEvent> Events,
    IReadOnlyList<BundledEvent> Mentioned,
    [property: JsonPropertyName("@graph")] IReadOnlyList<JsonNode> Graph,
    BundleDigest? Digest);

/// <summary>Hashes over the members of a bundle, SHA-256 in lower-case hexadecimal. They are no signature: keep <c>whole</c> elsewhere, or publish it.</summary>
/// <param name="Algorithm"><c>sha-256</c>.</param>
/// <param name="Canonicalization"><c>rfc8785</c>: each hash is taken over the canonical form of the value.</param>
/// <param name="Parts">Of each member but this one.</param>
/// <param name="Whole">Of <c>parts</c>.</param>
public sealed record BundleDigest(string Algorithm, string Canonicalization, JsonNode Parts, string Whole);
