using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>The cumulative figures: each claimant's own series, and never a sum with incidents.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class TollsTests(SampleService sample)
{
    [Theory]
    [InlineData("killed", "2019-04-12 75, 2019-04-14 121, 2019-04-15 147, 2019-04-16 174, 2019-04-17 205, 2019-04-19 213, 2019-05-02 392, 2019-05-08 443")]
    [InlineData("injured", "2019-04-12 323, 2019-04-14 561, 2019-04-15 614, 2019-04-16 756, 2019-04-17 913, 2019-04-19 1009, 2019-05-02 1936, 2019-05-08 2110")]
    public async Task WHO_has_one_series_of_eight_figures(string measure, string figures)
    {
        var series = (await Tolls())["series"].Only(
            $$"""{ "claimant": { "source": { "name": "World Health Organization" } }, "measure": "{{measure}}", "victims": "all", "area": null }""");

        Assert.Equal(figures, string.Join(", ", series["points"]!.AsArray().Select(point => $"{point!["asOf"]} {point["number"]}")));
    }

    [Theory]
    [InlineData("killed", 187, "at_least")]
    [InlineData("injured", 1000, "more_than")]
    public async Task The_Health_Ministry_has_a_series_of_its_own_for_southern_Tripoli(string measure, int number, string qualifier) =>
        (await Tolls())["series"].Only($$"""{ "claimant": { "source": { "name": "Ministry of Health in Tripoli" } }, "measure": "{{measure}}" }""").Holds(
            $$"""
            { "area": "southern Tripoli",
              "points": [{ "asOf": "2019-05-04", "number": {{number}}, "qualifier": "{{qualifier}}", "derivedChange": null, "warning": null }] }
            """);

    [Fact]
    public async Task The_ministrys_187_is_later_and_lower_than_WHOs_392_and_neither_replaces_nor_corrects_it()
    {
        var tolls = await Tolls("2019-05-04");

        tolls["tolls"].Only("""{ "measure": "killed", "victims": "all" }""").Holds(
            $$"""{ "best": 392, "bestClaimId": "{{Libya.Claim(25)}}", "bestAsOf": "2019-05-02", "stalenessDays": 2 }""")["reasons"]
            .Only($$"""{ "claimId": "{{Libya.Claim(31)}}", "counted": false, "code": "part_of_whole" }""");
        Assert.All(
            tolls["series"]!.AsArray().SelectMany(series => series!["points"]!.AsArray()),
            point => point.Holds("""{ "warning": null }"""));
    }

    [Theory]
    [InlineData("killed", 75, 13, 7)]
    [InlineData("injured", 323, 14, 10)]
    public async Task The_civilians_are_a_part_of_WHOs_first_figures(string measure, int number, int subset, int civilians) =>
        (await Tolls())["series"].Only(
            $$"""{ "claimant": { "source": { "name": "World Health Organization" } }, "measure": "{{measure}}", "victims": "all" }""")["points"]
            .Only($$"""{ "number": {{number}} }""").Holds(
                $$"""{ "subsets": [{ "claimId": "{{Libya.Claim(subset)}}", "victims": "civilians", "number": {{civilians}} }] }""");

    [Fact]
    public async Task The_1157_taken_abroad_are_a_part_of_the_ministrys_wounded() =>
        (await Tolls())["series"].Only("""{ "claimant": { "source": { "name": "Ministry of Health in Tripoli" } }, "measure": "injured" }""")["points"]!
            .Holds($$"""[{ "subsets": [{ "claimId": "{{Libya.Claim(34)}}", "measure": "evacuated", "number": 1157 }] }]""");

    [Fact]
    public async Task OCHAs_civilians_since_5_April_are_a_series_beside_WHOs()
    {
        var series = (await Tolls())["series"];

        series.Only(
            """
            { "claimant": { "source": { "name": "United Nations Office for the Coordination of Humanitarian Affairs" } }, "measure": "killed",
              "victims": "civilians", "periodStart": "2019-04-05", "points": [{ "number": 23, "qualifier": "at_least" }] }
            """);
        series.Only(
            """
            { "claimant": { "source": { "name": "World Health Organization" } }, "measure": "killed", "victims": "civilians", "periodStart": null,
              "points": [{ "number": 7 }] }
            """);
    }

    [Theory]
    [InlineData("2019-04-11", "killed", null, null, null)]
    [InlineData("2019-04-12", "killed", 75, "2019-04-12", 0)]
    [InlineData("2019-04-13", "killed", 75, "2019-04-12", 1)]
    [InlineData("2019-04-16", "injured", 756, "2019-04-16", 0)]
    [InlineData("2019-04-18", "killed", 205, "2019-04-17", 1)]
    [InlineData("2019-05-08", "killed", 443, "2019-05-08", 0)]
    [InlineData("2019-05-18", "injured", 2110, "2019-05-08", 10)]
    public async Task The_toll_on_a_day_is_WHOs_latest_figure_at_or_before_it(string day, string measure, int? best, string? asOf, int? staleness) =>
        (await Tolls(day))["tolls"].Only($$"""{ "measure": "{{measure}}", "victims": "all" }""").Holds(
            $$"""
            { "low": {{Json(best)}}, "best": {{Json(best)}}, "high": {{Json(best)}}, "openEnded": false,
              "bestAsOf": {{(asOf is null ? "null" : $"\"{asOf}\"")}}, "stalenessDays": {{Json(staleness)}} }
            """);

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task The_figures_that_drifted_in_quotation_are_a_point_of_no_series(int claim)
    {
        var tolls = await Tolls();

        tolls["leftOut"].Only($$"""{ "claimId": "{{Libya.Claim(claim)}}", "counted": false, "code": "deprecated" }""");
        Assert.DoesNotContain(
            tolls["series"]!.AsArray().SelectMany(series => series!["points"]!.AsArray()),
            point => point!["claimId"]!.GetValue<string>() == Libya.Claim(claim));
    }

    [Fact]
    public async Task That_most_of_the_dead_are_fighters_gives_no_number() =>
        (await Tolls())["tolls"].Only("""{ "measure": "killed", "victims": "combatants" }""").Holds("""{ "low": null, "best": null, "high": null }""");

    [Theory]
    [InlineData("killed", 443)]
    [InlineData("injured", 2110)]
    public async Task The_toll_stands_beside_the_sum_of_the_incidents_and_is_never_added_to_it(string measure, int toll) =>
        (await Tolls("2019-05-08"))["reconciliation"].Only($$"""{ "measure": "{{measure}}" }""").Holds(
            $$"""
            { "toll": { "low": {{toll}}, "best": {{toll}}, "high": {{toll}} }, "incidents": 4,
              "sumOfIncidents": { "low": null, "best": null, "high": null, "unknown": 4 }, "difference": null }
            """);

    [Fact]
    public async Task The_toll_of_2014_is_compared_with_no_incident_of_2019() =>
        (await sample.Service.Reader.Get($"{Libya.War}/tolls"))["reconciliation"].Only("""{ "measure": "killed" }""").Holds(
            """
            { "toll": { "best": 710 }, "from": "2014-01-01", "until": "2014-12-31", "incidents": 0,
              "sumOfIncidents": { "low": null, "best": null, "high": null, "unknown": 0 }, "difference": null }
            """);

    [Fact]
    public async Task The_dead_near_Sabha_belong_to_the_war_and_not_to_the_battle()
    {
        Assert.Contains("019a0000-0006-7000-8000-000000000001", await Incidents(Libya.War));
        Assert.DoesNotContain("019a0000-0006-7000-8000-000000000001", await Incidents(Libya.Battle));

        async Task<IEnumerable<string>> Incidents(string conflict) =>
            (await sample.Service.Reader.Get($"{conflict}/incidents"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_710_are_a_toll_of_the_war_in_2014_and_of_no_battle_of_2019()
    {
        (await sample.Service.Reader.Get($"{Libya.War}/tolls"))["series"]!.Holds(
            """
            [{ "claimant": { "actor": { "name": "Government of National Accord" } }, "measure": "killed", "victims": "combatants",
               "periodStart": "2014-01-01", "points": [{ "asOf": "2014-12-31", "number": 710 }] }]
            """);
        Assert.DoesNotContain(
            (await Tolls())["series"]!.AsArray().SelectMany(series => series!["points"]!.AsArray()),
            point => point!["number"]?.GetValue<int>() == 710);
    }

    [Fact]
    public async Task A_claimant_can_be_heard_alone()
    {
        var tolls = await Tolls("2019-05-08&claimantId=019a0000-0002-7000-8000-000000000009&measure=killed");

        Assert.Equal("Ministry of Health in Tripoli", Assert.Single(tolls["series"]!.AsArray())!["claimant"]!["source"]!["name"]!.GetValue<string>());
        tolls.Holds(
            """
            { "tolls": [{ "measure": "killed", "victims": "all", "low": 187, "best": 187, "high": 187, "openEnded": true, "bestAsOf": "2019-05-04", "stalenessDays": 4 }],
              "reconciliation": [{ "measure": "killed", "toll": { "best": 187 }, "until": "2019-05-04", "difference": null }] }
            """);
        Assert.Single(tolls["tolls"]!.AsArray());
        Assert.Empty(tolls["leftOut"]!.AsArray());
    }

    [Theory]
    [InlineData("measure=killed", "killed")]
    [InlineData("measure=injured,displaced", "displaced, injured")]
    [InlineData("victims=civilians", "injured, killed")]
    [InlineData("measure=killed&victims=combatants", "killed")]
    [InlineData("measure=detained", "")]
    public async Task Measures_and_victim_groups_can_be_asked_for(string filter, string measures)
    {
        var tolls = await Tolls($"2019-05-08&{filter}");

        Assert.Equal(measures, string.Join(", ", tolls["series"]!.AsArray().Select(series => series!["measure"]!.GetValue<string>()).Distinct().Order(StringComparer.Ordinal)));
        Assert.All(tolls["tolls"]!.AsArray().Concat(tolls["series"]!.AsArray()), one => Assert.All(filter.Split('&'), part =>
            Assert.Contains(one![part.Split('=')[0]]!.GetValue<string>(), part.Split('=')[1].Split(','))));
        Assert.Equal(filter.Contains("victims", StringComparison.Ordinal) || measures.Length == 0 ? 0 : 1, tolls["reconciliation"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("2019-04-11", null, null)]
    [InlineData("2019-04-18", 205, 1)]
    [InlineData("2019-05-18", 443, 10)]
    public async Task A_series_names_its_figure_on_the_day_and_how_old_it_is(string day, int? figure, int? staleness)
    {
        var series = (await Tolls(day))["series"].Only("""{ "claimant": { "source": { "name": "World Health Organization" } }, "measure": "killed", "victims": "all" }""");
        var current = series["points"]!.AsArray().SingleOrDefault(point => point!["claimId"]!.GetValue<string>() == series["currentClaimId"]?.GetValue<string>());

        Assert.Equal((figure, staleness), (current?["number"]?.GetValue<int>(), series["stalenessDays"]?.GetValue<int>()));
    }

    [Fact]
    public async Task An_increment_names_the_figure_that_it_is_derived_from()
    {
        var points = (await Tolls())["series"].Only("""{ "claimant": { "source": { "name": "World Health Organization" } }, "measure": "killed", "victims": "all" }""")["points"]!.AsArray();

        Assert.Equal([null, .. points.SkipLast(1).Select(point => point!["claimId"]!.GetValue<string>())], points.Select(point => point!["derivedFromClaimId"]?.GetValue<string>()));
        Assert.Equal(443 - 75, points.Sum(point => point!["derivedChange"]?.GetValue<int>() ?? 0));
    }

    /// <summary>A moment before anything was recorded of the battle knows no toll of it; the day asked for is another matter.</summary>
    [Fact]
    public async Task Toll_sum_and_difference_can_be_had_for_any_day_as_of_any_moment()
    {
        await using var service = await TestService.WithSample();
        var before = (await service.Reader.Get(Libya.Battle)).UpdatedAt().Text();
        var recorder = new Recorder(service);
        var incident = await recorder.Incident("Ten are killed", await recorder.Location("Somewhere"), "2019-04-10", more: new
        {
            conflictIds = new[] { Libya.Battle.Split('/')[^1] },
            claims = new[] { await recorder.Claim("killed", 10) },
        });

        foreach (var (day, toll, sum, difference) in new (string, int?, int?, int?)[] { ("2019-04-09", null, null, null), ("2019-04-11", null, 10, null), ("2019-04-13", 75, 10, 65), ("2019-05-08", 443, 10, 433) })
        {
            (await Killed($"on={day}")).Holds($$"""{ "toll": { "best": {{Json(toll)}} }, "sumOfIncidents": { "best": {{Json(sum)}} }, "difference": {{Json(difference)}} }""");
            (await Killed($"on={day}&asOf={before}")).Holds($$"""{ "toll": { "best": {{Json(toll)}} }, "sumOfIncidents": { "best": null }, "difference": null }""");
        }

        async Task<JsonNode> Killed(string query) => (await service.Reader.Get($"{Libya.Battle}/tolls?{query}"))["reconciliation"].Only("""{ "measure": "killed" }""");
    }

    private static string Json(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null";

    private Task<JsonNode> Tolls(string on = "2019-05-08") => sample.Service.Reader.Get($"{Libya.Battle}/tolls?on={on}");
}
