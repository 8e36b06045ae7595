using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Projections;

/// <summary>An incident that is added to, corrected and retracted, and what readers of every moment in between are answered.</summary>
public sealed class AsOfTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Guid _actor;
    private Guid _incident;
    private DateTimeOffset _recorded;
    private DateTimeOffset _added;
    private DateTimeOffset _corrected;
    private DateTimeOffset _retracted;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        var location = await _service.Record("locations", Bodies.Location("Tripoli"));
        var source = await _service.Record("sources", Bodies.Source("Herald", "B"));
        var first = await _service.Record("documents", Bodies.Document("First report", source));
        var second = await _service.Record("documents", Bodies.Document("Second report", source));
        _actor = await _service.Record("actors", Bodies.Actor("Brigade"));

        _incident = await _service.Record("incidents", Bodies.Incident("First title", location, first));
        _recorded = (await _service.Reader.Get(Path)).UpdatedAt();
        _added = (await _service.Writer.Post($"{Path}/claims", Bodies.Killed(5, source, first))).Body!.UpdatedAt();
        _corrected = (await _service.Correct("incidents", _incident, Bodies.Incident("Second title", location, second))).Body!.UpdatedAt();
        _retracted = (await _service.Retract("incidents", _incident)).Body!.UpdatedAt();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("recorded", 1, "First title", "active", null, "First report", 1)]
    [InlineData("added", 2, "First title", "active", 5, "First report", 1)]
    [InlineData("corrected", 3, "Second title", "active", 5, "Second report, First report", 1)]
    [InlineData("retracted", 4, "Second title", "retracted", 5, "Second report, First report", 0)]
    public async Task Each_moment_is_answered_as_it_was(string change, int version, string title, string status, int? killed, string cited, int listed)
    {
        var from = change switch { "recorded" => _recorded, "added" => _added, "corrected" => _corrected, _ => _retracted };
        var until = change switch { "recorded" => _added, "added" => _corrected, "corrected" => _retracted, _ => _retracted.AddTicks(10) };

        // From the moment of the change itself to the last one before the next.
        foreach (var moment in new[] { from, until.AddTicks(-10) })
        {
            var asOf = $"asOf={moment.Text()}";
            var document = await _service.Reader.Send(HttpMethod.Get, $"{Path}?{asOf}");
            Assert.Equal(($"\"v{version}\"", title, status), (document.ETag, Text(document.Body!, "title"), Text(document.Body!, "status")));

            var estimate = await _service.Reader.Get($"{Path}/estimate?{asOf}");
            Assert.Equal(killed, Killed(estimate));
            Assert.Equal(version, (await _service.Reader.Get($"{Path}/history?{asOf}"))["items"]!.AsArray().Count);
            var citations = (await _service.Reader.Get($"{Path}/citations?{asOf}"))["items"]!.AsArray();
            Assert.Equal(cited, string.Join(", ", citations.Select(citation => Text(citation!, "title"))));

            var cards = (await _service.Reader.Get($"/v1/incidents?{asOf}"))["items"]!.AsArray();
            Assert.Equal(listed, cards.Count);
            Assert.All(cards, card => Assert.Equal((version, title), (card!["version"]!.GetValue<int>(), Text(card, "title"))));
            Assert.Equal(listed, (await _service.Reader.Get($"/v1/incidents?q=title&{asOf}"))["items"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Lists_of_references_and_searches_by_name_know_the_past()
    {
        var renamed = (await _service.Correct("actors", _actor, Bodies.Actor("Regiment"))).Body!.UpdatedAt();
        var before = $"asOf={renamed.AddTicks(-10).Text()}";

        Assert.Equal("Regiment", await OnlyName("/v1/actors"));
        Assert.Equal("Brigade", await OnlyName($"/v1/actors?{before}"));
        Assert.Equal("Brigade", await OnlyName($"/v1/actors?q=brigade&{before}"));
        Assert.Empty((await _service.Reader.Get("/v1/actors?q=brigade"))["items"]!.AsArray());
        Assert.Empty((await _service.Reader.Get($"/v1/actors?q=regiment&{before}"))["items"]!.AsArray());

        async Task<string> OnlyName(string path) =>
            Text(Assert.Single((await _service.Reader.Get(path))["items"]!.AsArray())!["names"]![0]!, "text");
    }

    [Fact]
    public async Task The_position_of_an_answer_stays_the_same_whatever_is_recorded_later()
    {
        var path = $"{Path}?asOf={_added.Text()}";
        using var before = await _service.Reader.GetAsync(path);
        await _service.Correct("actors", _actor, Bodies.Actor("Regiment"));
        using var after = await _service.Reader.GetAsync(path);

        Assert.Equal(Assert.Single(before.Headers.GetValues("As-Of-Position")), Assert.Single(after.Headers.GetValues("As-Of-Position")));
        Assert.Equal(await before.Content.ReadAsStringAsync(), await after.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_page_of_the_past_goes_on_in_the_past()
    {
        var source = await _service.Record("sources", Bodies.Source("Zulu", "B"));
        var renamed = (await _service.Correct("sources", source, Bodies.Source("Alpha", "B"))).Body!.UpdatedAt();

        var first = await _service.Reader.Get($"/v1/sources?limit=1&asOf={renamed.AddTicks(-10).Text()}");
        var second = await _service.Reader.Get(first["next"]!.GetValue<string>());

        Assert.Equal("Herald", Text(first["items"]![0]!["names"]![0]!, "text"));
        Assert.Equal("Zulu", Text(second["items"]![0]!["names"]![0]!, "text"));
        Assert.Null(second["next"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/estimate")]
    [InlineData("/history")]
    [InlineData("/citations")]
    public async Task Before_it_was_recorded_there_is_none(string part)
    {
        foreach (var moment in new[] { _recorded.AddTicks(-10), DateTimeOffset.UnixEpoch })
        {
            var answer = await _service.Reader.Send(HttpMethod.Get, $"{Path}{part}?asOf={moment.Text()}");

            Assert.Equal((404, "not-found"), (answer.Status, answer.Code));
        }
    }

    [Theory]
    [InlineData("incidents")]
    [InlineData("conflicts")]
    [InlineData("actors")]
    [InlineData("locations")]
    [InlineData("sources")]
    [InlineData("documents")]
    public async Task Before_the_first_event_every_list_is_empty(string plural)
    {
        var list = await _service.Reader.Get($"/v1/{plural}?asOf=1970-01-01T00:00:00Z");

        Assert.Empty(list["items"]!.AsArray());
        Assert.Null(list["next"]);
    }

    [Theory]
    [InlineData("2999-01-01T00:00:00Z", "future-as-of")]
    [InlineData("yesterday", "invalid-parameter")]
    [InlineData("2019-04-06", "invalid-parameter")]
    [InlineData("2019-04-06T12:00:00", "invalid-parameter")]
    [InlineData("2019-02-30T12:00:00Z", "invalid-parameter")]
    [InlineData("", "invalid-parameter")]
    public async Task A_moment_that_is_none_or_has_not_come_is_refused(string asOf, string code)
    {
        foreach (var path in new[] { Path, $"{Path}/estimate", $"{Path}/history", $"{Path}/citations", "/v1/incidents", "/v1/actors" })
        {
            var answer = await _service.Reader.Send(HttpMethod.Get, $"{path}?asOf={asOf}");

            Assert.Equal((400, code), (answer.Status, answer.Code));
            Assert.Equal("asOf", answer.Body!["errors"]![0]!["path"]!.GetValue<string>());
        }
    }

    private string Path => $"/v1/incidents/{_incident}";

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static int? Killed(JsonNode estimate) => estimate["estimates"]!.AsArray()
        .Single(e => Text(e!, "measure") == "killed" && Text(e!, "victims") == "all")!["best"]?.GetValue<int>();
}
