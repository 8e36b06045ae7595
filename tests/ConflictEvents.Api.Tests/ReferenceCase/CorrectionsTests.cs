using System.Globalization;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>What was recorded first and corrected later: both can be read, with who changed it, when and why.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class CorrectionsTests(SampleService sample)
{
    [Fact]
    public async Task The_capture_of_Sabha_is_now_dated_January_2019() =>
        (await Read(Libya.Capture)).Holds("""{ "version": 2, "occurred": { "earliest": "2019-01-01", "latest": "2019-01-31", "precision": "month" } }""");

    [Fact]
    public async Task A_moment_before_the_correction_it_was_dated_2018() =>
        (await Read($"{Libya.Capture}?asOf={await BeforeChange(Libya.Capture, 2)}")).Holds(
            """
            { "version": 1, "dateStatements": [],
              "occurred": { "earliest": "2018-01-01", "latest": "2018-12-31", "precision": "year", "wording": "last year", "inferred": true } }
            """);

    [Fact]
    public async Task A_moment_before_the_correction_a_search_found_it_in_2018_and_now_in_2019()
    {
        const string Capture = "The Libyan National Army takes Sabha";
        const string In2018 = "/v1/incidents?from=2018-01-01&to=2018-12-31";
        const string InJanuary2019 = "/v1/incidents?from=2019-01-01&to=2019-01-31";
        var before = await BeforeChange(Libya.Capture, 2);

        Assert.Contains(Capture, (await Read($"{In2018}&asOf={before}")).Texts("title"));
        Assert.DoesNotContain(Capture, (await Read($"{InJanuary2019}&asOf={before}")).Texts("title"));
        Assert.DoesNotContain(Capture, (await Read(In2018)).Texts("title"));
        Assert.Contains(Capture, (await Read(InJanuary2019)).Texts("title"));
    }

    [Fact]
    public async Task Its_history_says_who_changed_what_when_and_why()
    {
        var history = await Read($"{Libya.Capture}/history");

        history.Holds(
            """
            { "items": [
              { "type": "incident.created", "version": 1, "recordedBy": "sample libya-2019", "changes": [] },
              { "type": "incident.corrected", "version": 2, "recordedBy": "sample libya-2019" } ] }
            """);
        var correction = history["items"]![1]!;
        Assert.Contains("in January 2019", correction["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        correction["changes"].Only("""{ "path": "occurred.earliest", "before": "2018-01-01", "after": "2019-01-01" }""");
        correction["changes"].Only("""{ "path": "occurred.latest", "before": "2018-12-31", "after": "2019-01-31" }""");
        Assert.True(RecordedAt(correction) > RecordedAt(history["items"]![0]!));
    }

    [Fact]
    public async Task A_moment_before_the_correction_its_history_knew_of_none() =>
        Assert.Single((await Read($"{Libya.Capture}/history?asOf={await BeforeChange(Libya.Capture, 2)}"))["items"]!.AsArray());

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task The_history_of_the_battle_says_why_a_figure_was_deprecated(int claim)
    {
        var rank = (await Read(Libya.Battle))["claims"]!.AsArray().ToList().FindIndex(c => c!["id"]!.GetValue<string>() == Libya.Claim(claim));

        var change = Assert.Single(
            (await Read($"{Libya.Battle}/history"))["items"]!.AsArray(),
            item => item!["changes"]!.AsArray().Any(c => c!["path"]!.GetValue<string>() == $"claims[{rank}].rank"))!;

        Assert.StartsWith("Drifted in the quotation", change["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        change["changes"].Only($$"""{ "path": "claims[{{rank}}].rank", "before": "normal", "after": "deprecated" }""");
        (await Read($"{Libya.Battle}?asOf={Before(change)}")).Claim(claim).Holds("""{ "rank": "normal", "rankReason": null }""");
    }

    [Fact]
    public async Task Before_its_relations_were_recorded_the_LNA_had_none()
    {
        (await Read($"{Libya.Lna}?asOf={await BeforeChange(Libya.Lna, 2)}")).Holds("""{ "relations": [] }""");
        Assert.NotEmpty((await Read(Libya.Lna))["relations"]!.AsArray());
    }

    private async Task<string> BeforeChange(string path, int version) =>
        Before((await Read($"{path}/history"))["items"].Only($$"""{ "version": {{version}} }"""));

    /// <summary>A microsecond earlier, which is as finely as times are recorded.</summary>
    private static string Before(JsonNode change) =>
        RecordedAt(change).AddMicroseconds(-1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset RecordedAt(JsonNode change) => change["recordedAt"]!.GetValue<DateTimeOffset>();

    private Task<JsonNode> Read(string path) => sample.Service.Reader.Get(path);
}
