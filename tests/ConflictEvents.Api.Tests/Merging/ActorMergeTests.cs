using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Imports;
using ConflictEvents.Api.Tests.Projections;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Api.Tests.Merging;

/// <summary>What mentions a merged actor shows, and is found by, the one that stands for it, for as long as it does.</summary>
public sealed class ActorMergeTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Recorder _record = null!;
    private Guid _place;
    private Guid _paper;
    private Guid _document;
    private Guid _army;
    private Guid _forces;
    private Guid _attack;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        _record = new Recorder(_service);
        _place = await _record.Location("Sabha", 14.4, 27);
        _paper = await _record.Source("The Paper");
        _document = await _record.Document(_paper);
        _army = await _record.Actor("National Army", new { foreignIds = new[] { new { scheme = "test", value = "army" } } });
        _forces = await _record.Actor("Haftar Forces", new
        {
            names = new[] { new { text = "Haftar Forces", kind = "official", language = "en" }, new { text = "قوات حفتر", kind = "transliteration", language = "ar" } },
            foreignIds = new[] { new { scheme = "test", value = "forces" } },
        });
        _attack = await _service.Record("incidents", Incident("Attack", _forces).With("claims", new JsonArray(Killed(4, _forces), Killed(6, _army).With("statedOn", "2019-04-08"))));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task The_names_become_aliases_and_the_foreign_ids_move()
    {
        var answer = await Merge(_forces, _army);

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            ["official National Army", "alias Haftar Forces", "transliteration قوات حفتر"],
            answer.Body!["names"]!.AsArray().Select((name, i) => $"{(i == 0 ? "official" : name!["kind"])} {name!["text"]}"));
        Assert.Equal(["army", "forces"], answer.Body["foreignIds"]!.AsArray().Select(id => id!["value"]!.ToString()));
        Assert.Equal($$"""[{"id":"{{_forces}}","name":"Haftar Forces"}]""", answer.Body["mergedFrom"]!.ToJsonString());
        foreach (var name in new[] { "haftar forces", "حفتر", "National Army" })
            Assert.Equal([_army], Ids(await _service.Reader.Get($"/v1/actors?q={Uri.EscapeDataString(name)}")));
        Assert.Equal([_army], Ids(await _service.Reader.Get("/v1/actors")));
    }

    [Fact]
    public async Task What_mentions_it_shows_the_other_and_is_found_by_either()
    {
        var other = await _service.Record("incidents", Incident("Other", _army));

        await Merge(_forces, _army);

        var attack = await _service.Reader.Get($"/v1/incidents/{_attack}");
        Assert.Equal((_army, "National Army"), (attack["participants"]![0]!["actor"]!["id"]!.GetValue<Guid>(), attack["participants"]![0]!["actor"]!["name"]!.ToString()));
        foreach (var actor in new[] { _army, _forces })
        {
            Assert.Equal([_attack, other], Ids(await _service.Reader.Get($"/v1/incidents?actorId={actor}")).Order());
            Assert.Equal([_attack, other], Ids(await _service.Reader.Get($"/v1/incidents?actorId={actor}&role=attacker&includeSubgroups=true")).Order());
            Assert.Equal([_attack], Ids(await _service.Reader.Get($"/v1/incidents?claimantId={actor}")));
            Assert.Equal(2, (await _service.Reader.Get($"/v1/casualties?actorId={actor}&metrics=incidents"))["items"]![0]!["incidents"]!.GetValue<int>());
            Assert.Equal(2, (await _service.Reader.GetStringAsync($"/v1/incidents?actorId={actor}&f=ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        }

        Assert.Equal([_attack, other], Ids(await _service.Reader.Get("/v1/incidents?q=haftar")).Order());
        var groups = (await _service.Reader.Get("/v1/casualties?groupBy=actor&metrics=incidents"))["items"]!.AsArray();
        Assert.Equal(2, Assert.Single(groups)!["incidents"]!.GetValue<int>());
    }

    [Fact]
    public async Task Two_claimants_become_one_voice()
    {
        Assert.Equal((4, 6), await Killed());
        await Merge(_forces, _army);
        Assert.Equal((6, 6), await Killed());
        await Unmerge(_forces);
        Assert.Equal((4, 6), await Killed());

        async Task<(int, int)> Killed()
        {
            var killed = (await _service.Reader.Get($"/v1/incidents/{_attack}/estimate"))["estimates"]![0]!;
            return (killed["low"]!.GetValue<int>(), killed["high"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task A_toll_of_either_is_that_of_both()
    {
        var war = await _service.Record("conflicts", Bodies.Conflict("War"));
        foreach (var (number, claimant, day) in new[] { (40, _forces, "2019-04-08"), (60, _army, "2019-04-09") })
        {
            var claim = Killed(number, claimant).With("basis", "cumulative").With("statedOn", day).With("asOf", day);
            Assert.Equal(201, (await _service.Writer.Post($"/v1/conflicts/{war}/claims", claim)).Status);
        }

        Assert.Equal([40], await Figures(_forces));
        var before = (await _service.Reader.Get($"/v1/conflicts/{war}")).UpdatedAt().Text();
        await Merge(_forces, _army);

        Assert.Equal([40, 60], await Figures(_army));
        Assert.Equal([40, 60], await Figures(_forces));
        Assert.Equal([40], await Figures(_forces, $"&asOf={before}"));
        Assert.Empty(await Figures(Guid.NewGuid()));

        async Task<IEnumerable<int>> Figures(Guid claimant, string more = "") =>
            (await _service.Reader.Get($"/v1/conflicts/{war}/tolls?claimantId={claimant}{more}"))["series"]!.AsArray()
                .SelectMany(series => series!["points"]!.AsArray()).Select(point => point!["number"]!.GetValue<int>());
    }

    [Fact]
    public async Task Sides_that_are_one_are_not_told_apart()
    {
        var claims = new JsonArray(Killed(4, _forces).With("victimsActorId", $"{_army}"), Killed(6, null).With("victimsActorId", $"{_forces}"));
        var fight = await _service.Record("incidents", Incident("Fight", _forces).With("claims", claims));
        Assert.Contains("lower_bound_of_whole", await Codes());

        await Merge(_forces, _army);

        Assert.DoesNotContain("lower_bound_of_whole", await Codes());

        async Task<IEnumerable<string>> Codes() =>
            (await _service.Reader.Get($"/v1/incidents/{fight}/estimate"))["estimates"]![0]!["reasons"]!.AsArray().Select(reason => reason!["code"]!.ToString());
    }

    [Fact]
    public async Task Relations_move_and_none_leads_to_itself()
    {
        var state = await _record.Actor("State");
        var unit = await _record.Actor("Unit", new { relations = new[] { PartOf(_forces) } });
        await _service.Correct("actors", _army, Bodies.Actor("National Army").With("relations", new JsonArray(Json(PartOf(_forces)))));
        await _service.Correct("actors", _forces, Bodies.Actor("Haftar Forces").With("relations", new JsonArray(Json(PartOf(state)), Json(PartOf(_army)))));

        await Merge(_forces, _army);

        Assert.Equal([state], Related(await _service.Reader.Get($"/v1/actors/{_army}")));
        Assert.Equal([_army], Related(await _service.Reader.Get($"/v1/actors/{unit}")));
        var fight = await _service.Record("incidents", Incident("Fight", unit));
        Assert.Equal([_attack, fight], Ids(await _service.Reader.Get($"/v1/incidents?actorId={state}&includeSubgroups=true")).Order());
        await Unmerge(_forces);
        Assert.Equal([_forces], Related(await _service.Reader.Get($"/v1/actors/{_army}")));

        static IEnumerable<Guid> Related(JsonNode actor) => actor["relations"]!.AsArray().Select(relation => relation!["actor"]!["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Whoever_asks_for_it_is_sent_on_and_it_takes_no_more_changes()
    {
        var third = await _record.Actor("Third");
        await Merge(_forces, _army);
        await Merge(_army, third);

        foreach (var path in new[] { "", "?fields=name", "/incidents?limit=2" })
        {
            using var response = await _service.Reader.GetAsync($"/v1/actors/{_forces}{path}");
            Assert.Equal((301, $"http://localhost/v1/actors/{third}{path}"), ((int)response.StatusCode, response.Headers.Location!.OriginalString));
        }

        Assert.Equal(200, (await _service.Reader.Send(HttpMethod.Get, $"/v1/actors/{_forces}/history")).Status);
        Assert.Equal("merged", (await _service.Writer.Send(HttpMethod.Put, $"/v1/actors/{_forces}", Bodies.Actor("New").Because("No."), "*")).Code);
        Assert.Equal((409, "merged"), ((await Merge(third, _forces)).Status, (await Merge(third, _forces)).Code));
        Assert.Equal([_attack], Ids(await _service.Reader.Get($"/v1/incidents?actorId={_forces}")));
        Assert.Equal(third, (await _service.Reader.Get($"/v1/incidents/{_attack}"))["participants"]![0]!["actor"]!["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task New_records_may_go_on_naming_it_until_what_stands_for_it_is_retracted()
    {
        await Merge(_forces, _army);

        var later = await _service.Record("incidents", Incident("Later", _forces));
        Assert.Equal(_army, (await _service.Reader.Get($"/v1/incidents/{later}"))["participants"]![0]!["actor"]!["id"]!.GetValue<Guid>());
        await _service.Retract("actors", _army);

        Assert.Equal("unknown-reference", (await _service.Writer.Post("/v1/incidents", Incident("Too late", _forces))).Code);
    }

    [Fact]
    public async Task The_past_shows_the_two_apart_and_unmerging_does_so_again()
    {
        var before = (await _service.Reader.Get($"/v1/incidents/{_attack}")).UpdatedAt().Text();
        var (attack, army, forces) = (await Content("incidents", _attack), await Content("actors", _army), await Content("actors", _forces));
        await Merge(_forces, _army);
        var merged = (await _service.Reader.Get($"/v1/actors/{_army}")).UpdatedAt().Text();
        await _service.Correct("actors", _army, Bodies.Actor("National Army", "Haftar Forces", "The Army").With("foreignIds", new JsonArray(new JsonObject { ["scheme"] = "test", ["value"] = "army" })));

        await Unmerge(_forces);

        Assert.Equal((attack, forces), (await Content("incidents", _attack), await Content("actors", _forces)));
        Assert.Equal(["National Army", "Haftar Forces", "The Army"], (await _service.Reader.Get($"/v1/actors/{_army}"))["names"]!.AsArray().Select(name => name!["text"]!.ToString()));
        Assert.Equal(army, await Content("actors", _army, $"?asOf={before}"));
        Assert.Equal(_forces, (await _service.Reader.Get($"/v1/incidents/{_attack}?asOf={before}"))["participants"]![0]!["actor"]!["id"]!.GetValue<Guid>());
        Assert.Equal(_army, (await _service.Reader.Get($"/v1/incidents/{_attack}?asOf={merged}"))["participants"]![0]!["actor"]!["id"]!.GetValue<Guid>());
        Assert.Equal([_attack], Ids(await _service.Reader.Get($"/v1/incidents?actorId={_army}&asOf={merged}")));
        Assert.Empty(Ids(await _service.Reader.Get($"/v1/incidents?actorId={_army}&asOf={before}")));
    }

    [Fact]
    public async Task An_import_finds_the_one_that_stands_for_what_a_row_names()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)));
        var row = (await _service.Reader.Get("/v1/incidents?externalId=ucdp:1"))["items"]![0]!["participants"]!.AsArray().Select(one => one!["actor"]!).ToList();
        await Merge(row[1]["id"]!.GetValue<Guid>(), _army);

        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)));

        Assert.Equal((1, 0, 1, 0, 0), job.Counts());
        foreach (var id in new[] { 1, 2 })
            Assert.Equal(_army, (await _service.Reader.Get($"/v1/incidents?externalId=ucdp:{id}"))["items"]![0]!["participants"]![1]!["actor"]!["id"]!.GetValue<Guid>());
    }

    [Theory]
    [InlineData("1000")]
    [InlineData("1")]
    public async Task A_rebuild_comes_to_the_same_however_many_show_it(string renderedAtOnce)
    {
        await using var service = _service.Beside(new Dictionary<string, string> { ["Database:RenderedAtOnce"] = renderedAtOnce });
        var (writer, reader) = (service.Writer, service.Reader);
        for (var n = 0; n < 3; n++)
            await _service.Record("incidents", Incident($"Incident {n}", n == 0 ? _army : _forces));
        Assert.Equal(200, (await writer.Send(HttpMethod.Post, $"/v1/actors/{_forces}/merge", new { into = _army, reason = "The same." }, "*")).Status);
        Assert.Equal(200, (await writer.Post($"/v1/actors/{_forces}/unmerge", new { reason = "Not." })).Status);
        Assert.Equal(200, (await writer.Send(HttpMethod.Post, $"/v1/actors/{_army}/merge", new { into = _forces, reason = "The same." }, "*")).Status);
        var now = (await reader.Get($"/v1/actors/{_forces}")).UpdatedAt().Text();
        Assert.Equal(4, Ids(await reader.Get($"/v1/incidents?actorId={_army}&asOf={now}")).Count());
        var rows = await ReadModelImage.Rows(_service.ConnectionString);

        var rebuild = (await ReadModelRebuilder.Run(_service.ConnectionString, progress: null, CancellationToken.None)).Value;

        Assert.Empty(rebuild.Differences);
        Assert.Equal(rows, await ReadModelImage.Rows(_service.ConnectionString));
    }

    private Task<JsonAnswer> Merge(Guid one, Guid into) => _service.Writer.Send(HttpMethod.Post, $"/v1/actors/{one}/merge", new { into, reason = "They are the same." }, "*");

    private async Task Unmerge(Guid one) => Assert.Equal(200, (await _service.Writer.Post($"/v1/actors/{one}/unmerge", new { reason = "They are not." })).Status);

    private static IEnumerable<Guid> Ids(JsonNode list) => list["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>());

    private static JsonNode Json(object value) => System.Text.Json.JsonSerializer.SerializeToNode(value)!;

    private object PartOf(Guid actor) => new { kind = "part_of", actorId = actor, citations = new[] { new { documentId = _document } } };

    private JsonObject Incident(string title, Guid actor) => Bodies.Incident(title, _place, _document).With("participants", new JsonArray(Bodies.Participant(actor, _document)));

    private JsonObject Killed(int number, Guid? claimant) => Bodies.Killed(number, _paper, _document)
        .With("claimant", claimant is null ? new JsonObject { ["sourceId"] = $"{_paper}" } : new JsonObject { ["actorId"] = $"{claimant}" });

    private async Task<string> Content(string plural, Guid id, string query = "")
    {
        var resource = (await _service.Reader.Get($"/v1/{plural}/{id}{query}")).AsObject();
        resource.Remove("version");
        resource.Remove("updatedAt");
        return resource.ToJsonString();
    }
}
