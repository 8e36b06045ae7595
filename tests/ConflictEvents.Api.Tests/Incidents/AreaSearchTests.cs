using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>What a polygon means: the rule, then the cases. Edges are inclusive, and what has no point lies in none.</summary>
public sealed class AreaSearchTests(FilterWorld world) : IClassFixture<FilterWorld>
{
    private const string AroundKyiv = """{"type":"Polygon","coordinates":[[[30,50],[31,50],[31,51],[30,51],[30,50]]]}""";

    public static TheoryData<string, string, string[]> Areas => new()
    {
        { "a polygon", AroundKyiv, ["Kyiv"] },
        { "either way round", """{"type":"Polygon","coordinates":[[[30,50],[30,51],[31,51],[31,50],[30,50]]]}""", ["Kyiv"] },
        { "an edge is inside", """{"type":"Polygon","coordinates":[[[30.5,50],[31,50],[31,51],[30.5,51],[30.5,50]]]}""", ["Kyiv"] },
        { "a corner is inside", """{"type":"Polygon","coordinates":[[[30.5,50.4],[31,50.4],[31,51],[30.5,50.4]]]}""", ["Kyiv"] },
        { "the box around a triangle is not the triangle", """{"type":"Polygon","coordinates":[[[30,50],[31,51],[30,51],[30,50]]]}""", [] },
        { "a hole is outside", """{"type":"Polygon","coordinates":[[[20,45],[40,45],[40,55],[20,55],[20,45]],[[30,50],[31,50],[31,51],[30,51],[30,50]]]}""", ["Lviv"] },
        { "the edge of a hole is inside", """{"type":"Polygon","coordinates":[[[20,45],[40,45],[40,55],[20,55],[20,45]],[[30.5,50],[31,50],[31,51],[30.5,51],[30.5,50]]]}""", ["Kyiv", "Lviv"] },
        { "an altitude makes no difference", """{"type":"Polygon","coordinates":[[[30,50,1],[31,50,2],[31,51,3],[30,51,4],[30,50,1]]]}""", ["Kyiv"] },
        { "of several polygons any", """{"type":"MultiPolygon","coordinates":[[[[30,50],[31,50],[31,51],[30,51],[30,50]]],[[[14,27],[15,27],[15,28],[14,28],[14,27]]]]}""", ["Kyiv", "Sabha"] },
        { "polygons may overlap", """{"type":"MultiPolygon","coordinates":[[[[30,50],[31,50],[31,51],[30,51],[30,50]]],[[[30,50],[32,50],[32,51],[30,51],[30,50]]]]}""", ["Kyiv"] },
        { "antimeridian: cut in two (RFC 7946, 3.1.9)", """{"type":"MultiPolygon","coordinates":[[[[170,-30],[180,-30],[180,0],[170,0],[170,-30]]],[[[-180,-30],[-170,-30],[-170,0],[-180,0],[-180,-30]]]]}""", ["Apia", "Suva"] },
        { "antimeridian: written on to the east", """{"type":"Polygon","coordinates":[[[170,-30],[190,-30],[190,0],[170,0],[170,-30]]]}""", ["Apia", "Suva"] },
        { "antimeridian: written on to the west", """{"type":"Polygon","coordinates":[[[-190,-30],[-170,-30],[-170,0],[-190,0],[-190,-30]]]}""", ["Apia", "Suva"] },
        { "antimeridian: a ring that jumps", """{"type":"Polygon","coordinates":[[[170,-30],[-170,-30],[-170,0],[170,0],[170,-30]]]}""", ["Apia", "Suva"] },
        { "antimeridian: a ring that begins beyond its jump", """{"type":"Polygon","coordinates":[[[-170,-30],[-170,0],[170,0],[170,-30],[-170,-30]]]}""", ["Apia", "Suva"] },
        { "antimeridian: a hole on the other side", """{"type":"Polygon","coordinates":[[[170,-30],[-170,-30],[-170,0],[170,0],[170,-30]],[[-172,-14],[-171,-14],[-171,-13],[-172,-13],[-172,-14]]]}""", ["Suva"] },
        { "antimeridian: a hole that jumps as well", """{"type":"Polygon","coordinates":[[[170,-30],[190,-30],[190,0],[170,0],[170,-30]],[[178,-19],[-179,-19],[-179,-17],[178,-17],[178,-19]]]}""", ["Apia"] },
        { "wholly beyond 180 degrees", """{"type":"Polygon","coordinates":[[[185,-30],[190,-30],[190,0],[185,0],[185,-30]]]}""", ["Apia"] },
        { "the whole world", """{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}""", ["Apia", "Kyiv", "Lviv", "Suva", "Sabha"] },
        { "more than half the world, its long edges in two", """{"type":"Polygon","coordinates":[[[-170,-80],[0,-80],[170,-80],[170,80],[0,80],[-170,80],[-170,-80]]]}""", ["Kyiv", "Lviv", "Sabha"] },
        { "where nothing is", """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}""", [] },
    };

