using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Exports;
using ConflictEvents.Api.Tests.Http;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>What may not be passed on is there for callers with a key, in files only where they ask for it, and nowhere for anybody else.</summary>
public sealed class VisibilityTests : IAsyncLifetime
{
    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");
    private static readonly Guid Newspaper = new("019a0000-0002-7000-8000-000000000001");
    private static readonly Guid Army = new("019a0000-0001-7000-8000-000000000001");
    private static readonly Guid Battle = new("019a0000-0005-7000-8000-000000000002");
    private static readonly Guid AtSabha = new("019a0000-0006-7000-8000-000000000001");

    /// <summary>Every way to an incident that is not by its own address.</summary>
    private static readonly string[] Lists =
    [
        "/v1/incidents?limit=1000",
        "/v1/incidents?sort=killed&limit=1000",
        "/v1/incidents?sort=recorded&limit=1000",
        "/v1/incidents?q=secret",
        "/v1/incidents?externalId=acled:LBY1",
        "/v1/incidents?dataset=acled",
        "/v1/incidents?dataset=any",
        "/v1/incidents?country=LY&from=2019-04-01&to=2019-12-31",
        "/v1/incidents?bbox=10,20,20,30",
        "/v1/incidents?near=14.43,27.04&within=100km&sort=distance",
        "/v1/incidents?killedMin=12345",
        "/v1/incidents?include=claims&fields=title&limit=1000",
        "/v1/incidents?f=csv&limit=1000",
        "/v1/incidents?f=geojson&limit=1000",
        "/v1/incidents?f=ndjson&limit=1000",
        $"/v1/actors/{Army}/incidents",
        $"/v1/actors/{Army}/incidents?sort=killed",
        $"/v1/conflicts/{Battle}/incidents",
        $"/v1/incidents/{AtSabha}/similar?limit=100",
    ];

    private static readonly string[] OwnAddresses = ["", "?fields=title", "/estimate", "/estimate?explain=true", "/estimate?ruleVersion=1", "/bundle", "/history", "/citations", "/citations?f=bibtex", "/origin", "/similar"];

    private TestService _service = null!;
    private Guid _secret;
    private string _before = "";

    private HttpClient Reader => _service.Reader;

    private HttpClient Holder => _service.Writer;

