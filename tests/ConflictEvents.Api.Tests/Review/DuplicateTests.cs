using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Api.Tests.Review;

/// <summary>What looks alike is listed once for an editor, and stays decided.</summary>
public sealed class DuplicateTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Recorder _record = null!;
    private Guid _source;
    private Guid _document;
    private Guid _place;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        _record = new Recorder(_service);
        _source = await _record.Source("The Paper");
        _document = await _record.Document(_source);
        _place = await _record.Location("Place");
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Each_pair_comes_once_the_newest_first()
    {
        var (old, older) = (await Incident(14, "2019-05-02"), await Incident(14, "2019-05-01"));
        var (one, other) = (await Incident(20, "2020-01-05"), await Incident(20.01, "2020-01-05"));
        await Incident(40, "2020-01-05");

        var pairs = await Pairs("?minScore=0.5");

        Assert.Equal(2, pairs.Count);
        Assert.Equal(Set(one, other), Set(pairs[0]));
        Assert.Equal((old, older), (Id(pairs[1]["incident"]!), Id(pairs[1]["similar"]!["incident"]!)));
        Assert.Equal(1, pairs[1]["similar"]!["daysApart"]!.GetValue<int>());
        Assert.Single(await Pairs("?minScore=0.72"));
        Assert.Empty(await Pairs("?minScore=0.76"));
    }

    [Fact]
    public async Task A_filter_asks_for_either_of_a_pair_and_pages_hold_them_all()
    {
        var local = new List<Guid>();
        for (var i = 0; i < 3; i++)
            local.Add(await Incident(14 + (i * 0.001), $"2019-05-0{i + 1}"));
        var imported = await _service.Import(Body(14, "2019-05-02"), Importing.Origin("ucdp-ged", "1"));

        // Three of local with each other, and the imported one with each of the three.
        Assert.Equal(6, (await Pairs("?minScore=0.3")).Count);
        Assert.Equal(6, (await Pairs("?minScore=0.3&dataset=local")).Count);
        Assert.Equal(3, (await Pairs("?minScore=0.3&dataset=ucdp-ged")).Count);
        Assert.All(await Pairs("?minScore=0.3&dataset=ucdp-ged"), pair => Assert.Equal(imported, Id(pair["incident"]!)));
        Assert.Empty(await Pairs("?minScore=0.3&country=FR"));

        var walked = new List<HashSet<Guid>>();
        for (var path = "/v1/review/duplicates?minScore=0.3&limit=1"; path is not null;)
        {
            var page = await _service.Writer.Get(path);
            walked.Add(Set(Assert.Single(page["items"]!.AsArray())!));
            path = page["next"]?.GetValue<string>();
        }

        Assert.Equal(6, walked.Distinct(HashSet<Guid>.CreateSetComparer()).Count());
        Assert.Equal(6, walked.Count);
    }

    /// <summary>As editors do: look at one, decide, and go on.</summary>
    [Fact]
    public async Task Who_decides_page_by_page_meets_every_pair()
    {
        for (var i = 0; i < 4; i++)
            await Incident(14 + (i % 2 * 0.001), "2019-05-01");

        var decided = 0;
        for (var path = "/v1/review/duplicates?minScore=0.3&limit=1"; path is not null; decided++)
        {
            var page = await _service.Writer.Get(path);
            var pair = Set(Assert.Single(page["items"]!.AsArray())!).ToArray();
            Assert.Equal(200, (await Decide("dismiss", pair[0], pair[1])).Status);
            path = page["next"]?.GetValue<string>();
        }

        Assert.Equal(6, decided);
        Assert.Empty(await Pairs("?minScore=0.3"));
    }

    [Fact]
    public async Task What_is_dismissed_stays_dismissed_until_it_is_reopened()
    {
        var (one, other) = (await Incident(14, "2019-05-01"), await Incident(14, "2019-05-01"));
        var before = (await _service.Reader.Get($"/v1/incidents/{other}")).UpdatedAt().Text();

        var answer = await Decide("dismiss", one, other);

        Assert.Equal((200, one), (answer.Status, Id(answer.Body!)));
        Assert.Empty(await Pairs());
        foreach (var id in new[] { one, other })
        {
            Assert.Empty((await _service.Reader.Get($"/v1/incidents/{id}/similar"))["items"]!.AsArray());
            var last = (await _service.Reader.Get($"/v1/incidents/{id}/history"))["items"]!.AsArray()[^1]!;
            Assert.Equal(("incident.marked_distinct", "The test says so.", "distinctFrom[0]"), ($"{last["type"]}", $"{last["reason"]}", $"{last["changes"]![0]!["path"]}"));
        }

        Assert.Single(await Pairs($"?asOf={before}"));
        Assert.Equal((409, "marked-distinct"), Told(await Decide("accept", one, other, into: other)));
        var unchanged = await Decide("dismiss", other, one);
        Assert.Equal((200, "\"v2\""), (unchanged.Status, unchanged.ETag));
        Assert.Equal(200, (await Decide("reopen", other, one)).Status);
        Assert.Single(await Pairs());
        Assert.Equal((409, "not-marked"), Told(await Decide("reopen", one, other)));
        Assert.Empty((await ReadModelRebuilder.Run(_service.ConnectionString, progress: null, CancellationToken.None)).Value.Differences);
    }

    [Fact]
    public async Task What_is_accepted_is_merged_the_way_it_is_told()
    {
        var (one, other) = (await Incident(14, "2019-05-01"), await Incident(14, "2019-05-01"));

        var answer = await Decide("accept", one, other, into: one);

        Assert.Equal((200, one), (answer.Status, Id(answer.Body!)));
        Assert.Equal(301, (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{other}")).Status);
        Assert.Empty(await Pairs());
        Assert.Equal((409, "merged"), Told(await Decide("dismiss", one, other)));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        var (one, other) = (await Incident(14, "2019-05-01"), await Incident(14, "2019-05-01"));

        Assert.Equal((422, "invalid"), Told(await Decide("accept", one, other)));
        Assert.Equal((422, "invalid"), Told(await Decide("accept", one, other, into: _place)));
        Assert.Equal((422, "invalid"), Told(await Decide("dismiss", one, other, into: other)));
        Assert.Equal((422, "invalid"), Told(await Decide("dismiss", one, one)));
        Assert.Equal((422, "unknown-reference"), Told(await Decide("dismiss", one, _place)));
        foreach (var query in new[] { "?minScore=2", "?minScore=-0.1", "?minScore=x", "?cursor=made-up", "?limit=0", "?near=1,2" })
            Assert.Equal(400, (await _service.Writer.Send(HttpMethod.Get, $"/v1/review/duplicates{query}")).Status);
        Assert.Equal(401, (await _service.Reader.Send(HttpMethod.Get, "/v1/review/duplicates")).Status);
    }

    private async Task<IReadOnlyList<JsonNode>> Pairs(string query = "") => [.. (await _service.Writer.Get($"/v1/review/duplicates{query}"))["items"]!.AsArray().Select(pair => pair!)];

    private Task<JsonAnswer> Decide(string verdict, Guid one, Guid other, Guid? into = null) =>
        _service.Writer.Post("/v1/review/duplicates", new { pair = new[] { one, other }, verdict, into, reason = "The test says so." });

    private static (int, string?) Told(JsonAnswer answer) => (answer.Status, answer.Code);

    private static Guid Id(JsonNode node) => node["id"]!.GetValue<Guid>();

    private static HashSet<Guid> Set(params Guid[] ids) => [.. ids];

    private static HashSet<Guid> Set(JsonNode pair) => [Id(pair["incident"]!), Id(pair["similar"]!["incident"]!)];

    private Task<Guid> Incident(double longitude, string day) => _service.Record("incidents", Body(longitude, day));

    private JsonObject Body(double longitude, string day) => Bodies.Incident("Attack", _place, _document)
        .With("occurred", new JsonObject { ["earliest"] = day, ["latest"] = day, ["precision"] = "day" })
        .With("place", new JsonObject { ["locationId"] = $"{_place}", ["longitude"] = longitude, ["latitude"] = 27 });
}
