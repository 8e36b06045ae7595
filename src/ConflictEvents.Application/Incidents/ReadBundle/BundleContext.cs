using System.Text.Json.Nodes;

namespace ConflictEvents.Application.Incidents.ReadBundle;

/// <summary>The JSON-LD context of a bundle. Members that are no relations are kept as they are, as JSON literals.</summary>
internal static class BundleContext
{
    private static readonly string[] Literals =
    [
        "log", "incident", "estimate", "documents", "sources", "actors", "locations", "conflicts", "events", "mentioned", BundleMaker.DigestMember,
    ];

    /// <summary>Of <c>prov:</c>, with the same names; each leads from one node to another.</summary>
    private static readonly string[] Relations =
    [
        "wasGeneratedBy", "wasInvalidatedBy", "wasDerivedFrom", "wasRevisionOf", "specializationOf", "wasAttributedTo", "wasAssociatedWith", "actedOnBehalfOf", "wasInfluencedBy",
    ];

    public static JsonNode Value { get; } = Make();

    private static JsonObject Make()
    {
        var context = new JsonObject
        {
            ["@version"] = 1.1,
            ["prov"] = "http://www.w3.org/ns/prov#",
            ["rdfs"] = "http://www.w3.org/2000/01/rdf-schema#",
            ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
            ["ce"] = "urn:conflict-events:",
            ["label"] = "rdfs:label",
            ["comment"] = "rdfs:comment",
            ["endedAtTime"] = Term("prov:endedAtTime", "xsd:dateTime"),
            ["eventType"] = "ce:eventType",
            ["status"] = "ce:status",
            ["ruleVersion"] = "ce:ruleVersion",
            ["formatVersion"] = "ce:formatVersion",
            ["retrievedFrom"] = Term("ce:retrievedFrom", "@id"),
        };
        foreach (var relation in Relations)
            context[relation] = Term($"prov:{relation}", "@id");
        foreach (var literal in Literals)
            context[literal] = Term($"ce:{literal}", "@json");
        return context;
    }

    private static JsonObject Term(string id, string type) => new() { ["@id"] = id, ["@type"] = type };
}
