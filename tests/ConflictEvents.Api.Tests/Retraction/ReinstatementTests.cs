using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Feed;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Incidents.VerifyBundle;
using ConflictEvents.Infrastructure.EventStore;

namespace ConflictEvents.Api.Tests.Retraction;

/// <summary>A retraction is taken back, and all is as it was before, but for the history.</summary>
public sealed class ReinstatementTests : IAsyncLifetime
{
    private static readonly HashSet<string> OfTheLog = ["version", "updatedAt", "dataThrough"];

    private readonly Dictionary<string, Guid> _ids = [];
    private TestService _service = null!;

    /// <summary>One of each kind, all of them shown by the incident, and another incident that looks like it.</summary>
    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        _ids["locations"] = await _service.Record("locations", Bodies.Location("Tripoli"));
        _ids["sources"] = await _service.Record("sources", Bodies.Source("Herald", "B"));
        _ids["documents"] = await _service.Record("documents", Bodies.Document("Report", _ids["sources"]));
        _ids["actors"] = await _service.Record("actors", Bodies.Actor("Brigade"));
        _ids["conflicts"] = await _service.Record("conflicts", Bodies.Conflict("Battle of Tripoli"));
        var toll = Bodies.Killed(75, _ids["sources"], _ids["documents"]).With("basis", "cumulative").With("asOf", "2019-04-10");
        Assert.Equal(201, (await _service.Writer.Post($"/v1/conflicts/{_ids["conflicts"]}/claims", toll)).Status);
        var fight = Bodies.Incident("Fight at the airport", _ids["locations"], _ids["documents"])
            .With("participants", new JsonArray(Bodies.Participant(_ids["actors"], _ids["documents"])))
            .With("conflictIds", new JsonArray($"{_ids["conflicts"]}"));
        _ids["incidents"] = await _service.Record("incidents", fight.With("claims", new JsonArray(Bodies.Killed(5, _ids["sources"], _ids["documents"]))));
        await _service.Record("incidents", fight.With("title", "Another one"));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("incidents")]
    [InlineData("conflicts")]
    [InlineData("actors")]
    [InlineData("locations")]
    [InlineData("sources")]
    [InlineData("documents")]
    public async Task What_is_reinstated_stands_as_it_did_before(string plural)
    {
        var (path, before, alike) = ($"/v1/{plural}/{_ids[plural]}", await Shown(), await Alike());
        var version = (await _service.Reader.Get(path))["version"]!.GetValue<int>();
        var gone = (await _service.Retract(plural, _ids[plural])).Body!.UpdatedAt();
        var without = await Shown();
        Assert.NotEqual(before[$"/v1/{plural}"], without[$"/v1/{plural}"]);
        if (plural is "incidents")
            Assert.NotEqual(alike, await Alike());

        var answer = await Reinstate(path, $"\"v{version + 1}\"");

        Assert.Equal((200, $"\"v{version + 2}\"", "active", null), (answer.Status, answer.ETag, answer.Body!["status"]!.ToString(), answer.Body["retractionReason"]));
        Assert.Equal(before, await Shown());
        Assert.Equal(alike, await Alike());
        var back = answer.Body.UpdatedAt();
        foreach (var (moment, shown, status, after) in new[] { (gone.AddTicks(-10), before, "active", 0), (gone, without, "retracted", 1), (back.AddTicks(-10), without, "retracted", 1), (back, before, "active", 2) })
        {
            var then = await _service.Reader.Get($"{path}?asOf={moment.Text()}");
            Assert.Equal((status, version + after), (then["status"]!.ToString(), then["version"]!.GetValue<int>()));
            Assert.Equal(shown, await Shown(moment));
        }

        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "verify")).ExitCode);
    }

    [Theory]
    [InlineData("incidents")]
    [InlineData("actors")]
    public async Task History_and_feed_tell_of_it(string plural)
    {
        var (path, kind, after) = ($"/v1/{plural}/{_ids[plural]}", plural.TrimEnd('s'), await _service.Reader.Latest());
        await _service.Retract(plural, _ids[plural]);

        await Reinstate(path);

        var entry = (await _service.Reader.Get($"{path}/history"))["items"]!.AsArray()[^1]!;
        Assert.Equal(($"{kind}.reinstated", $"{kind} reinstated, because it was no mistake", "It was no mistake."), (entry.Type(), entry["summary"]!.ToString(), entry["reason"]!.ToString()));
        Assert.Equal(["status retracted active"], entry["changes"]!.AsArray().Select(change => $"{change!["path"]} {change["before"]} {change["after"]}"));
        Assert.Equal([$"{kind}.retracted", $"{kind}.reinstated"], (await _service.Reader.Walk(after)).Select(change => change.Type()));
        Assert.Equal(entry.ToJsonString(), Assert.Single(await _service.Reader.Walk(after, $"eventType={kind}.reinstated")).ToJsonString());
    }

    [Fact]
    public async Task What_is_not_retracted_is_not_reinstated()
    {
        var other = await _service.Record("incidents", Bodies.Incident("Other", _ids["locations"], _ids["documents"]));
        var path = $"/v1/incidents/{_ids["incidents"]}";
        Assert.Equal((409, "not-retracted"), Told(await Reinstate(path)));
        Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Post, $"{path}/merge", new { into = other, reason = "One event." }, "*")).Status);
        Assert.Equal((409, "merged"), Told(await Reinstate(path)));
        Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Post, $"/v1/actors/{_ids["actors"]}/erasure", new { reason = "An order." }, "*")).Status);
        Assert.Equal((410, "erased"), Told(await Reinstate($"/v1/actors/{_ids["actors"]}")));
        Assert.Equal((404, "not-found"), Told(await Reinstate($"/v1/incidents/{Guid.NewGuid()}")));
        Assert.Equal((404, "not-found"), Told(await Reinstate($"/v1/incidents/{_ids["locations"]}")));
    }

    [Fact]
    public async Task It_takes_a_reason_and_a_key_that_may_write()
    {
        var path = $"/v1/sources/{_ids["sources"]}";
        await _service.Retract("sources", _ids["sources"]);

        Assert.Equal((422, "invalid"), Told(await _service.Writer.Send(HttpMethod.Post, $"{path}/reinstatement", new { reason = " " }, "*")));
        Assert.Equal(401, (await _service.Reader.Send(HttpMethod.Post, $"{path}/reinstatement", new { reason = "It was no mistake." }, "*")).Status);
        Assert.Equal("retracted", (await _service.Reader.Get(path))["status"]!.ToString());
    }

    [Fact]
    public async Task What_stood_for_another_gives_it_back_behind_its_return()
    {
        var (one, into) = (_ids["incidents"], await _service.Record("incidents", Bodies.Incident("Other", _ids["locations"], _ids["documents"])));
        Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{one}/merge", new { into, reason = "One event." }, "*")).Status);
        var estimate = (await _service.Reader.Get($"/v1/incidents/{into}/estimate"))["estimates"]!.ToJsonString();
        await _service.Retract("incidents", into);

        await _service.Reinstate("incidents", into);

        Assert.Equal(estimate, (await _service.Reader.Get($"/v1/incidents/{into}/estimate"))["estimates"]!.ToJsonString());
        Assert.Equal(200, (await _service.Writer.Post($"/v1/incidents/{one}/unmerge", new { reason = "Two events." })).Status);
        Assert.Equal(3, (await _service.Reader.Get("/v1/incidents"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_bundle_of_what_was_reinstated_is_sound()
    {
        await _service.Retract("incidents", _ids["incidents"]);
        await _service.Reinstate("incidents", _ids["incidents"]);

        var bundle = await _service.Reader.GetByteArrayAsync($"/v1/incidents/{_ids["incidents"]}/bundle");

        Assert.Empty(new BundleVerifier(new LogFormat()).Verify(bundle).Faults);
        Assert.Equal("incident.reinstated", JsonNode.Parse(bundle)!["events"]!.AsArray()[^1]!.Type());
    }

    private static (int, string?) Told(JsonAnswer answer) => (answer.Status, answer.Code);

    private Task<JsonAnswer> Reinstate(string path, string ifMatch = "*") =>
        _service.Writer.Send(HttpMethod.Post, $"{path}/reinstatement", new { reason = "It was no mistake." }, ifMatch);

    /// <summary>Lists, searches by name and sums, but for versions and times.</summary>
    private async Task<IReadOnlyDictionary<string, string>> Shown(DateTimeOffset? moment = null)
    {
        var shown = new Dictionary<string, string>();
        foreach (var path in _ids.Keys.Select(plural => $"/v1/{plural}").Concat(
        [
            "/v1/actors?q=brigade", "/v1/locations?q=tripoli", "/v1/sources?q=herald", "/v1/conflicts?q=tripoli", "/v1/incidents?q=airport",
            $"/v1/incidents?actorId={_ids["actors"]}&country=LY", $"/v1/incidents/{_ids["incidents"]}/estimate", $"/v1/conflicts/{_ids["conflicts"]}/tolls",
            "/v1/casualties?groupBy=country,month&metrics=incidents,killed", "/v1/casualties?groupBy=actor&metrics=incidents,killed",
        ]))
        {
            var answer = await _service.Reader.Get(moment is { } time ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asOf={time.Text()}" : path);
            shown.Add(path, Stripped(answer));
        }

        return shown;
    }

    private async Task<string> Alike() =>
        Stripped(await _service.Reader.Get($"/v1/incidents/{_ids["incidents"]}/similar")) + Stripped(await _service.Writer.Get("/v1/review/duplicates?minScore=0.3"));

    private static string Stripped(JsonNode node)
    {
        Json.Strip(node, OfTheLog);
        return node.ToJsonString();
    }
}
