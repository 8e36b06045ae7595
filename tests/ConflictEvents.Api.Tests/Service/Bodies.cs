using System.Text.Json.Nodes;

namespace ConflictEvents.Api.Tests.Service;

/// <summary>The least that each kind of resource can be recorded with.</summary>
internal static class Bodies
{
    public static JsonObject Actor(params string[] names) => new() { ["type"] = "rebel_group", ["names"] = Names(names) };

    public static JsonObject Location(string name, Guid? parentId = null) => new()
    {
        ["type"] = "populated_place",
        ["names"] = Names(name),
        ["country"] = "LY",
        ["longitude"] = 13.2,
        ["latitude"] = 32.9,
        ["parentId"] = parentId?.ToString(),
    };

    public static JsonObject Source(string name, string reliability) => new() { ["type"] = "newspaper", ["names"] = Names(name), ["reliability"] = reliability };

    public static JsonObject Document(string title, Guid sourceId) => new() { ["type"] = "article", ["title"] = title, ["sourceId"] = sourceId.ToString() };

    public static JsonObject Conflict(string name) => new() { ["names"] = Names(name) };

    public static JsonObject Incident(string title, Guid locationId, Guid documentId) => new()
    {
        ["title"] = title,
        ["type"] = "battles",
        ["occurred"] = new JsonObject { ["earliest"] = "2019-04-06", ["latest"] = "2019-04-06", ["precision"] = "day" },
        ["place"] = new JsonObject { ["locationId"] = locationId.ToString(), ["relation"] = "at", ["precision"] = "exact" },
        ["citations"] = Citations(documentId),
    };

    public static JsonObject Killed(int number, Guid claimantSourceId, Guid documentId) => new()
    {
        ["measure"] = "killed",
        ["number"] = number,
        ["qualifier"] = "exactly",
        ["claimant"] = new JsonObject { ["sourceId"] = claimantSourceId.ToString() },
        ["citations"] = Citations(documentId),
    };

    public static JsonObject Participant(Guid actorId, Guid documentId) => new()
    {
        ["actorId"] = actorId.ToString(),
        ["role"] = "attacker",
        ["citations"] = Citations(documentId),
    };

    /// <returns>The same, as a correction wants it.</returns>
    public static JsonObject Because(this JsonObject body, string reason)
    {
        var correction = body.DeepClone().AsObject();
        correction["reason"] = reason;
        return correction;
    }

    public static JsonObject With(this JsonObject body, string member, JsonNode? value)
    {
        var other = body.DeepClone().AsObject();
        other[member] = value;
        return other;
    }

    private static JsonArray Names(params string[] names) => new([.. names.Select(name => new JsonObject { ["text"] = name, ["kind"] = "alias" })]);

    private static JsonArray Citations(Guid documentId) => new(new JsonObject { ["documentId"] = documentId.ToString() });
}
