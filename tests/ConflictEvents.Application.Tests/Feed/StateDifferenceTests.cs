using System.Text.Json.Nodes;
using ConflictEvents.Application.Feed;

namespace ConflictEvents.Application.Tests.Feed;

public sealed class StateDifferenceTests
{
    [Theory]
    [InlineData("""{ "a": 1 }""", """{ "a": 1 }""")]
    [InlineData("""{ "a": 1 }""", """{ "a": 2 }""", "a 1 2")]
    [InlineData("""{ "a": { "b": null, "c": 1 } }""", """{ "a": { "b": 3, "c": 1 } }""", "a.b null 3")]
    [InlineData("""{ "a": null }""", """{ "a": { "b": 1 } }""", """a null {"b":1}""")]

    // Members of lists are the same where they are about the same.
    [InlineData("""{ "l": [{ "id": "x", "n": 1 }] }""", """{ "l": [{ "id": "w", "n": 5 }, { "id": "x", "n": 2 }] }""", """l[0] null {"id":"w","n":5}""", "l[1].n 1 2")]
    [InlineData("""{ "l": [{ "id": "w" }, { "id": "x" }] }""", """{ "l": [{ "id": "x" }] }""", """l[0] {"id":"w"} null""")]
    [InlineData("""{ "l": ["LY", "TN"] }""", """{ "l": ["LY", "EG", "TN"] }""", "l[1] null \"EG\"")]

    // Two citations of one document: the one that is the same stays, the other is the one that changed.
    [InlineData("""{ "l": [{ "documentId": "d", "page": "1" }, { "documentId": "d", "page": "2" }] }""", """{ "l": [{ "documentId": "d", "page": "3" }, { "documentId": "d", "page": "2" }] }""", "l[0].page \"1\" \"3\"")]
    [InlineData("""{ "l": [{ "text": "A" }, { "text": "B" }] }""", """{ "l": [{ "text": "B" }, { "text": "A" }] }""", """l [{"text":"A"},{"text":"B"}] [{"text":"B"},{"text":"A"}]""")]
    public void Tells_what_differs_and_nothing_else(string before, string after, params string[] expected) =>
        Assert.Equal(expected, StateDifference.Of(JsonNode.Parse(before)!, JsonNode.Parse(after)!).Select(change => $"{change.Path} {Text(change.Before)} {Text(change.After)}"));

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
