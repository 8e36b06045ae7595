using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Incidents.ReadSimilar;
using ConflictEvents.Application.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>What may be the same event is found by place, days, actors and type, and left for a person to judge.</summary>
public sealed class SimilarTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Recorder _record = null!;
    private Guid _source;
    private Guid _document;
    private Guid _place;
    private Guid _army;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        _record = new Recorder(_service);
        _source = await _record.Source("The Paper");
        _document = await _record.Document(_source);
        _place = await _record.Location("Place");
        _army = await _record.Actor("Army");
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData(14.0, 27.0, "2019-05-04", true)]
    [InlineData(14.0, 27.4, "2019-05-07", true)]
    [InlineData(14.0, 27.4, "2019-05-01", true)]
    [InlineData(14.0, 27.0, "2019-05-08", false)]
    [InlineData(14.0, 27.0, "2019-04-30", false)]
    [InlineData(14.0, 27.46, "2019-05-04", false)]
    [InlineData(14.49, 27.0, "2019-05-04", true)]
    [InlineData(14.52, 27.0, "2019-05-04", false)]
    public async Task Near_is_within_50_km_and_3_days(double longitude, double latitude, string day, bool isNear)
    {
        var one = await Incident(14, 27, "2019-05-04");
        var other = await Incident(longitude, latitude, day);

        Assert.Equal(isNear, (await Similar(one)).Any(similar => Id(similar) == other));
        Assert.Equal(isNear, (await Similar(other)).Any(similar => Id(similar) == one));
    }

    [Theory]
    [InlineData(179.9, -16, -179.9, -16)]
    [InlineData(10, 89.8, -120, 89.8)]
    [InlineData(0, 0, -0.2, 0.2)]
    [InlineData(180, 70, -179.5, 70)]
    public async Task Neither_the_antimeridian_nor_a_pole_stands_between(double longitude, double latitude, double otherLongitude, double otherLatitude)
    {
        var one = await Incident(longitude, latitude, "2019-05-04");
        var other = await Incident(otherLongitude, otherLatitude, "2019-05-04");

        Assert.Equal([other], (await Similar(one)).Select(Id));
        Assert.Equal([one], (await Similar(other)).Select(Id));
    }

    [Fact]
    public async Task A_window_is_near_where_its_nearest_day_is()
    {
        var one = await Incident(14, 27, "2019-05-04");
        var month = await Incident(14, 27, "2019-05-06", "2019-06-05");
        var year = await Incident(14, 27, "2018-06-01", "2019-05-03");

        var similar = await Similar(one);

        Assert.Equal([(year, 1), (month, 2)], similar.Select(item => (Id(item), item["daysApart"]!.GetValue<int>())));
        Assert.Contains(one, (await Similar(year)).Select(Id));
    }

    [Fact]
    public async Task The_reasons_are_given_and_make_the_order()
    {
        var namesake = await _record.Actor("The ARMY", new { names = new[] { new { text = "Other" }, new { text = "army" } } });
        var one = await Incident(14, 27, "2019-05-04", actors: [_army]);
        var twin = await Incident(14, 27, "2019-05-04", actors: [namesake, await _record.Actor("Somebody")]);
        var far = await Incident(14, 27.3, "2019-05-06", type: "riots");

        var similar = await Similar(one);

        Assert.Equal([twin, far], similar.Select(Id));
        Assert.Equal((0, 0, true, 1), (similar[0]["distanceKm"]!.GetValue<double>(), similar[0]["daysApart"]!.GetValue<int>(), similar[0]["sameType"]!.GetValue<bool>(), similar[0]["score"]!.GetValue<double>()));
        Assert.Equal($$"""[{"id":"{{namesake}}","name":"Other","type":"rebel_group"}]""", similar[0]["sharedActors"]!.ToJsonString());
        Assert.Equal((33.24, 2, false, "[]"), (Math.Round(similar[1]["distanceKm"]!.GetValue<double>(), 2), similar[1]["daysApart"]!.GetValue<int>(), similar[1]["sameType"]!.GetValue<bool>(), similar[1]["sharedActors"]!.ToJsonString()));
        Assert.Equal((0.4 * (1 - (33.24 / 50))) + (0.25 * 0.5), similar[1]["score"]!.GetValue<double>(), 0.001);
    }

    [Fact]
    public async Task No_more_are_listed_than_are_wanted()
    {
        var one = await Incident(14, 27, "2019-05-04");
        for (var i = 1; i <= 3; i++)
            await Incident(14, 27 + (i * 0.1), "2019-05-04");

        var two = (await _service.Reader.Get($"/v1/incidents/{one}/similar?limit=2"))["items"]!.AsArray();

        Assert.Equal((await Similar(one)).Take(2).Select(Id), two.Select(item => Id(item!)));
    }

    [Fact]
    public async Task What_is_retracted_or_has_no_point_is_like_nothing()
    {
        var one = await Incident(14, 27, "2019-05-04");
        await _service.Retract("incidents", await Incident(14, 27, "2019-05-04"));
        var nowhere = await _service.Record("incidents", Body("2019-05-04"));

        Assert.Empty(await Similar(one));
        Assert.Empty(await Similar(nowhere));
        Assert.Equal(404, (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{Guid.NewGuid()}/similar")).Status);
    }

    [Fact]
    public async Task The_past_is_compared_with_the_past()
    {
        var one = await Incident(14, 27, "2019-05-04");
        var before = (await _service.Reader.Get($"/v1/incidents/{one}")).UpdatedAt().Text();
        var other = await Incident(14, 27, "2019-05-04");

        Assert.Empty((await _service.Reader.Get($"/v1/incidents/{one}/similar?asOf={before}"))["items"]!.AsArray());
        Assert.Equal([other], (await Similar(one)).Select(Id));
    }

    [Fact]
    public async Task What_an_import_brought_is_compared_with_other_datasets_page_by_page()
    {
        var local = await Incident(14, 27, "2019-05-04");
        var imported = new List<Guid>();
        for (var i = 0; i < 5; i++)
            imported.Add(await _service.Import(Body("2019-05-04", at: (14 + (i * 0.01), 27)), Importing.Origin("ucdp-ged", $"{i}")));
        await _service.Import(Body("2019-05-04", at: (50, 27)), Importing.Origin("ucdp-ged", "alone"));
        var reader = _service.Services.GetRequiredService<ISimilarReader>();

        var found = new List<SimilarToImported>();
        for (string? cursor = null; ;)
        {
            var page = (await reader.OfImport(Importing.Job, Moment.Now, new PageRequest(2, cursor), CancellationToken.None)).Value;
            Assert.True(page.Items.Count <= 2);
            found.AddRange(page.Items);
            if ((cursor = page.NextCursor) is null)
                break;
        }

        Assert.Equal(imported.Order(), found.Select(item => item.Incident.Id));
        Assert.All(found, item => Assert.Equal(local, Assert.Single(item.Similar).Incident.Id));
        Assert.Empty((await reader.OfImport(Guid.NewGuid(), Moment.Now, new PageRequest(2, null), CancellationToken.None)).Value.Items);
        Assert.Equal("invalid-cursor", (await reader.OfImport(Importing.Job, Moment.Now, new PageRequest(2, "made-up"), CancellationToken.None)).Error!.Code);
    }

    private Task<Guid> Incident(double longitude, double latitude, string from, string? to = null, string type = "battles", Guid[]? actors = null) =>
        _service.Record("incidents", Body(from, to, (longitude, latitude), type, actors));

    private JsonObject Body(string from, string? to = null, (double Longitude, double Latitude)? at = null, string type = "battles", Guid[]? actors = null)
    {
        var place = new JsonObject { ["locationId"] = $"{_place}" };
        if (at is var (longitude, latitude))
            (place["longitude"], place["latitude"]) = (longitude, latitude);
        return Bodies.Incident("Attack", _place, _document)
            .With("type", type)
            .With("occurred", new JsonObject { ["earliest"] = from, ["latest"] = to ?? from, ["precision"] = to is null ? "day" : "year" })
            .With("place", place)
            .With("participants", new JsonArray([.. (actors ?? []).Select(actor => Bodies.Participant(actor, _document))]));
    }

    private async Task<IReadOnlyList<JsonNode>> Similar(Guid incident) =>
        [.. (await _service.Reader.Get($"/v1/incidents/{incident}/similar"))["items"]!.AsArray().Select(item => item!)];

    private static Guid Id(JsonNode similar) => similar["incident"]!["id"]!.GetValue<Guid>();
}
