using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary><c>docs/reference-case.md</c> tells the truth: every request in its tables is answered, with the values that stand beside it.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed partial class DocumentedCaseTests(SampleService sample)
{
    private static readonly string[] Lines =
        File.ReadAllLines(Path.Combine(TestService.SampleDirectory(), "..", "..", "docs", "reference-case.md"));

    private static readonly Dictionary<string, string> Ids =
        Lines.Select(line => Id().Match(line)).Where(match => match.Success).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var match in Lines.Select(line => Row().Match(line)).Where(match => match.Success))
            rows.Add(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_answer_holds_what_the_page_says(string fact, string request, string members)
    {
        var answer = await sample.Service.Reader.Get(Placeholder().Replace(request, match => Ids[match.Groups[1].Value]));

        var pairs = Member().Matches(members);
        Assert.NotEmpty(pairs);
        Assert.Equal(members, string.Join("; ", pairs.Select(pair => pair.Value)));
        Assert.All(pairs, pair =>
        {
            var found = At(answer, pair.Groups[1].Value);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(pair.Groups[2].Value), found), $"{fact}: {pair.Groups[1].Value} is {found?.ToJsonString() ?? "null"}");
        });
    }

    [Fact]
    public void Every_row_with_a_request_is_checked() =>
        Assert.Equal(Lines.Count(line => line.StartsWith('|') && line.Contains("/v1/", StringComparison.Ordinal)), Rows().Count);

    /// <exception cref="KeyNotFoundException">The answer has no such member.</exception>
    private static JsonNode? At(JsonNode? node, string path)
    {
        foreach (Match step in Step().Matches(path))
        {
            node = step.Groups[1].Success
                ? node!.AsArray()[int.Parse(step.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)]
                : node!.AsObject().TryGetPropertyValue(step.Value, out var member) ? member : throw new KeyNotFoundException(path);
        }

        return node;
    }

    [GeneratedRegex(@"^\| `\{([a-z-]+)\}` \| `([0-9a-f-]{36})` \|")]
    private static partial Regex Id();

    [GeneratedRegex(@"^\| (.+?) \| `GET ([^`]+)` \| (.+) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\{([a-z-]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("`([^`]+)` = `([^`]+)`")]
    private static partial Regex Member();

    [GeneratedRegex(@"\[(\d+)\]|[^.\[\]]+")]
    private static partial Regex Step();
}