    [Theory]
    [MemberData(nameof(Areas))]
    public async Task An_area_finds_what_its_rule_says(string rule, string geometry, string[] titles)
    {
        var found = await Found("", geometry);

        Assert.True(titles.Order().SequenceEqual(found.Order()), $"{rule}: found {string.Join(", ", found)}");
    }

    [Theory]
    [InlineData("country=UA", new[] { "Kyiv", "Lviv" })]
    [InlineData("country=LY", new string[0])]
    [InlineData("bbox=24,49,25,50", new[] { "Lviv" })]
    [InlineData("near=30.5,50.4&within=1km", new[] { "Kyiv" })]
    [InlineData("killedMin=1&q=army", new[] { "Kyiv" })]
    public async Task Every_other_filter_may_stand_beside_an_area(string query, string[] titles) =>
        Assert.Equal(titles, (await Found(query, """{"type":"Polygon","coordinates":[[[20,45],[40,45],[40,55],[20,55],[20,45]]]}""")).Order());

    [Theory]
    [InlineData("", 2)]
    [InlineData("groupBy=country", 2)]
    [InlineData("groupBy=month,country&fill=true", 2)]
    [InlineData("country=UA&groupBy=grid", 2)]
    [InlineData("country=LY&groupBy=month", 0)]
    public async Task Sums_are_those_of_the_incidents_in_it(string query, int incidents)
    {
        var answer = await Add(query, """{"type":"Polygon","coordinates":[[[20,45],[40,45],[40,55],[20,55],[20,45]]]}""");

        Assert.Equal((200, incidents), (answer.Status, answer.Body!["items"]!.AsArray().Sum(row => row!["incidents"]!.GetValue<int>())));
    }

