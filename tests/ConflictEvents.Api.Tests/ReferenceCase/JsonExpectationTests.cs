using System.Text.Json.Nodes;
using Xunit.Sdk;

namespace ConflictEvents.Api.Tests.ReferenceCase;

public sealed class JsonExpectationTests
{
    private const string Answer = """{ "killed": 9, "injured": null, "names": ["Sabha", "Sebha"], "place": { "relation": "near", "km": 25 } }""";

    [Theory]
    [InlineData("""{ "killed": 9 }""")]
    [InlineData("""{ "injured": null, "place": { "relation": "near" } }""")]
    [InlineData("""{ "names": ["Sabha", "Sebha"] }""")]
    public void A_part_of_the_answer_holds(string expected) => JsonNode.Parse(Answer).Holds(expected);

    [Theory]
    [InlineData("""{ "killed": 16 }""")]
    [InlineData("""{ "killed": "9" }""")]
    [InlineData("""{ "killed": null }""")]
    [InlineData("""{ "injured": 0 }""")]
    [InlineData("""{ "missing": null }""")]
    [InlineData("""{ "names": ["Sabha"] }""")]
    [InlineData("""{ "names": ["Sebha", "Sabha"] }""")]
    [InlineData("""{ "place": { "relation": "at" } }""")]
    [InlineData("""{ "place": null }""")]
    [InlineData("""{ "names": {} }""")]
    public void Anything_else_does_not_hold(string expected) =>
        Assert.ThrowsAny<XunitException>(() => JsonNode.Parse(Answer).Holds(expected));

    [Theory]
    [InlineData("""{ "n": 1 }""")]
    [InlineData("""{ "n": 3 }""")]
    public void Only_asks_for_exactly_one_item(string expected) =>
        Assert.ThrowsAny<XunitException>(() => JsonNode.Parse("""[{ "n": 1 }, { "n": 1 }, { "n": 2 }]""").Only(expected));
}