    public async Task InitializeAsync()
    {
        _service = await TestService.WithSample();
        _before = (await Reader.Get("/v1/incidents?sort=-recorded&limit=1"))["items"]![0]!.UpdatedAt().Text();
        var body = Bodies.Incident("The secret one", Sabha, Article)
            .With("occurred", new JsonObject { ["earliest"] = "2019-05-05", ["latest"] = "2019-05-05", ["precision"] = "day" })
            .With("claims", new JsonArray(Bodies.Killed(12345, Newspaper, Article)))
            .With("participants", new JsonArray(Bodies.Participant(Army, Article)))
            .With("conflictIds", new JsonArray($"{Battle}"))
            .With("foreignIds", new JsonArray(new JsonObject { ["scheme"] = "acled", ["value"] = "LBY1" }));
        _secret = await _service.Import(body, Importing.Origin("acled", "LBY1", redistributable: false));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Lists_show_it_to_holders_of_a_key_alone()
    {
        foreach (var path in Lists)
        {
            Assert.DoesNotContain($"{_secret}", await Reader.GetStringAsync(path), StringComparison.Ordinal);
            Assert.True((await Holder.GetStringAsync(path)).Contains($"{_secret}", StringComparison.Ordinal), path);
            Assert.DoesNotContain($"{_secret}", await Reader.GetStringAsync(At(path)), StringComparison.Ordinal);
            Assert.True((await Holder.GetStringAsync(At(path))).Contains($"{_secret}", StringComparison.Ordinal), At(path));
        }
    }

    [Fact]
    public async Task Nothing_is_at_its_address_for_anybody_else()
    {
        foreach (var rest in OwnAddresses)
        {
            var path = $"/v1/incidents/{_secret}{rest}";
            var unknown = await Reader.Ask($"/v1/incidents/{Guid.Empty}{rest}");
            var answer = await Reader.Ask(path);

            Assert.Equal((404, unknown.Code), (answer.Status, answer.Code));
            Assert.Equal(unknown.Json.GetProperty("detail").GetString()!.Replace($"{Guid.Empty}", $"{_secret}", StringComparison.Ordinal), answer.Json.GetProperty("detail").GetString());
            Assert.Equal(404, (await Reader.Ask(At(path))).Status);
            Assert.Equal(200, (await Holder.Ask(path)).Status);
            Assert.Equal(200, (await Holder.Ask(At(path))).Status);
        }
    }

    [Fact]
    public async Task Counts_and_sums_are_without_it()
    {
        Assert.Equal(1, await Count(Holder) - await Count(Reader));
        foreach (var query in new[] { "", "groupBy=month,country", "groupBy=country", "groupBy=week", "groupBy=actor", "victims=all&q=secret" })
        {
            var path = $"/v1/casualties?dataset=any&{query}";
            Assert.DoesNotContain("12345", await Reader.GetStringAsync(path), StringComparison.Ordinal);
            Assert.DoesNotContain("acled", await Reader.GetStringAsync(path), StringComparison.Ordinal);
            Assert.True((await Holder.GetStringAsync(path)).Contains("acled", StringComparison.Ordinal), path);
            Assert.DoesNotContain("acled", await Holder.GetStringAsync($"{path}&redistributable=true"), StringComparison.Ordinal);
        }

        // As far as the public can see there is one dataset, so it need not say which it means.
        Assert.Equal(200, (await Reader.Ask("/v1/casualties")).Status);
        Assert.Equal(400, (await Holder.Ask("/v1/casualties")).Status);

        static async Task<int> Count(HttpClient client) => (await client.Get("/v1/incidents?count=exact&limit=1"))["count"]!["value"]!.GetValue<int>();
    }

    [Fact]
    public async Task The_sum_beside_a_toll_is_without_it()
    {
        var path = $"/v1/conflicts/{Battle}/tolls?on=2019-06-01&dataset=any";

        Assert.DoesNotContain("acled", await Reader.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Contains("acled", await Holder.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("geojson")]
    [InlineData("ndjson")]
    public async Task A_whole_file_leaves_it_out_unless_a_holder_of_a_key_asks_for_it(string format)
    {
        Assert.DoesNotContain($"{_secret}", await Reader.GetStringAsync($"/v1/incidents?f={format}"), StringComparison.Ordinal);
        Assert.DoesNotContain($"{_secret}", await Holder.GetStringAsync($"/v1/incidents?f={format}"), StringComparison.Ordinal);
        Assert.Contains($"{_secret}", await Holder.GetStringAsync($"/v1/incidents?f={format}&redistributable=any"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f=csv", false)]
    [InlineData("f=csv&redistributable=true", false)]
    [InlineData("f=csv&redistributable=any", true)]
    public async Task So_does_an_export_job(string query, bool holds)
    {
        var job = (await Holder.Send(HttpMethod.Post, $"/v1/exports?{query}")).Body!;
        for (var until = DateTimeOffset.UtcNow.AddSeconds(30); job["file"] is null && DateTimeOffset.UtcNow < until; await Task.Delay(50))
            job = await Holder.Get($"/v1/exports/{job["id"]}");

        var rows = Csv.Read(await Holder.GetStringAsync(job["file"]!.ToString()));

        Assert.NotEmpty(rows);
        Assert.Equal(holds, rows.Any(row => row["id"] == $"{_secret}"));
    }

    [Theory]
    [InlineData("/v1/incidents?redistributable=any")]
    [InlineData("/v1/incidents?redistributable=any&f=csv")]
    [InlineData("/v1/casualties?redistributable=any")]
    public async Task Whoever_asks_for_it_without_a_key_is_told_that_it_takes_one(string path)
    {
        var answer = await Reader.Ask(path);

        Assert.Equal((403, "needs-key"), (answer.Status, answer.Code));
        Assert.Equal(["redistributable"], answer.Paths);
    }

    [Fact]
    public async Task Whoever_has_a_key_may_leave_it_out() =>
        Assert.DoesNotContain($"{_secret}", await Holder.GetStringAsync("/v1/incidents?redistributable=true&limit=1000"), StringComparison.Ordinal);

    [Fact]
    public async Task The_tag_that_one_audience_was_given_says_nothing_to_the_other()
    {
        foreach (var path in new[] { "/v1/incidents", "/v1/casualties?dataset=any", $"/v1/incidents/{_secret}/history", $"/v1/incidents/{_secret}" })
        {
            var tag = (await Holder.Ask(path)).Tag();
            Assert.Equal(304, (await Holder.Ask(path, tag)).Status);
            foreach (var shown in new[] { tag, "*", "\"v1\"", "\"v3\"" })
            {
                var answer = await Reader.Ask(path, shown);

                // The star is content with whatever there is for this reader.
                Assert.Equal(path.Contains($"{_secret}", StringComparison.Ordinal) ? 404 : shown is "*" ? 304 : 200, answer.Status);
                Assert.NotEqual(tag, answer.Header("ETag"));
            }
        }
    }

    [Fact]
    public async Task A_cursor_of_one_audience_is_not_taken_from_the_other()
    {
        var cursor = (await Holder.Get("/v1/incidents?limit=1"))["nextCursor"]!.ToString();

        Assert.Equal((400, "invalid-cursor"), await Status(Reader));
        Assert.Equal((200, null), await Status(Holder));

        async Task<(int, string?)> Status(HttpClient client)
        {
            var answer = await client.Send(HttpMethod.Get, $"/v1/incidents?limit=1&cursor={cursor}");
            return (answer.Status, answer.Code);
        }
    }

    [Fact]
    public async Task Before_it_was_imported_nobody_met_it()
    {
        Assert.DoesNotContain($"{_secret}", await Holder.GetStringAsync($"/v1/incidents?limit=1000&asOf={_before}"), StringComparison.Ordinal);
        Assert.Equal(404, (await Holder.Ask($"/v1/incidents/{_secret}?asOf={_before}")).Status);
    }

    [Fact]
    public async Task Whoever_writes_is_answered_with_it()
    {
        var claim = await Holder.Post($"/v1/incidents/{_secret}/claims", Bodies.Killed(3, Newspaper, Article));

        Assert.Equal((201, $"{_secret}"), (claim.Status, claim.Body!["id"]!.ToString()));
        Assert.Equal(401, (await Reader.Post($"/v1/incidents/{_secret}/claims", Bodies.Killed(3, Newspaper, Article))).Status);
    }

    private static string At(string path) => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asOf={DateTimeOffset.UtcNow.Text()}";
}