    [Fact]
    public async Task A_page_of_sums_leads_to_the_next_of_the_same_area()
    {
        const string Wide = """{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}""";
        var first = (await Add("groupBy=country&limit=1", Wide)).Body!;
        var next = first["next"]!.GetValue<string>();

        Assert.NotEqual(first["items"]!.ToJsonString(), (await world.Service.Reader.Post(next, Body(Wide))).Body!["items"]!.ToJsonString());
        Assert.Equal("invalid-cursor", (await world.Service.Reader.Post(next, Body(AroundKyiv))).Code);
        Assert.Equal("invalid-geometry", (await Add("", """{"type":"Point","coordinates":[1,2]}""")).Code);
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""", "geometry.type")]
    [InlineData("""{"type":"polygon","coordinates":[]}""", "geometry.type")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "geometry.coordinates")]
    [InlineData("""{"type":"Polygon","coordinates":7}""", "geometry.coordinates")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[]}""", "geometry.coordinates")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}""", "geometry.coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""", "geometry.coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,"1"],[0,0]]]}""", "geometry.coordinates[0][2]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1],[1,1],[0,0]]]}""", "geometry.coordinates[0][1]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[361,0],[1,1],[0,0]]]}""", "geometry.coordinates[0][1][0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,90.1],[0,0]]]}""", "geometry.coordinates[0][2][1]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}""", "geometry.coordinates[0][2]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[2,0],[2,2],[0,0]]]}""", "geometry.coordinates[0][1]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,1],[2,2],[0,0]]]}""", "geometry.coordinates[0][2]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[0,0],[1,0],[0,0]]]}""", "geometry.coordinates[0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[5,5],[8,5],[8,12],[5,12],[5,5]]]}""", "geometry.coordinates[1]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[20,5],[21,5],[21,6],[20,5]]]}""", "geometry.coordinates[1]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-180,-60],[-90,-65],[0,-70],[90,-65],[180,-60],[-90,-65],[-180,-60]]]}""", "geometry.coordinates[0]")]
    public async Task A_geometry_that_is_no_area_is_refused_where_it_fails(string geometry, string path)
    {
        var answer = await Post("", geometry);

        Assert.Equal((422, "invalid-geometry"), (answer.Status, answer.Code));
        Assert.StartsWith(path, answer.Body!["errors"]![0]!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task More_positions_than_ten_thousand_are_refused()
    {
        var ring = Enumerable.Range(0, 10_000).Select(i => new JsonArray(Math.Cos(i * Math.Tau / 10_000), Math.Sin(i * Math.Tau / 10_000))).ToList<JsonNode>();
        ring.Add(ring[0].DeepClone());
        var accepted = new JsonArray([.. ring.Take(9_999).Append(ring[0]).Select(position => position.DeepClone())]);

        Assert.Equal(200, (await Post("", Polygon(accepted))).Status);
        Assert.Equal(422, (await Post("", Polygon(new JsonArray([.. ring])))).Status);

        static string Polygon(JsonArray ring) => new JsonObject { ["type"] = "Polygon", ["coordinates"] = new JsonArray(ring) }.ToJsonString();
    }

    [Theory]
    [InlineData("""{}""", 422)]
    [InlineData("""{"geometry":null}""", 400)]
    [InlineData("""{"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},"country":"UA"}""", 400)]
    public async Task A_body_without_a_geometry_or_with_anything_else_is_refused(string body, int status) =>
        Assert.Equal(status, (await world.Service.Reader.Post("/v1/incidents/search", JsonNode.Parse(body)!)).Status);

    /// <summary>A map of somebody else's may look into an area; it may show no key, and write nothing.</summary>
    [Theory]
    [InlineData("/v1/incidents/search", "content-type", true)]
    [InlineData("/v1/casualties/search", "content-type", true)]
    [InlineData("/v1/incidents/search", "authorization", false)]
    [InlineData("/v1/incidents", "content-type", false)]
    public async Task Pages_from_anywhere_may_search(string path, string header, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", "https://anywhere.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", header);
        using var answer = await world.Service.Reader.SendAsync(request);

        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Headers", out var headers) && string.Join(',', headers).Contains(header, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Parameters_are_held_to_the_same_rules() => Assert.Equal(400, (await Post("countri=UA", AroundKyiv)).Status);

    [Fact]
    public async Task The_same_body_goes_to_next_and_no_other()
    {
        const string Wide = """{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}""";
        var found = new List<string>();
        var second = "";
        for (var next = "/v1/incidents/search?limit=2&sort=occurred"; next is not null;)
        {
            var page = (await world.Service.Reader.Post(next, new { geometry = JsonNode.Parse(Wide) })).Body!;
            found.AddRange(page["items"]!.AsArray().Select(item => item!["title"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
            second = next ?? second;
        }

        Assert.Equal(["Sabha", "Kyiv", "Lviv", "Suva", "Apia"], found);
        var other = await world.Service.Reader.Post(second, new { geometry = JsonNode.Parse(AroundKyiv) });
        Assert.Equal((400, "invalid-cursor"), (other.Status, other.Code));
    }

    private Task<JsonAnswer> Post(string query, string geometry) => world.Service.Reader.Post($"/v1/incidents/search?{query}", Body(geometry));

    private Task<JsonAnswer> Add(string query, string geometry) => world.Service.Reader.Post($"/v1/casualties/search?{query}", Body(geometry));

    private static object Body(string geometry) => new { geometry = JsonNode.Parse(geometry) };

    private async Task<List<string>> Found(string query, string geometry)
    {
        var answer = await Post(query, geometry);
        Assert.True(answer.Status == 200, $"{geometry} answered {answer.Status}: {answer.Body}");
        return [.. answer.Body!["items"]!.AsArray().Select(item => item!["title"]!.GetValue<string>())];
    }
}
