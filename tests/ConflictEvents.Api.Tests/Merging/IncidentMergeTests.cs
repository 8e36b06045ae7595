using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Imports;
using ConflictEvents.Api.Tests.Projections;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Api.Tests.Merging;

/// <summary>Two records of one event become one that can be read, counted and undone; nothing of either is lost.</summary>
public sealed class IncidentMergeTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Recorder _record = null!;
    private Guid _place;
    private Guid _paper;
    private Guid _one;
    private Guid _two;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        _record = new Recorder(_service);
        _place = await _record.Location("Sabha", 14.4, 27);
        _paper = await _record.Source("The Paper", new { reliability = "B" });
        _one = await Incident("One", killed: 9, "1");
        _two = await Incident("Two", killed: 7, "2");
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task The_one_that_stands_for_both_has_the_claims_citations_and_ids_of_both()
    {
        var answer = await Merge(_one, _two);

        Assert.Equal((200, "\"v4\""), (answer.Status, answer.ETag));
        Assert.Equal(_two, answer.Body!["id"]!.GetValue<Guid>());
        var two = await _service.Reader.Get($"/v1/incidents/{_two}");
        Assert.Equal([(7, null), (9, $"{_one}")], two["claims"]!.AsArray().Select(claim => (claim!["number"]!.GetValue<int>(), claim["mergedFrom"]?.GetValue<string>())));
        Assert.Equal(["Report of Two", "Report of One"], two["citations"]!.AsArray().Select(citation => citation!["document"]!["title"]!.GetValue<string>()));
        Assert.Equal(["2", "1"], two["foreignIds"]!.AsArray().Select(id => id!["value"]!.GetValue<string>()));
        Assert.Equal($$"""[{"id":"{{_one}}","title":"One"}]""", two["mergedFrom"]!.ToJsonString());
        Assert.Equal(2, (await _service.Reader.Get($"/v1/incidents/{_two}/citations"))["items"]!.AsArray().Count);
        Assert.Equal([_two], Ids(await _service.Reader.Get("/v1/incidents?externalId=test:1")));
    }

    [Fact]
    public async Task The_claims_are_weighed_together_and_one_claimant_counts_once()
    {
        await Merge(_one, _two);

        var killed = (await _service.Reader.Get($"/v1/incidents/{_two}/estimate"))["estimates"]![0]!;

        // Both are the paper's, of no stated day: the record that was kept says what the paper says.
        Assert.Equal((7, 7, 7), (killed["low"]!.GetValue<int>(), killed["best"]!.GetValue<int>(), killed["high"]!.GetValue<int>()));
        Assert.Equal(["best", "earlier_of_claimant"], killed["reasons"]!.AsArray().Select(reason => reason!["code"]!.GetValue<string>()).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?fields=title&asOf={now}")]
    [InlineData("/estimate")]
    [InlineData("/citations?f=bibtex")]
    [InlineData("/similar?limit=3")]
    public async Task Whoever_asks_for_the_other_is_sent_on(string what)
    {
        await Merge(_one, _two);
        var path = what.Replace("{now}", (await _service.Reader.Get($"/v1/incidents/{_two}")).UpdatedAt().Text(), StringComparison.Ordinal);

        using var response = await _service.Reader.GetAsync($"/v1/incidents/{_one.ToString().ToUpperInvariant()}{path}");

        Assert.Equal(301, (int)response.StatusCode);
        Assert.Equal($"http://localhost/v1/incidents/{_two}{path}", response.Headers.Location!.OriginalString);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("merged", problem["code"]!.GetValue<string>());
        Assert.Equal(200, (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{_one}/history")).Status);
    }

    [Fact]
    public async Task A_chain_of_merges_leads_to_its_end()
    {
        var three = await Incident("Three", killed: 5, "3");
        await Merge(_one, _two);
        await Merge(_two, three);

        using var response = await _service.Reader.GetAsync($"/v1/incidents/{_one}");

        Assert.EndsWith($"/{three}", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(3, (await _service.Reader.Get($"/v1/incidents/{three}"))["claims"]!.AsArray().Count);
        Assert.Equal("merged", (await Unmerge(_one)).Code);
        Assert.Equal(200, (await Unmerge(_two)).Status);
        Assert.Equal(200, (await Unmerge(_one)).Status);
    }

    [Fact]
    public async Task The_past_shows_both_as_they_were()
    {
        var before = (await _service.Reader.Get($"/v1/incidents/{_two}")).UpdatedAt().Text();
        await Merge(_one, _two);
        var merged = (await _service.Reader.Get($"/v1/incidents/{_two}")).UpdatedAt().Text();
        await Unmerge(_one);

        Assert.Equal("One", (await _service.Reader.Get($"/v1/incidents/{_one}?asOf={before}"))["title"]!.GetValue<string>());
        Assert.Equal([_two, _one], Ids(await _service.Reader.Get($"/v1/incidents?asOf={before}")));
        Assert.Equal(301, (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{_one}?asOf={merged}")).Status);
        Assert.Equal([_two], Ids(await _service.Reader.Get($"/v1/incidents?asOf={merged}")));
        Assert.Equal(200, (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{_one}")).Status);
    }

    [Fact]
    public async Task Lists_sums_and_files_count_one_incident()
    {
        await Merge(_one, _two);

        Assert.Equal([_two], Ids(await _service.Reader.Get("/v1/incidents")));
        var sum = (await _service.Reader.Get("/v1/casualties?metrics=incidents,killed"))["items"]![0]!;
        Assert.Equal("""{"incidents":1,"killed":{"low":7,"best":7,"high":7,"unknown":0}}""", sum.ToJsonString());
        Assert.Equal(sum.ToJsonString(), (await _service.Reader.Get("/v1/casualties?metrics=incidents,killed&killedMin=0"))["items"]![0]!.ToJsonString());
        var file = await _service.Reader.GetStringAsync("/v1/incidents?f=ndjson");
        Assert.Equal(_two, JsonNode.Parse(Assert.Single(file.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Unmerging_gives_both_back_and_the_history_tells_of_it()
    {
        var (one, two) = (await Content(_one), await Content(_two));
        await Merge(_one, _two);

        var answer = await Unmerge(_one);

        Assert.Equal((200, _one), (answer.Status, answer.Body!["id"]!.GetValue<Guid>()));
        Assert.Equal((one, two), (await Content(_one), await Content(_two)));
        Assert.Equal(["incident.merged", "incident.unmerged"], (await History(_one)).TakeLast(2).Select(entry => entry["type"]!.GetValue<string>()));
        var told = (await History(_two)).TakeLast(2).ToList();
        Assert.Equal(["incident.absorbed", "incident.released"], told.Select(entry => entry["type"]!.GetValue<string>()));
        Assert.Equal(["They are the same.", "They are not."], told.Select(entry => entry["reason"]!.GetValue<string>()));
        Assert.Contains(told[0]["changes"]!.AsArray(), change => change!["path"]!.GetValue<string>() == "claims[1]");
        Assert.Equal("not-merged", (await Unmerge(_one)).Code);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_said()
    {
        var retracted = await Incident("Retracted", 1, "9");
        await _service.Retract("incidents", retracted);

        Assert.Equal((428, "precondition-required"), Told(await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{_one}/merge", Body(_two))));
        Assert.Equal((412, "stale-version"), Told(await Merge(_one, _two, "\"v1\"")));
        Assert.Equal((422, "same-resource"), Told(await Merge(_one, _one)));
        Assert.Equal((422, "unknown-reference"), Told(await Merge(_one, Guid.NewGuid())));
        Assert.Equal((422, "unknown-reference"), Told(await Merge(_one, _place)));
        Assert.Equal((404, "not-found"), Told(await Merge(Guid.NewGuid(), _two)));
        Assert.Equal((409, "retracted"), Told(await Merge(_one, retracted)));
        Assert.Equal((409, "retracted"), Told(await Merge(retracted, _one)));
        Assert.Equal((422, "invalid"), Told(await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{_one}/merge", new { into = _two, reason = " " }, "*")));
        Assert.Equal(401, (await _service.Reader.Send(HttpMethod.Post, $"/v1/incidents/{_one}/merge", Body(_two), "*")).Status);
        await Merge(_one, _two);
        Assert.Equal((409, "merged"), Told(await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{_one}/retraction", new { reason = "No." }, "*")));
        Assert.Equal((409, "merged"), Told(await Merge(_two, _one)));
    }

    [Fact]
    public async Task Of_many_who_merge_one_at_once_one_does()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Merge(_one, _two, n % 2 == 0 ? "*" : "\"v3\"")));

        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Contains(answer.Code, new[] { "merged", "stale-version" }));
        Assert.Equal(2, (await _service.Reader.Get($"/v1/incidents/{_two}"))["claims"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_may_not_be_passed_on_is_not_merged_with_what_may()
    {
        var body = await IncidentBody("Closed", 3, "c");
        var closed = await _service.Import(body, Importing.Origin("acled", "1", redistributable: false));
        var another = await _service.Import(body.With("claims", new JsonArray()), Importing.Origin("acled", "2", redistributable: false));

        Assert.Equal((409, "mixed-redistribution"), Told(await Merge(closed, _two)));
        Assert.Equal((409, "mixed-redistribution"), Told(await Merge(_two, closed)));
        Assert.Equal(200, (await Merge(closed, another)).Status);
        Assert.Equal(404, (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{closed}")).Status);

        // A licence that is opened later opens nothing that came from elsewhere, and the history tells of that for ever.
        await _service.ImportAgain(another, Importing.Origin("acled", "2"));
        Assert.Equal(404, (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{another}")).Status);
        await Unmerge(closed);
        foreach (var part in new[] { "", "/history", "/estimate" })
            Assert.Equal(404, (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{another}{part}")).Status);
        Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Get, $"/v1/incidents/{another}")).Status);
    }

    [Fact]
    public async Task A_record_that_was_merged_is_neither_brought_back_nor_recorded_twice_by_its_dataset()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)));
        var (one, other) = (await Of(1), await Of(2));
        Assert.Equal(200, (await Merge(one, other)).Status);
        Assert.Equal(other, await Of(1));

        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)), "format=ucdp-ged&retractVanished=true");
        Assert.Equal((0, 0, 2, 0, 0), job.Counts());
        job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1, ("best", "7")), GedFile.Row(2, ("best", "7"))));

        Assert.Equal((0, 1, 0, 1, 0), job.Counts());
        var fault = Assert.Single(await _service.Writer.ErrorsOf(job), fault => fault["rejects"]!.GetValue<bool>());
        Assert.Equal("merged", fault["code"]!.ToString());
        Assert.Contains($"{other}", fault["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await _service.Reader.Get("/v1/casualties?dataset=ucdp-ged&metrics=incidents"))["items"]![0]!["incidents"]!.GetValue<int>());

        async Task<Guid> Of(int row) => Ids(await _service.Reader.Get($"/v1/incidents?externalId=ucdp:{row}")).Single();
    }

    [Fact]
    public async Task A_rebuild_comes_to_the_same()
    {
        var three = await Incident("Three", killed: 5, "3");
        await Merge(_one, _two);
        await Merge(_two, three);
        await Unmerge(_two);
        await Merge(three, _two);
        var rows = await ReadModelImage.Rows(_service.ConnectionString);

        var rebuild = (await ReadModelRebuilder.Run(_service.ConnectionString, progress: null, CancellationToken.None)).Value;

        Assert.Empty(rebuild.Differences);
        Assert.Equal(rows, await ReadModelImage.Rows(_service.ConnectionString));
    }

    private Task<JsonAnswer> Merge(Guid one, Guid into, string ifMatch = "*") => _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{one}/merge", Body(into), ifMatch);

    private Task<JsonAnswer> Unmerge(Guid one) => _service.Writer.Post($"/v1/incidents/{one}/unmerge", new { reason = "They are not." });

    private static object Body(Guid into) => new { into, reason = "They are the same." };

    private static (int, string?) Told(JsonAnswer answer) => (answer.Status, answer.Code);

    private static IEnumerable<Guid> Ids(JsonNode list) => list["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>());

    private async Task<IReadOnlyList<JsonNode>> History(Guid id) => [.. (await _service.Reader.Get($"/v1/incidents/{id}/history"))["items"]!.AsArray().Select(entry => entry!)];

    private async Task<string> Content(Guid id)
    {
        var incident = (await _service.Reader.Get($"/v1/incidents/{id}")).AsObject();
        incident.Remove("version");
        incident.Remove("updatedAt");
        return incident.ToJsonString() + (await _service.Reader.Get($"/v1/incidents/{id}/estimate"))["estimates"]!.ToJsonString();
    }

    private async Task<JsonObject> IncidentBody(string title, int killed, string foreignId)
    {
        var document = await _record.Document(_paper, $"Report of {title}");
        return Bodies.Incident(title, _place, document)
            .With("foreignIds", new JsonArray(new JsonObject { ["scheme"] = "test", ["value"] = foreignId }))
            .With("claims", new JsonArray(Bodies.Killed(killed, _paper, document)));
    }

    private async Task<Guid> Incident(string title, int killed, string foreignId)
    {
        var id = await _service.Record("incidents", await IncidentBody(title, killed, foreignId));
        var judged = await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{id}/verification", new { status = "corroborated", rationale = "The test asks for it." }, "*");
        Assert.Equal(200, judged.Status);
        return id;
    }
}
