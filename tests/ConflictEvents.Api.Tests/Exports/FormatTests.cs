using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Exports;

/// <summary>Every format of one query says the same, figure by figure, as a whole and in pages.</summary>
public sealed class FormatTests(AwkwardService awkward) : IClassFixture<AwkwardService>
{
    private HttpClient Reader => awkward.Service.Reader;

    public static TheoryData<string> Queries => new()
    {
        "",
        "sort=occurred",
        "sort=-killed",
        "sort=recorded",
        "sort=distance&near=-70,-33",
        "country=LY&from=2019-04-01",
        "country=CL,LY",
        "q=shots",
        "type=riots",
        "bbox=170,-10,-170,10",
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Csv_says_what_json_says(string query)
    {
        var items = await Items(query);

        Assert.Equal(items.Select(item => Cells(item)), Csv.Read(await Text(query, "csv")).Select(Shown));
        Assert.Equal(items.Select(item => Cells(item)), await Pages(query, "csv", text => Csv.Read(text).Select(Shown)));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Raw_csv_prefixes_nothing(string query)
    {
        var items = await Items(query);

        Assert.Equal(items.Select(item => Cells(item, raw: true)), Csv.Read(await Text($"{query}&raw=true", "csv")).Select(Shown));
        Assert.Equal(items.Select(item => Cells(item, raw: true)), await Pages($"{query}&raw=true", "csv", text => Csv.Read(text).Select(Shown)));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Ndjson_holds_the_items_of_the_list(string query)
    {
        var items = (await Items(query)).Select(item => item.ToJsonString());

        Assert.Equal(items, Lines(await Text(query, "ndjson")));
        Assert.Equal(items, await Pages(query, "ndjson", Lines));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Geojson_holds_the_items_of_the_list_as_properties_of_features(string query)
    {
        var items = (await Items(query)).Select(Feature).ToList();

        Assert.Equal(items, Features(await Text(query, "geojson")));
        Assert.Equal(items, await Pages(query, "geojson", Features));
    }

    [Fact]
    public async Task What_is_awkward_is_among_what_is_compared()
    {
        var rows = Csv.Read(await Text("", "csv"));

        Assert.Contains(rows, row => row["title"].StartsWith("'=", StringComparison.Ordinal));
        Assert.Contains(rows, row => row["longitude"].StartsWith('-'));
        Assert.Contains(rows, row => row is { } && row["longitude"].Length == 0 && row["latitude"].Length == 0);
        Assert.Contains(rows, row => row["killed_best"] is "0");
        Assert.Contains(rows, row => row["killed_best"] is "" && row["killed_high"] is "");
        Assert.Contains(rows, row => row["participants"] == "'-Group; \"A\" (attacker); @Others (target)");
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/geo+json")]
    [InlineData("application/x-ndjson")]
    public async Task A_form_can_be_asked_for_by_its_media_type(string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/incidents");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        using var response = await Reader.SendAsync(request);

        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task The_incidents_of_a_conflict_are_exported_like_all()
    {
        var conflict = (await Reader.Get("/v1/conflicts?q=war&country=LY"))["items"] is JsonArray { Count: > 0 } found
            ? found[0]!["id"]!.GetValue<string>()
            : (await Reader.Get("/v1/conflicts"))["items"]![0]!["id"]!.GetValue<string>();

        Assert.Equal(await Text($"conflictId={conflict}", "csv"), await Reader.GetStringAsync($"/v1/conflicts/{conflict}/incidents?f=csv"));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("geojson")]
    public async Task The_incidents_in_a_polygon_are_exported_like_all(string format)
    {
        var area = new { geometry = new { type = "Polygon", coordinates = new[] { new[] { new[] { 9.0, 26 }, [26, 26], [26, 34], [9, 34], [9, 26] } } } };
        using var response = await Reader.PostAsJsonAsync($"/v1/incidents/search?f={format}", area);

        Assert.Equal(await Text("bbox=9,26,26,34", format), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_export_of_the_past_is_the_list_of_the_past()
    {
        var newest = (await Reader.Get("/v1/incidents?sort=-recorded&limit=1"))["items"]![0]!;
        var before = newest.UpdatedAt().AddMilliseconds(-0.001).Text();
        var items = await Items($"asOf={before}");

        using var response = await Reader.GetAsync($"/v1/incidents?f=ndjson&asOf={before}");

        Assert.NotEmpty(items);
        Assert.DoesNotContain(items, item => item["id"]!.GetValue<string>() == newest["id"]!.GetValue<string>());
        Assert.Equal(items.Select(item => item.ToJsonString()), Lines(await response.Content.ReadAsStringAsync()));
        Assert.NotEmpty(response.Headers.GetValues("As-Of-Position"));
        Assert.True(DateTimeOffset.Parse(response.Headers.GetValues("Data-Through").Single(), CultureInfo.InvariantCulture) < newest.UpdatedAt());
    }

    [Fact]
    public async Task An_export_names_its_file_its_state_and_its_terms()
    {
        var newest = (await Reader.Get("/v1/incidents?sort=-recorded&limit=1"))["items"]![0]!.UpdatedAt();

        using var response = await Reader.GetAsync("/v1/incidents?f=csv");

        Assert.Equal(newest, DateTimeOffset.Parse(response.Headers.GetValues("Data-Through").Single(), CultureInfo.InvariantCulture));
        Assert.Matches(@"^incidents-\d{8}T\d{6}Z\.csv$", response.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal("Every record keeps the licence of its publisher.", response.Headers.GetValues("License").Single());
    }

    [Theory]
    [InlineData("f=geojson&raw=true", "raw")]
    [InlineData("f=csv&from=2020-01-01&to=2019-01-01", "from")]
    [InlineData("f=csv&colour=red", "colour")]
    [InlineData("f=xml", "f")]
    public async Task What_makes_no_sense_is_refused_by_name(string query, string parameter)
    {
        var answer = await Reader.Send(HttpMethod.Get, $"/v1/incidents?{query}");

        Assert.Equal(400, answer.Status);
        Assert.Equal(parameter, answer.Body!["errors"]![0]!["path"]!.GetValue<string>());
    }

    private async Task<IReadOnlyList<JsonNode>> Items(string query) =>
        [.. (await Reader.Get($"/v1/incidents?{query}{(query.Length > 0 ? "&" : "")}limit=1000"))["items"]!.AsArray().Select(item => item!)];

    private Task<string> Text(string query, string format) => Reader.GetStringAsync($"/v1/incidents?f={format}{(query.Length > 0 ? "&" : "")}{query}");

    private async Task<List<T>> Pages<T>(string query, string format, Func<string, IEnumerable<T>> read)
    {
        var all = new List<T>();
        for (var next = $"/v1/incidents?f={format}&limit=3&{query}".TrimEnd('&'); next is not null;)
        {
            using var response = await Reader.GetAsync(next);
            var rows = read(await response.Content.ReadAsStringAsync()).ToList();
            Assert.True(rows.Count <= 3);
            all.AddRange(rows);
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        return all;
    }

    private static IEnumerable<string> Lines(string text)
    {
        Assert.True(text.Length == 0 || text[^1] == '\n');
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.ToJsonString());
    }

    private static IEnumerable<string> Features(string text)
    {
        var collection = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(["type", "features"], collection.Select(member => member.Key));
        Assert.Equal("FeatureCollection", collection["type"]!.GetValue<string>());
        return collection["features"]!.AsArray().Select(feature => feature!.ToJsonString());
    }

    private static string Feature(JsonNode item) => new JsonObject
    {
        ["type"] = "Feature",
        ["id"] = item["id"]!.DeepClone(),
        ["geometry"] = item["place"]!["longitude"] is null ? null : new JsonObject
        {
            ["type"] = "Point",
            ["coordinates"] = new JsonArray(item["place"]!["longitude"]!.DeepClone(), item["place"]!["latitude"]!.DeepClone()),
        },
        ["properties"] = item.DeepClone(),
    }.ToJsonString();

    private static string Shown(IReadOnlyDictionary<string, string> row) => string.Join('\n', row.Select(cell => $"{cell.Key}: {cell.Value}"));

    /// <summary>What a line of the table must hold for an item of the list.</summary>
    private static string Cells(JsonNode item, bool raw = false)
    {
        var place = item["place"]!;
        var location = place["location"]!;
        (string, string?)[] cells =
        [
            ("id", Of(item["id"])),
            ("version", Of(item["version"])),
            ("title", Words(Of(item["title"]))),
            ("type", Of(item["type"])),
            ("sub_type", Of(item["subType"])),
            ("violence", Of(item["violence"])),
            ("occurred_from", Of(item["occurred"]!["earliest"])),
            ("occurred_to", Of(item["occurred"]!["latest"])),
            ("date_precision", Of(item["occurred"]!["precision"])),
            ("country", Of(location["country"])),
            ("admin1", Words(Of(location["admin1"]))),
            ("location", Words(Of(location["name"]))),
            ("location_id", Of(location["id"])),
            ("longitude", Of(place["longitude"])),
            ("latitude", Of(place["latitude"])),
            ("uncertainty_meters", Of(place["uncertaintyMeters"])),
            ("place_precision", Of(place["precision"])),
            ("participants", Words(Join(item["participants"]!, one => $"{one["actor"]!["name"]} ({one["role"]})"))),
            ("conflicts", Words(Join(item["conflicts"]!, one => one["name"]!.ToString()))),
            ("verification", Of(item["verification"])),
            .. Figures("killed"),
            .. Figures("injured"),
            ("sources", Words(Join(item["citations"]!, one => one["document"]!["source"]!["name"]!.ToString()))),
            ("updated_at", Of(item["updatedAt"])),
            ("dataset", Of(item["dataset"])),
            ("licence", Words(Of(item["licence"]))),
            ("redistributable", Of(item["redistributable"])),
        ];
        return string.Join('\n', cells.Select(cell => $"{cell.Item1}: {cell.Item2}"));

        string? Words(string? text) => !raw && text is { Length: > 0 } && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

        IEnumerable<(string, string?)> Figures(string measure)
        {
            var estimate = item["estimates"]!.AsArray().Single(one => one!["measure"]!.ToString() == measure && one["victims"]!.ToString() == "all")!;
            return [($"{measure}_low", Of(estimate["low"])), ($"{measure}_best", Of(estimate["best"])), ($"{measure}_high", Of(estimate["high"])), ($"{measure}_open_ended", Of(estimate["openEnded"]))];
        }
    }

    private static string? Of(JsonNode? node) => node?.ToString();

    private static string Join(JsonNode nodes, Func<JsonNode, string> name) => string.Join("; ", nodes.AsArray().Select(node => name(node!)).Distinct());
}
