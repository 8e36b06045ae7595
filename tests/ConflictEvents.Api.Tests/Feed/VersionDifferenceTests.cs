using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Feed;

public sealed class VersionDifferenceTests : IAsyncLifetime
{
    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");
    private static readonly Guid Newspaper = new("019a0000-0002-7000-8000-000000000001");
    private static readonly Guid Other = new("019a0000-0003-7000-8000-000000000002");

    private TestService _service = null!;
    private Guid _id;

    /// <summary>1 created, 2 and 3 its claims, 4 and 5 the first claim superseded, twice, 6 the second one withdrawn, 7 corrected.</summary>
    public async Task InitializeAsync()
    {
        _service = await TestService.WithSample();
        var body = Bodies.Incident("An attack", Sabha, Article);
        _id = await _service.Record("incidents", body.With("claims", new JsonArray(Bodies.Killed(9, Newspaper, Article), Bodies.Killed(40, Newspaper, Article).With("measure", "injured"))));
        var claims = (await _service.Reader.Get($"/v1/incidents/{_id}"))["claims"]!.AsArray().Select(claim => claim!["id"]!.ToString()).ToList();
        var second = await Claim(Bodies.Killed(10, Newspaper, Article).With("supersedes", claims[0]).Because("One more died."));
        await Claim(Bodies.Killed(11, Newspaper, Article).With("supersedes", second).Because("The list was recounted."));
        Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{_id}/claims/{claims[1]}/retraction", new { reason = "Counted elsewhere." }, "*")).Status);
        await _service.Correct("incidents", _id, body.With("citations", new JsonArray(new JsonObject { ["documentId"] = $"{Other}" }, new JsonObject { ["documentId"] = $"{Article}" })).With("title", "An ambush"));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task What_differs_is_told_in_words_with_the_reason_of_what_changed_it()
    {
        Assert.Equal(
            ["killed: 9 -> 10, claimed by The National, because one more died"],
            await Summary(3, 4));
        Assert.Equal(
            [
                "injured: 40, claimed by The National, withdrawn, because Counted elsewhere",
                "killed: 9 -> 11, claimed by The National, because the list was recounted",
                "title: An attack -> An ambush, because the test asks for it",
            ],
            (await Summary(3, 7)).Where(line => !line.StartsWith("citations", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_put_into_a_list_changes_nothing_else_in_it()
    {
        var difference = (await Read(6, 7))["difference"]!;

        Assert.Equal(["title", "citations[0]"], difference["changes"]!.AsArray().Select(change => change!["path"]!.ToString()));
        Assert.Equal($"{Other}", difference["changes"]![1]!["after"]!["documentId"]!.ToString());
        Assert.Null(difference["changes"]![1]!["before"]);
        Assert.Matches("^citations: .+ added, because the test asks for it$", difference["summary"]![1]!.ToString());
    }

    /// <summary>Some of the differences are told without the two states being held against each other.</summary>
    [Fact]
    public async Task Every_change_is_what_its_version_differs_in_from_the_one_before()
    {
        var imported = await _service.Import(
            Bodies.Incident("Imported", Sabha, Article).With("claims", new JsonArray(Bodies.Killed(1, Newspaper, Article), Bodies.Killed(2, Newspaper, Article))), Importing.Origin("ucdp-ged", "1"));
        foreach (var path in new[] { $"incidents/{_id}", $"incidents/{imported}", "conflicts/019a0000-0005-7000-8000-000000000002", "actors/019a0000-0001-7000-8000-000000000001" })
        {
            var entries = (await _service.Reader.Get($"/v1/{path}/history"))["items"]!.AsArray();
            Assert.Empty(entries[0]!["changes"]!.AsArray());
            for (var version = 2; version <= entries.Count; version++)
            {
                var difference = (await _service.Reader.Get($"/v1/{path}/history?from={version - 1}&to={version}"))["difference"]!;
                Assert.Equal(difference["changes"]!.ToJsonString(), entries[version - 1]!["changes"]!.ToJsonString());
            }
        }
    }

    [Fact]
    public async Task Between_the_two_stand_the_changes_that_led_from_one_to_the_other()
    {
        Assert.Equal([4, 5], (await Read(3, 5))["items"]!.AsArray().Select(entry => entry!["version"]!.GetValue<int>()));
        Assert.Equal(7, (await _service.Reader.Get($"/v1/incidents/{_id}/history"))["items"]!.AsArray().Count);
        Assert.Null((await _service.Reader.Get($"/v1/incidents/{_id}/history"))["difference"]);
    }

    [Theory]
    [InlineData("from=3", 400, "invalid-parameter")]
    [InlineData("to=3", 400, "invalid-parameter")]
    [InlineData("from=3&to=3", 400, "invalid-parameter")]
    [InlineData("from=4&to=3", 400, "invalid-parameter")]
    [InlineData("from=0&to=3", 400, "invalid-parameter")]
    [InlineData("from=3&to=8", 404, "unknown-version")]
    public async Task Versions_that_there_are_not_are_refused(string query, int status, string code)
    {
        var answer = await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{_id}/history?{query}");

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    private async Task<string> Claim(JsonObject claim)
    {
        var answer = await _service.Writer.Post($"/v1/incidents/{_id}/claims", claim);
        Assert.True(answer.Status == 201, $"{answer.Body}");
        return (await _service.Reader.Get($"/v1/incidents/{_id}"))["claims"]!.AsArray().Single(one => one!["number"]?.ToString() == claim["number"]!.ToString())!["id"]!.ToString();
    }

    private Task<JsonNode> Read(int from, int to) => _service.Reader.Get($"/v1/incidents/{_id}/history?from={from}&to={to}");

    private async Task<IEnumerable<string>> Summary(int from, int to) => (await Read(from, to))["difference"]!["summary"]!.AsArray().Select(line => line!.ToString()).Order(StringComparer.Ordinal);
}
