using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>What each filter of incidents means: the rule, then the cases. Every case must find just the incidents named.</summary>
public sealed class IncidentFilterTests(IncidentFilterTests.World world) : IClassFixture<IncidentFilterTests.World>
{
    /// <summary>A rule, a query in which {name} stands for the id of that record, and the titles that it finds.</summary>
    public static TheoryData<string, string, string[]> Cases => new()
    {
        { "no filter finds all that are active", "", ["Apia", "Kyiv", "Lviv", "Suva", "Sabha", "Anywhere"] },
        { "from: the window ends on the day or later", "from=2022-03-05", ["Apia", "Lviv", "Suva"] },
        { "from is inclusive", "from=2022-03-04", ["Apia", "Kyiv", "Lviv", "Suva"] },
        { "to: the window begins on the day or earlier", "to=2019-05-04", ["Sabha"] },
        { "to is inclusive; a day before finds nothing", "to=2019-05-03", [] },
        { "from and to: windows overlap, whichever is the longer", "from=2023-02-01&to=2023-02-02", ["Suva"] },
        { "an overlapping window counts at its last day", "from=2023-12-31&to=2023-12-31", ["Suva"] },
        { "country takes alpha-2", "country=UA", ["Kyiv", "Lviv"] },
        { "country takes alpha-3, and any of a list", "country=UKR,LBY", ["Kyiv", "Lviv", "Sabha"] },
        { "country takes any case", "country=ly", ["Sabha"] },
        { "an unknown country of an incident is no country", "country=FR", [] },
        { "bbox", "bbox=30,50,31,51", ["Kyiv"] },
        { "bbox edges are inclusive", "bbox=30.5,50.4,40,60", ["Kyiv"] },
        { "bbox over the antimeridian is two boxes", "bbox=170,-30,-170,0", ["Apia", "Suva"] },
        { "the same box the other way round is the rest of the world", "bbox=-170,-90,170,90", ["Kyiv", "Lviv", "Sabha"] },
        { "an incident without a point lies in no box", "bbox=-180,-90,180,90", ["Apia", "Kyiv", "Lviv", "Suva", "Sabha"] },
        { "near and within measure on the ground", "near=30.5,50.4&within=470km", ["Kyiv", "Lviv"] },
        { "within is a limit", "near=30.5,50.4&within=450km", ["Kyiv"] },
        { "metres are a unit too", "near=30.5,50.4&within=1m", ["Kyiv"] },
        { "distances cross the antimeridian", "near=179.9,-18&within=250km", ["Suva"] },
        { "actorId as participant", "actorId={army}", ["Kyiv"] },
        { "actorId as the one held responsible", "actorId={militia}", ["Lviv"] },
        { "actorId: any of a list", "actorId={army},{militia}", ["Kyiv", "Lviv"] },
        { "conflictId", "conflictId={battle}", ["Kyiv"] },
        { "conflictId takes those below it in", "conflictId={war}", ["Kyiv", "Lviv"] },
        { "locationId", "locationId={kyiv}", ["Kyiv"] },
        { "locationId takes those within it in", "locationId={ukraine}", ["Kyiv", "Lviv"] },
        { "type", "type=riots", ["Lviv"] },
        { "type: any of a list", "type=riots,protests", ["Apia", "Lviv"] },
        { "sourceId as publisher of a cited document", "sourceId={gazette}", ["Lviv"] },
        { "sourceId as claimant", "sourceId={ministry}", ["Kyiv"] },
        { "q: a word of the title", "q=Sabha", ["Sabha"] },
        { "q: a word of the summary, in its English stem", "q=bomb", ["Suva"] },
        { "q: accents and case do not matter", "q=résistance", ["Lviv"] },
        { "q: a name of a participant", "q=army", ["Kyiv"] },
        { "q: a name of the place or of what contains it", "q=Ukraine", ["Kyiv", "Lviv"] },
        { "q: a name by its sound", "q=Sebha", ["Sabha"] },
        { "q: a name in another script", "q=%D8%B3%D8%A8%D9%87%D8%A7", ["Sabha"] },
        { "q: all words must occur", "q=Kyiv%20army", ["Kyiv"] },
        { "q: a word that does not occur finds nothing", "q=Kyiv%20navy", [] },
        { "all filters together must hold", "country=UA&type=riots&from=2022-03-05&to=2022-03-05", ["Lviv"] },
        { "all filters together must hold, every one", "country=UA&type=riots&from=2022-03-06", [] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_filter_finds_what_its_rule_says(string rule, string query, string[] titles)
    {
        var found = (await world.Service.Reader.Get($"/v1/incidents?{world.Resolve(query)}"))["items"]!.AsArray().Select(item => item!["title"]!.GetValue<string>());

        Assert.True(titles.Order().SequenceEqual(found.Order()), $"{rule}: {query} found {string.Join(", ", found)}");
    }

    [Theory]
    [InlineData("country=XX", "country")]
    [InlineData("countri=UA", "countri")]
    [InlineData("Country=UA", "Country")]
    [InlineData("country=UA&country=LY", "country")]
    [InlineData("from=2019-13-01", "from")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2020-01-02&to=2020-01-01", "from")]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("bbox=0,91,1,92", "bbox")]
    [InlineData("bbox=0,10,1,5", "bbox")]
    [InlineData("bbox=NaN,0,1,1", "bbox")]
    [InlineData("near=1,1", "near")]
    [InlineData("near=1,91&within=5km", "near")]
    [InlineData("near=1,1&within=5", "within")]
    [InlineData("near=1,1&within=-5km", "within")]
    [InlineData("within=5km", "within")]
    [InlineData("sort=distance", "sort")]
    [InlineData("sort=-distance&near=1,1", "sort")]
    [InlineData("sort=title", "sort")]
    [InlineData("type=war", "type")]
    [InlineData("actorId=abc", "actorId")]
    [InlineData("actorId=", "actorId")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("limit=99999999999", "limit")]
    [InlineData("asOf=2019-05-04", "asOf")]
    [InlineData("asOf=2999-01-01T00:00:00Z", "asOf")]
    [InlineData("cursor=abc", "cursor")]
    public async Task A_parameter_that_makes_no_sense_is_refused_by_name(string query, string parameter)
    {
        var answer = await world.Service.Reader.Send(HttpMethod.Get, $"/v1/incidents?{query}");

        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.Body!["errors"]!.AsArray(), error => error!["path"]!.GetValue<string>() == parameter);
    }

    /// <summary>Six incidents, each found by something that no other is found by, and one that was retracted.</summary>
    public sealed class World : IAsyncLifetime
    {
        private readonly Dictionary<string, Guid> _ids = [];

        internal TestService Service { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Service = await TestService.Empty();
            var record = new Recorder(Service);
            var ukraine = _ids["ukraine"] = await record.Location("Ukraine", more: new { country = "UA", type = "country" });
            var kyiv = _ids["kyiv"] = await record.Location("Kyiv", 30.5, 50.4, new { country = "UA", parentId = ukraine });
            var lviv = await record.Location("Lviv", 24.03, 49.84, new { country = "UA", parentId = ukraine });
            var sabha = await record.Location("Sabha", 14.43, 27.04, new { country = "LY" });
            var suva = await record.Location("Suva", 178.44, -18.14, new { country = "FJ" });
            var apia = await record.Location("Apia", -171.76, -13.83, new { country = "WS" });
            var nowhere = await record.Location("High seas", more: new { type = "water" });
            var army = _ids["army"] = await record.Actor("Army of the North");
            var militia = _ids["militia"] = await record.Actor("Popular Militia");
            var war = _ids["war"] = await record.Conflict("The war");
            var battle = _ids["battle"] = await record.Conflict("The battle", new { parentId = war });
            var gazette = _ids["gazette"] = await record.Source("Gazette");
            var ministry = _ids["ministry"] = await record.Source("Ministry", new { type = "ministry" });
            var citations = await record.Citations();
            var claim = await record.Claim("killed", 3, new { claimant = new { sourceId = ministry } });

            await record.Incident("Kyiv", kyiv, "2022-03-04", more: new
            {
                participants = new[] { new { actorId = army, role = "attacker", citations } },
                conflictIds = new[] { battle },
                claims = new[] { claim },
            });
            await record.Incident("Lviv", lviv, "2022-03-05", more: new
            {
                type = "riots",
                summary = "A resistance formed.",
                responsibility = new[] { new { actorId = militia, stance = "attributed", by = new { description = "residents" }, citations } },
                conflictIds = new[] { war },
                citations = new[] { new { documentId = await record.Document(gazette) } },
            });
            await record.Incident("Sabha", sabha);
            await record.Incident("Suva", suva, "2023-01-01", "2023-12-31", new { summary = "Two bombs went off." });
            await record.Incident("Apia", apia, "2024-02-29", more: new { type = "protests" });
            await record.Incident("Anywhere", nowhere, "2021-01-01");
            var mistaken = await record.Incident("Mistaken", kyiv, "2022-03-04");
            var retracted = await Service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{mistaken}/retraction", new { reason = "It never happened." }, "\"v1\"");
            Assert.Equal(200, retracted.Status);
        }

        public async Task DisposeAsync() => await Service.DisposeAsync();

        public string Resolve(string query) => _ids.Aggregate(query, (text, named) => text.Replace($"{{{named.Key}}}", named.Value.ToString()));
    }
}
