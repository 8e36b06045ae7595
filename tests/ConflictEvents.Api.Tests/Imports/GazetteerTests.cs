using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Resources;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>The places of GeoNames become locations, each once, whatever the order of the files.</summary>
public sealed class GazetteerTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_place_has_its_names_kind_country_subdivisions_point_and_id()
    {
        var codes = await _service.Writer.Import(GeonamesFile.Of(GeonamesFile.Code("LY.77", "Zawiya", 901), GeonamesFile.Code("LY.77.5", "Sabratha and Surman", 902)), GeonamesFile.Query);
        var job = await _service.Writer.Import(
            GedFile.Compressed(GeonamesFile.Of(
                GeonamesFile.Place(1, "Şabrātah", admin1: "77", admin2: "5", ascii: "Sabratah", alternates: "Sabratha,صبراتة,Şabrātah,https://example.org/x,Sabratha", latitude: 32.79335, longitude: 12.48845, population: 102038, feature: "P.PPLA2"),
                GeonamesFile.Place(2, "\"Harbour\", the old", admin1: "77", feature: "P.PPLX"),
                GeonamesFile.Place(3, "Windhoek", "NA", "21", latitude: -22.559, longitude: 17.083),
                GeonamesFile.Place(4, "Gulf of Nowhere", "", feature: "H.GULF"),
                GeonamesFile.Place(5, "Mitiga", admin1: "99", feature: "S.AIRP"),
                GeonamesFile.Place(6, "Libya", feature: "A.PCLI"),
                GeonamesFile.Place(7, "Elsewhere", "AN"))),
            $"{GeonamesFile.Query}&datasetVersion=2026-11-20");

        Assert.Equal((2, 0, 0, 0, 0), codes.Counts());
        Assert.Equal((6, 0, 1, 0, 0), job.Counts());
        var place = await Location(1);
        Assert.Equal(("populated_place", "LY", "Zawiya", "Sabratha and Surman"), (Text(place, "type"), Text(place, "country"), Text(place, "admin1"), Text(place, "admin2")));
        Assert.Equal((32.79335, 12.48845), (place["latitude"]!.GetValue<double>(), place["longitude"]!.GetValue<double>()));
        Assert.Equal(["Şabrātah", "Sabratah", "Sabratha", "صبراتة"], place["names"]!.AsArray().Select(name => Text(name!, "text")));
        Assert.Equal(["official", "transliteration", "alias", "alias"], place["names"]!.AsArray().Select(name => Text(name!, "kind")));
        Assert.Equal("GeoNames P.PPLA2, population 102038", Text(place, "description"));
        Assert.Equal(["geonames:1"], place["foreignIds"]!.AsArray().Select(id => $"{id!["scheme"]}:{id["value"]}"));
        Assert.Equal(("\"Harbour\", the old", "district"), (Text((await Location(2))["names"]![0]!, "text"), Text(await Location(2), "type")));
        Assert.Equal("NA", Text(await Location(3), "country"));
        Assert.Equal(("water", null), (Text(await Location(4), "type"), Text(await Location(4), "country")));
        Assert.Equal(("site", null), (Text(await Location(5), "type"), Text(await Location(5), "admin1")));
        Assert.Equal(("unknown-country", 7), ((await _service.Writer.ErrorsOf(job)).Single() is var warning ? Text(warning, "code") : null, warning["line"]!.GetValue<int>()));
        Assert.Contains(place["id"]!.ToString(), (await _service.Reader.Get("/v1/locations?q=sabratha"))["items"]!.AsArray().Select(item => Text(item!, "id")));
        var source = (await _service.Reader.Get("/v1/sources?q=GeoNames"))["items"]!.AsArray().Single()!;
        Assert.Contains("CC-BY-4.0", (await _service.Reader.Get($"/v1/sources/{source["id"]}"))["description"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);
    }

    [Fact]
    public async Task A_place_whose_id_somebody_has_taken_is_left_out()
    {
        await _service.Record("sources", Bodies.Source("Of our own", "B").With("id", NamedId.Of("location", "geonames", "2").ToString()));

        var job = await _service.Writer.Import(GeonamesFile.Of(GeonamesFile.Place(1, "Riverbend"), GeonamesFile.Place(2, "Hilltop"), GeonamesFile.Place(3, "Wellfield")), GeonamesFile.Query);

        Assert.Equal((2, 0, 0, 1, 0), job.Counts());
        Assert.Equal("2 id-taken", (await _service.Writer.ErrorsOf(job)).Single() is var fault ? $"{fault["line"]} {fault["code"]}" : null);
    }

    [Fact]
    public async Task Loading_places_again_changes_nothing_and_what_they_say_otherwise_is_corrected()
    {
        var lines = new[]
        {
            GeonamesFile.Place(1, "Riverbend", admin1: "77"), GeonamesFile.Place(2, "Hilltop", admin1: "77"), GeonamesFile.Place(901, "Zawiya", admin1: "77", feature: "A.ADM1"), GeonamesFile.Place(3, "Wellfield"),
        };
        Assert.Equal((4, 0, 0, 0, 0), (await _service.Writer.Import(GeonamesFile.Of(lines), GeonamesFile.Query)).Counts());
        Assert.Equal("Zawiya", Text(await Location(1), "admin1"));
        var position = await Position();

        Assert.Equal((0, 0, 4, 0, 0), (await _service.Writer.Import(GeonamesFile.Of(lines.Reverse()), GeonamesFile.Query)).Counts());
        Assert.Equal((0, 0, 1, 0, 0), (await _service.Writer.Import(GeonamesFile.Of(GeonamesFile.Code("LY.77", "Az Zawiyah", 901)), GeonamesFile.Query)).Counts());
        Assert.Equal(position, await Position());

        // What was corrected here stays until GeoNames itself says something else.
        var hilltop = await Location(2);
        await _service.Correct("locations", hilltop["id"]!.GetValue<Guid>(), new JsonObject { ["type"] = "populated_place", ["names"] = new JsonArray(new JsonObject { ["text"] = "Hilltop, the upper" }), ["country"] = "LY", ["foreignIds"] = hilltop["foreignIds"]!.DeepClone() });
        lines[0] = GeonamesFile.Place(1, "Riverbend", admin1: "77", alternates: "The Bend");
        var changed = await _service.Writer.Import(GeonamesFile.Of(lines), $"{GeonamesFile.Query}&datasetVersion=2026-11");
        Assert.Equal((0, 1, 3, 0, 0), changed.Counts());
        Assert.Equal("Hilltop, the upper", Text((await Location(2))["names"]![0]!, "text"));
        var history = (await _service.Reader.Get($"/v1/locations/{(await Location(1))["id"]}/history"))["items"]!.AsArray();
        Assert.Equal(["geonames 2026-11"], history.Select(entry => entry!["reason"]?.ToString()).OfType<string>());
        Assert.Equal((0, 0, 4, 0, 0), (await _service.Writer.Import(GeonamesFile.Of(lines), GeonamesFile.Query)).Counts());
    }

    [Fact]
    public async Task A_place_lies_in_its_subdivision_however_far_down_that_stands()
    {
        var lines = Enumerable.Range(1, 1_200).Select(id => GeonamesFile.Place(id, $"Place {id}", admin1: "77", admin2: "5"))
            .Append(GeonamesFile.Place(902, "Coast", admin1: "77", admin2: "5", feature: "A.ADM2")).Append(GeonamesFile.Place(901, "Zawiya", admin1: "77", feature: "A.ADM1")).ToList();
        lines.RemoveAll(line => line.StartsWith("901\tPlace", StringComparison.Ordinal) || line.StartsWith("902\tPlace", StringComparison.Ordinal));

        Assert.Equal((1_200, 0, 0, 0, 0), (await _service.Writer.Import(GeonamesFile.Of(lines), GeonamesFile.Query)).Counts());

        Assert.Equal(("Zawiya", "Coast"), (await Location(1)) is var first ? (Text(first, "admin1"), Text(first, "admin2")) : default);
        Assert.Equal("admin1", Text(await Location(901), "type"));
        Assert.Equal((0, 0, 1_200, 0, 0), (await _service.Writer.Import(GeonamesFile.Of(lines), GeonamesFile.Query)).Counts());
    }

    [Fact]
    public async Task Bad_lines_are_told_and_the_others_go_in()
    {
        var names = string.Join(',', Enumerable.Range(0, 300).Select(at => $"Name {at}"));
        var job = await _service.Writer.Import(
            [
                .. GeonamesFile.Of(
                    GeonamesFile.Place(1, "Riverbend", latitude: 91), GeonamesFile.Place(2, "Hilltop", feature: "Y.PPL"), "1\ttoo\tfew", GeonamesFile.Place(0, "No id"),
                    GeonamesFile.Place(5, " "), GeonamesFile.Place(6, "Many names", alternates: names), GeonamesFile.Place(6, "Twice"), GeonamesFile.Code("LY", "No code", 8),
                    $"{GeonamesFile.Place(9, "Longer")}\tmore", GeonamesFile.Place(10, new string('x', 400)), GeonamesFile.Place(11, "Right\u202Eleft")),
                .. "12\t"u8, 0xFF, .. "\n"u8,
            ],
            $"{GeonamesFile.Query}");

        Assert.Equal((3, 0, 0, 9, 0), job.Counts());
        Assert.Equal(
            [
                "1 latitude coordinate-out-of-range", "2 feature class unknown-code", "3  too-few-cells", "4 geonameid invalid-number", "5 name missing-value",
                "6 alternatenames too-many-names", "7  duplicate-id", "8 code unknown-code", "9  too-many-cells", "12  invalid-utf-8",
            ],
            (await _service.Writer.ErrorsOf(job)).Select(fault => $"{fault["line"]} {fault["column"]} {fault["code"]}"));
        Assert.Equal(200, (await Location(6))["names"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_is_no_gazetteer_is_refused()
    {
        Assert.Contains("none of GeoNames", (await _service.Writer.Import("id,name\n1,a\n"u8.ToArray(), GeonamesFile.Query, state: "failed"))["error"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("ZIP", (await _service.Writer.Import([(byte)'P', (byte)'K', 3, 4, 0, 0], GeonamesFile.Query, state: "failed"))["error"]!.ToString(), StringComparison.Ordinal);
        foreach (var more in new[] { "columns=a:b", "retractVanished=true" })
            Assert.Equal(400, (await _service.Writer.SendFile($"{GeonamesFile.Query}&{more}", new MemoryStream([1]))).Status);
    }

    [Fact]
    public async Task A_place_of_a_dataset_is_that_of_the_gazetteer_where_no_other_may_be_meant()
    {
        await _service.Writer.Import(
            GeonamesFile.Of(
                GeonamesFile.Code("LY.77", "Zawiya", 901)),
            GeonamesFile.Query);
        await _service.Writer.Import(
            GeonamesFile.Of(
                GeonamesFile.Place(1, "Şabrātah", admin1: "77", alternates: "Sabratha", latitude: 32.79335, longitude: 12.48845),
                GeonamesFile.Place(2, "Twin", admin1: "77", latitude: 32.5, longitude: 12.5),
                GeonamesFile.Place(3, "Twin", admin1: "77", latitude: 32.51, longitude: 12.5),
                GeonamesFile.Place(4, "Far", admin1: "77", latitude: 31, longitude: 12.5),
                GeonamesFile.Place(5, "Border", "TN", latitude: 32.7922, longitude: 12.4885),
                GeonamesFile.Place(6, "Loose", latitude: 32.7922, longitude: 12.4885),
                GeonamesFile.Place(7, "Peak", admin1: "77", latitude: 32.7922, longitude: 12.4885, feature: "T.MT")),
            GeonamesFile.Query);

        var job = await _service.Writer.Import(GedFile.Csv(
            GedFile.Row(1),
            GedFile.Row(2, ("where_coordinates", "Twin"), ("latitude", "32.505"), ("longitude", "12.5")),
            GedFile.Row(3, ("where_coordinates", "Far town")),
            GedFile.Row(4, ("where_coordinates", "Border")),
            GedFile.Row(5, ("where_coordinates", "Loose")),
            GedFile.Row(6, ("where_coordinates", "Peak")),
            GedFile.Row(7, ("where_prec", "4"))));

        Assert.Equal((7, 0, 0, 0, 0), job.Counts());
        Assert.Equal((await Location(1))["id"]!.ToString(), await LocationOf(1));
        Assert.Equal((await Location(901))["id"]!.ToString(), await LocationOf(7));
        var own = new HashSet<string>();
        for (var id = 2; id <= 6; id++)
            own.Add(await LocationOf(id));
        Assert.Equal(5, own.Count);
        foreach (var id in new[] { 2, 3, 4, 5, 6, 7 })
            Assert.DoesNotContain((await Location(id))["id"]!.ToString(), own);
        foreach (var id in own)
            Assert.Equal((await Location(901))["id"]!.ToString(), (await _service.Reader.Get($"/v1/locations/{id}"))["within"]![0]!["id"]!.ToString());

        // The same again, also with another name for the place, changes nothing.
        Assert.Equal((0, 0, 1, 0, 6), (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)))).Counts());
        Assert.Equal(1, (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1, ("best", "7"))))).Counts().Updated);
        Assert.Equal((await Location(1))["id"]!.ToString(), await LocationOf(1));
    }

    /// <summary>Whose id follows from that of GeoNames.</summary>
    private Task<JsonNode> Location(int id) => _service.Reader.Get($"/v1/locations/{NamedId.Of("location", "geonames", $"{id}")}");

    private async Task<string> LocationOf(int ucdp)
    {
        var items = (await _service.Reader.Get($"/v1/incidents?dataset=ucdp-ged&externalId=ucdp:{ucdp}"))["items"]!.AsArray();
        return (await _service.Reader.Get($"/v1/incidents/{items.Single()!["id"]}"))["place"]!["location"]!["id"]!.ToString();
    }

    private Task<long> Position() => Sql.Value<long>(_service.ConnectionString, "select position from log.event_head");

    private static string? Text(JsonNode node, string member) => node[member]?.ToString();
}
