using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Casualties;

/// <summary>Datasets are added up for whoever asks for several, and for nobody else.</summary>
public sealed class DatasetSumTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Guid _war;

    private HttpClient Reader => _service.Reader;

    /// <summary>One killed of what was recorded here and two in one dataset, in Libya in May; ten in another dataset, in Ukraine in June.</summary>
    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        var record = new Recorder(_service);
        var source = await record.Source("The Paper");
        var document = await record.Document(source);
        var libya = await record.Location("Sabha", 14.43, 27.04, new { country = "LY" });
        var ukraine = await record.Location("Kyiv", 30.52, 50.45, new { country = "UA" });
        _war = await record.Conflict("War");

        await _service.Record("incidents", Body(libya, "2019-05-04", 1));
        await _service.Import(Body(libya, "2019-05-04", 2), Importing.Origin("ucdp-ged", "1"));
        await _service.Import(Body(ukraine, "2019-06-04", 10), Importing.Origin("other-set", "1"));

        JsonObject Body(Guid place, string day, int killed) => Bodies.Incident("Attack", place, document)
            .With("occurred", new JsonObject { ["earliest"] = day, ["latest"] = day, ["precision"] = "day" })
            .With("conflictIds", new JsonArray($"{_war}"))
            .With("claims", new JsonArray(Bodies.Killed(killed, source, document)));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("", "local, other-set, ucdp-ged")]
    [InlineData("groupBy=month,country", "local, other-set, ucdp-ged")]
    [InlineData("groupBy=week", "local, other-set, ucdp-ged")]
    [InlineData("groupBy=country&limit=1", "local, other-set, ucdp-ged")]
    [InlineData("country=LY", "local, ucdp-ged")]
    [InlineData("country=LY&groupBy=month,country", "local, ucdp-ged")]
    [InlineData("q=attack&country=LY", "local, ucdp-ged")]
    public async Task Several_are_named_and_not_added_up(string query, string names)
    {
        foreach (var asOf in new[] { "", $"&asOf={DateTimeOffset.UtcNow.Text()}" })
        {
            var answer = await Reader.Send(HttpMethod.Get, $"/v1/casualties?{query}{asOf}");

            Assert.Equal((400, "several-datasets"), (answer.Status, answer.Code));
            Assert.Contains(names, answer.Body!["detail"]!.ToString(), StringComparison.Ordinal);
            Assert.Equal("dataset", answer.Body["errors"]![0]!["path"]!.ToString());
        }
    }

    [Theory]
    [InlineData("country=UA", 10, "other-set")]
    [InlineData("country=UA&groupBy=month,country", 10, "other-set")]
    [InlineData("from=2019-06-01", 10, "other-set")]
    [InlineData("from=2019-06-02&groupBy=day", 10, "other-set")]
    [InlineData("dataset=local", 1, "local")]
    [InlineData("dataset=local&groupBy=month,country", 1, "local")]
    [InlineData("dataset=ucdp-ged&groupBy=month,country", 2, "ucdp-ged")]
    [InlineData("dataset=ucdp-ged&groupBy=day", 2, "ucdp-ged")]
    [InlineData("dataset=any", 13, "local,other-set,ucdp-ged")]
    [InlineData("dataset=any&groupBy=month,country", 13, "local,other-set,ucdp-ged")]
    [InlineData("dataset=local,ucdp-ged&groupBy=month,country", 3, "local,ucdp-ged")]
    [InlineData("dataset=local,ucdp-ged&groupBy=actor", 3, "local,ucdp-ged")]
    [InlineData("dataset=local,nothing", 1, "local")]
    public async Task What_is_added_up_is_named(string query, int killed, string names)
    {
        foreach (var asOf in new[] { "", $"&asOf={DateTimeOffset.UtcNow.Text()}" })
        {
            var answer = await Reader.Get($"/v1/casualties?{query}{asOf}");

            Assert.Equal(killed, answer["items"]!.AsArray().Sum(row => row!["killed"]!["best"]!.GetValue<int>()));
            Assert.Equal(names, string.Join(',', answer["datasets"]!.AsArray()));
        }
    }

    [Theory]
    [InlineData("country=FR")]
    [InlineData("country=FR&groupBy=month,country")]
    [InlineData("dataset=nothing&groupBy=month,country")]
    public async Task Nothing_is_of_no_dataset(string query) => Assert.Empty((await Reader.Get($"/v1/casualties?{query}"))["datasets"]!.AsArray());

    [Theory]
    [InlineData("/v1/casualties?dataset=any,local")]
    [InlineData("/v1/incidents?dataset=local,any")]
    [InlineData("/v1/conflicts/{war}/tolls?dataset=local,any")]
    public async Task Any_stands_alone(string path)
    {
        var answer = await Reader.Send(HttpMethod.Get, path.Replace("{war}", $"{_war}", StringComparison.Ordinal));

        Assert.Equal((400, "dataset"), (answer.Status, answer.Body!["errors"]![0]!["path"]!.ToString()));
    }

    [Theory]
    [InlineData("local", 1)]
    [InlineData("ucdp-ged", 1)]
    [InlineData("ucdp-ged,other-set", 2)]
    [InlineData("any", 3)]
    [InlineData("nothing", 0)]
    public async Task A_search_finds_the_datasets_that_it_names(string datasets, int incidents) =>
        Assert.Equal(incidents, (await Reader.Get($"/v1/incidents?dataset={datasets}"))["items"]!.AsArray().Count);

    [Fact]
    public async Task A_toll_stands_beside_no_sum_of_several()
    {
        var killed = (await Reader.Get($"/v1/conflicts/{_war}/tolls"))["reconciliation"]![0]!.AsObject();

        Assert.Null(killed["incidents"]);
        Assert.Null(killed["sumOfIncidents"]);
        Assert.Null(killed["difference"]);
        Assert.Equal(["local", "other-set", "ucdp-ged"], killed["datasets"]!.AsArray().Select(name => name!.ToString()));
        Assert.Contains("dataset=", killed["notAddedUp"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ucdp-ged", 1, 2)]
    [InlineData("any", 3, 13)]
    public async Task A_toll_stands_beside_the_sum_that_is_asked_for(string datasets, int incidents, int best)
    {
        var killed = (await Reader.Get($"/v1/conflicts/{_war}/tolls?dataset={datasets}"))["reconciliation"]![0]!;

        Assert.Equal((incidents, best, null), (killed["incidents"]!.GetValue<int>(), killed["sumOfIncidents"]!["best"]!.GetValue<int>(), killed["notAddedUp"]));
    }
}
