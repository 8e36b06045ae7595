using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Casualties;

/// <summary>What each group and metric of the sums means: the rule, then the cases, each with all its rows in their order.</summary>
public sealed class CasualtyGroupingTests(CasualtyGroupingTests.World world) : IClassFixture<CasualtyGroupingTests.World>
{
    /// <summary>A rule, a query in which {name} stands for the id of that record, and its rows: keys, incidents, low/best/high of the killed and how many are unknown.</summary>
    public static TheoryData<string, string, string[]> Cases => new()
    {
        { "no group: one row of totals", "", ["| 6 | 4/6/8 ?3"] },
        { "no group and no incident: nothing is known, not 0", "country=FR", ["| 0 | -/-/- ?0"] },
        { "a group that nothing is in has no row", "country=FR&groupBy=year", [] },
        { "year: of the first day of the window", "groupBy=year", ["2019 | 5 | 4/6/8 ?2", "2020 | 1 | -/-/- ?1"] },
        { "month: a window across months counts in its first", "groupBy=month", ["2019-03 | 1 | 1/3/5 ?0", "2019-04 | 2 | 3/3/3 ?1", "2019-12 | 2 | 0/0/0 ?1", "2020-01 | 1 | -/-/- ?1"] },
        { "from and to go by overlap all the same", "groupBy=month&from=2019-04-01&to=2019-04-30", ["2019-03 | 1 | 1/3/5 ?0", "2019-04 | 2 | 3/3/3 ?1"] },
        { "from within a month", "groupBy=month&from=2019-04-03&to=2019-04-30", ["2019-04 | 2 | 3/3/3 ?1"] },
        { "week: ISO, from Monday, in the year of its Thursday", "groupBy=week", ["2019-W13 | 1 | 1/3/5 ?0", "2019-W14 | 1 | 3/3/3 ?0", "2019-W17 | 1 | -/-/- ?1", "2020-W01 | 3 | 0/0/0 ?2"] },
        { "day", "groupBy=day&to=2019-04-30", ["2019-03-30 | 1 | 1/3/5 ?0", "2019-04-05 | 1 | 3/3/3 ?0", "2019-04-22 | 1 | -/-/- ?1"] },
        { "country: unknown comes last, as null", "groupBy=country", ["LY | 1 | -/-/- ?1", "UA | 3 | 4/6/8 ?1", "- | 2 | 0/0/0 ?1"] },
        { "several groups: sorted in the order given", "groupBy=country,year", ["LY 2020 | 1 | -/-/- ?1", "UA 2019 | 3 | 4/6/8 ?1", "- 2019 | 2 | 0/0/0 ?1"] },
        { "several groups: sorted in the other order", "groupBy=year,country", ["2019 UA | 3 | 4/6/8 ?1", "2019 - | 2 | 0/0/0 ?1", "2020 LY | 1 | -/-/- ?1"] },
        { "admin1: brings its country; accents and case do not tell two apart", "groupBy=admin1", ["LY - | 1 | -/-/- ?1", "UA Kharkiv | 2 | 1/3/5 ?1", "UA Kyiv | 1 | 3/3/3 ?0", "- - | 2 | 0/0/0 ?1"] },
        { "admin1 with its country elsewhere", "groupBy=admin1,country&country=LY,UA", ["Kharkiv UA | 2 | 1/3/5 ?1", "Kyiv UA | 1 | 3/3/3 ?0", "- LY | 1 | -/-/- ?1"] },
        { "type", "groupBy=type", ["battles | 4 | 4/6/8 ?1", "protests | 1 | -/-/- ?1", "riots | 1 | -/-/- ?1"] },
        { "subType: unknown comes last", "groupBy=subType", ["armed_clash | 1 | 3/3/3 ?0", "peaceful_protest | 1 | -/-/- ?1", "- | 4 | 1/3/5 ?2"] },
        { "actor: an incident counts in the row of each, held responsible or taking part", "groupBy=actor", ["{army} Army of the North | 2 | 4/6/8 ?0", "{militia} Popular Militia | 1 | 3/3/3 ?0", "- - | 4 | 0/0/0 ?3"] },
        { "conflict: and in those above", "groupBy=conflict", ["{war} The war | 2 | 4/6/8 ?0", "{battle} The battle | 1 | 3/3/3 ?0", "- - | 4 | 0/0/0 ?3"] },
        { "actor with actor: each pair once", "groupBy=actor,conflict", ["{army} Army of the North {war} The war | 2 | 4/6/8 ?0", "{army} Army of the North {battle} The battle | 1 | 3/3/3 ?0", "{militia} Popular Militia {war} The war | 1 | 3/3/3 ?0", "{militia} Popular Militia {battle} The battle | 1 | 3/3/3 ?0", "- - - - | 4 | 0/0/0 ?3"] },
        { "grid: the cell of the point", "groupBy=grid&country=UA,LY", ["177509 14.25 33.25 | 1 | -/-/- ?1", "202022 30.75 50.25 | 1 | 3/3/3 ?0", "- - - | 2 | 1/3/5 ?1"] },
        { "filters and groups together", "groupBy=type,month&country=UA&from=2019-04-05", ["battles 2019-04 | 1 | 3/3/3 ?0", "riots 2019-04 | 1 | -/-/- ?1"] },
        { "victims: whose figures are added up; where they are unknown, that is counted", "victims=civilians&groupBy=country", ["LY | 1 | -/-/- ?1", "UA | 3 | 2/2/2 ?2", "- | 2 | -/-/- ?2"] },
        { "victims: bounds are about the same", "victims=civilians&killedMin=2", ["| 1 | 2/2/2 ?0"] },
        { "victims=all is no filter", "victims=all", ["| 6 | 4/6/8 ?3"] },
        { "datetime is a period too", "groupBy=month&datetime=2019-04-03/2019-04", ["2019-04 | 2 | 3/3/3 ?1"] },
        { "fill: from the first to the last", "groupBy=month&fill=true&to=2019-11-30&from=2019-04-03", ["2019-04 | 2 | 3/3/3 ?1", "2019-05 | 0 | -/-/- ?0", "2019-06 | 0 | -/-/- ?0", "2019-07 | 0 | -/-/- ?0", "2019-08 | 0 | -/-/- ?0", "2019-09 | 0 | -/-/- ?0", "2019-10 | 0 | -/-/- ?0", "2019-11 | 0 | -/-/- ?0"] },
        { "fill without a period: from the first that has one to the last", "groupBy=year&fill=true", ["2019 | 5 | 4/6/8 ?2", "2020 | 1 | -/-/- ?1"] },
        { "fill: a window that reaches into the period stays where it begins", "groupBy=month&fill=true&from=2019-04-01&to=2019-04-02", ["2019-03 | 1 | 1/3/5 ?0", "2019-04 | 0 | -/-/- ?0"] },
        { "fill: a period without incidents is all empty", "groupBy=day&fill=true&from=2021-02-28&to=2021-03-01", ["2021-02-28 | 0 | -/-/- ?0", "2021-03-01 | 0 | -/-/- ?0"] },
        { "fill: every series by itself", "groupBy=country,year&fill=true&country=LY,UA", ["LY 2019 | 0 | -/-/- ?0", "LY 2020 | 1 | -/-/- ?1", "UA 2019 | 3 | 4/6/8 ?1", "UA 2020 | 0 | -/-/- ?0"] },
        { "fill: the series of what is unknown too", "groupBy=year,country&fill=true", ["2019 LY | 0 | -/-/- ?0", "2019 UA | 3 | 4/6/8 ?1", "2019 - | 2 | 0/0/0 ?1", "2020 LY | 1 | -/-/- ?1", "2020 UA | 0 | -/-/- ?0", "2020 - | 0 | -/-/- ?0"] },
        { "fill by week, across the turn of a year", "groupBy=week&fill=true&from=2019-12-23&to=2020-01-12&country=LY", ["2019-W52 | 0 | -/-/- ?0", "2020-W01 | 1 | -/-/- ?1", "2020-W02 | 0 | -/-/- ?0"] },
        { "fill of names", "groupBy=year,actor&fill=true&to=2020-12-31&actorId={militia}", ["2019 {army} Army of the North | 1 | 3/3/3 ?0", "2019 {militia} Popular Militia | 1 | 3/3/3 ?0", "2020 {army} Army of the North | 0 | -/-/- ?0", "2020 {militia} Popular Militia | 0 | -/-/- ?0"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_group_adds_up_what_its_rule_says(string rule, string query, string[] rows)
    {
        var found = Shown(await world.Service.Reader.Get($"/v1/casualties?{world.Resolve(query)}"));

        Assert.True(rows.Select(world.Resolve).SequenceEqual(found), $"{rule}: {query} found\n{string.Join('\n', found)}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Pages_of_one_add_up_to_the_whole_answer(string rule, string query, string[] rows)
    {
        var found = new List<string>();
        for (var next = $"/v1/casualties?limit=1&{world.Resolve(query)}"; next is not null;)
        {
            var page = await world.Service.Reader.Get(next);
            Assert.InRange(page["items"]!.AsArray().Count, 0, 1);
            found.AddRange(Shown(page));
            next = page["next"]?.GetValue<string>();
        }

        Assert.True(rows.Select(world.Resolve).SequenceEqual(found), $"{rule}: {query} found\n{string.Join('\n', found)}");
    }

    [Fact]
    public async Task Every_metric_is_summed_by_itself_and_no_other_is_shown()
    {
        var row = (await world.Service.Reader.Get("/v1/casualties?metrics=missing,detained,killed_or_injured,injured"))["items"]![0]!;

        Assert.Equal(
            """{"missing":{"low":4,"best":4,"high":4,"unknown":5},"detained":{"low":7,"best":7,"high":7,"unknown":5},"killedOrInjured":{"low":null,"best":null,"high":null,"unknown":6},"injured":{"low":2,"best":2,"high":2,"unknown":5}}""",
            row.ToJsonString());
    }

    [Theory]
    [InlineData("groupBy=decade", "groupBy")]
    [InlineData("groupBy=sub_type", "groupBy")]
    [InlineData("groupBy=month,month", "groupBy")]
    [InlineData("metrics=displaced", "metrics")]
    [InlineData("metrics=killed,killed", "metrics")]
    [InlineData("fill=true", "fill")]
    [InlineData("fill=true&groupBy=country", "fill")]
    [InlineData("fill=true&groupBy=month,year", "fill")]
    [InlineData("fill=true&groupBy=day&from=1980-01-01&to=2019-12-31", "fill")]
    [InlineData("fill=maybe&groupBy=month", "fill")]
    [InlineData("country=XX", "country")]
    [InlineData("from=2020-01-02&to=2020-01-01", "from")]
    [InlineData("sort=killed", "sort")]
    [InlineData("limit=0", "limit")]
    [InlineData("asOf=2999-01-01T00:00:00Z", "asOf")]
    [InlineData("cursor=abc", "cursor")]
    public async Task A_parameter_that_makes_no_sense_is_refused_by_name(string query, string parameter)
    {
        var answer = await world.Service.Reader.Send(HttpMethod.Get, $"/v1/casualties?{query}");

        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.Body!["errors"]!.AsArray(), error => error!["path"]!.GetValue<string>() == parameter);
    }

    [Fact]
    public async Task Displaced_people_are_refused_with_the_reason()
    {
        var answer = await world.Service.Reader.Send(HttpMethod.Get, "/v1/casualties?metrics=displaced");

        Assert.Contains("stocks and flows do not add up", answer.Body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_of_other_groups_is_refused()
    {
        var cursor = (await world.Service.Reader.Get("/v1/casualties?groupBy=year,country&limit=1"))["nextCursor"]!;
        var answer = await world.Service.Reader.Send(HttpMethod.Get, $"/v1/casualties?groupBy=country,year&limit=1&cursor={cursor}");

        Assert.Equal((400, "invalid-cursor"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Too_great_a_limit_is_lowered_and_said()
    {
        using var response = await world.Service.Reader.GetAsync("/v1/casualties?limit=100000");

        Assert.Equal("10000", Assert.Single(response.Headers.GetValues("Limit-Applied")));
    }

    /// <summary>All keys of a row in their order, then its sums, shortly.</summary>
    private static List<string> Shown(JsonNode page) => [.. page["items"]!.AsArray().Select(item =>
    {
        var row = item!.AsObject();
        var keys = row.Where(member => member.Key is not ("incidents" or "killed" or "injured")).Select(member => member.Value?.ToString() ?? "-");
        var killed = row["killed"]!;
        return $"{string.Join(' ', keys)} | {row["incidents"]} | {Number(killed["low"])}/{Number(killed["best"])}/{Number(killed["high"])} ?{killed["unknown"]}".TrimStart();
    })];

    private static string Number(JsonNode? number) => number?.ToString() ?? "-";

    /// <summary>Six incidents that differ in what is known of them, and one that was retracted.</summary>
    public sealed class World : IAsyncLifetime
    {
        private readonly Dictionary<string, Guid> _ids = [];

        internal TestService Service { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Service = await TestService.Empty();
            var record = new Recorder(Service);
            var kyiv = await record.Location("Kyiv", 30.52, 50.45, new { country = "UA", admin1 = "Kyiv" });
            var kharkiv = await record.Location("Kharkiv", more: new { country = "UA", admin1 = "Kharkiv" });
            var izium = await record.Location("Izium", more: new { country = "UA", admin1 = "KHÁRKIV" });
            var coast = await record.Location("The coast", 14.25, 33.0, new { country = "LY", type = "water" });
            var nowhere = await record.Location("High seas", more: new { type = "water" });
            var army = _ids["army"] = await record.Actor("Army of the North");
            var militia = _ids["militia"] = await record.Actor("Popular Militia");
            var war = _ids["war"] = await record.Conflict("The war");
            var battle = _ids["battle"] = await record.Conflict("The battle", new { parentId = war });
            var citations = await record.Citations();

            await record.Incident("Kyiv", kyiv, "2019-04-05", more: new
            {
                subType = "armed_clash",
                participants = new[] { new { actorId = army, role = "attacker", citations }, new { actorId = army, role = "target", citations }, new { actorId = militia, role = "defender", citations } },
                conflictIds = new[] { battle },
                claims = new[] { await record.Claim("killed", 3), await record.Claim("killed", 2, new { victims = "civilians" }), await record.Claim("detained", 7) },
            });
            await record.Incident("Kharkiv", kharkiv, "2019-03-30", "2019-04-02", new
            {
                responsibility = new[] { new { actorId = army, stance = "attributed", by = new { description = "residents" }, citations } },
                conflictIds = new[] { war },
                claims = new object[]
                {
                    new { measure = "killed", low = 1, best = 3, high = 5, claimant = new { description = "a witness" }, citations },
                    await record.Claim("injured", 2),
                },
            });
            await record.Incident("Izium", izium, "2019-04-22", more: new { type = "riots" });
            await record.Incident("Nobody hurt", nowhere, "2019-12-30", more: new { claims = new[] { await record.Claim("killed", 0), await record.Claim("missing", 4) } });
            await record.Incident("Nobody knows", nowhere, "2019-12-31");
            await record.Incident("The coast", coast, "2020-01-01", "2020-12-31", new { type = "protests", subType = "peaceful_protest" });
            await Service.Retract("incidents", await record.Incident("Mistaken", kyiv, "2019-04-05", more: new { claims = new[] { await record.Claim("killed", 1000) } }));
        }

        public async Task DisposeAsync() => await Service.DisposeAsync();

        public string Resolve(string text) => _ids.Aggregate(text, (resolved, named) => resolved.Replace($"{{{named.Key}}}", named.Value.ToString(), StringComparison.Ordinal));
    }
}
