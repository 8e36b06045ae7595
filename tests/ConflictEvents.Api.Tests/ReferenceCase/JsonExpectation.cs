using System.Text.Json.Nodes;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>
/// Holds an answer against the part of it that a test speaks of: every member named must be there with its value, a list must have
/// as many items as are named, and members that are not named may be anything.
/// </summary>
internal static class JsonExpectation
{
    /// <param name="expected">JSON; a <c>null</c> asks for a member that is there and null.</param>
    public static JsonNode Holds(this JsonNode? answer, string expected)
    {
        var fault = Fault("", JsonNode.Parse(expected), answer);
        Assert.True(fault is null, $"{fault}\nin {answer}");
        return answer!;
    }

    /// <summary>Asserts that exactly one item of a list is as expected.</summary>
    /// <returns>That item.</returns>
    public static JsonNode Only(this JsonNode? list, string expected)
    {
        var wanted = JsonNode.Parse(expected);
        var found = list!.AsArray().Where(item => Fault("", wanted, item) is null).ToList();
        Assert.True(found.Count == 1, $"{found.Count} of {list.AsArray().Count} items are as expected, {expected}\nin {list}");
        return found[0]!;
    }

    /// <summary>Asserts that a claim, statement, relation or the like is published in each of these documents, and in no other.</summary>
    public static JsonNode CitedTo(this JsonNode stated, params string[] documentIds)
    {
        Assert.Equal(documentIds, stated["citations"]!.AsArray().Select(citation => citation!["document"]!["id"]!.GetValue<string>()).Distinct());
        return stated;
    }

    public static JsonNode Claim(this JsonNode resource, int number) => resource["claims"].Only($$"""{ "id": "{{Libya.Claim(number)}}" }""");

    public static JsonNode Statement(this JsonNode resource, string expected) => resource["statements"].Only(expected);

    public static JsonNode Relation(this JsonNode actor, string kind, string name) =>
        actor["relations"].Only($$"""{ "kind": "{{kind}}", "actor": { "name": "{{name}}" } }""");

    public static string[] Texts(this JsonNode list, string member) =>
        [.. list["items"]!.AsArray().Select(item => item![member]!.GetValue<string>())];

    private static string? Fault(string path, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject wanted, JsonObject found):
                return wanted
                    .Select(member => found.TryGetPropertyValue(member.Key, out var value)
                        ? Fault($"{path}.{member.Key}", member.Value, value)
                        : $"{path}.{member.Key} is missing")
                    .FirstOrDefault(fault => fault is not null);
            case (JsonArray wanted, JsonArray found) when wanted.Count == found.Count:
                return wanted.Select((item, i) => Fault($"{path}[{i}]", item, found[i])).FirstOrDefault(fault => fault is not null);
            default:
                return expected is not (JsonObject or JsonArray) && JsonNode.DeepEquals(expected, actual)
                    ? null
                    : $"{path} is {actual?.ToJsonString() ?? "null"}, not {expected?.ToJsonString() ?? "null"}";
        }
    }
}
