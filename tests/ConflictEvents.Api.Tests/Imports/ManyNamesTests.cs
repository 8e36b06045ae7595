using System.Text;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>Names are forgotten before they are too many, and what they stand for is found nevertheless.</summary>
public sealed class ManyNamesTests : IAsyncLifetime
{
    private const string Header = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,inter2,iso,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n";

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task What_was_recorded_here_or_by_earlier_rows_is_found_behind_more_names_than_are_kept()
    {
        var country = await _service.Record("locations", new JsonObject { ["type"] = "country", ["names"] = Names("Libya"), ["country"] = "LY" });
        await _service.Record("locations", Bodies.Location("Riverbend").With("admin1", "Murzuq"));
        var town = await _service.Record("locations", Bodies.Location("Riverbend", country).With("admin1", "Az Zāwiyah"));
        var militia = await _service.Record("actors", Bodies.Actor("The Militia").With("foreignIds", new JsonArray(new JsonObject { ["scheme"] = "acled", ["value"] = "Hill Militia" })));
        var herald = await _service.Record("sources", Bodies.Source("Coast Herald", "B"));
        await _service.Record("sources", Bodies.Source("COAST HERALD", "C"));

        // It stays the first one that was recorded.
        await _service.Correct("sources", herald, Bodies.Source("Coast Herald", "A"));

        // The rows between bear the id of the first one: what they mention is needed by none of them.
        var rows = Enumerable.Range(0, 130).Select(row => Row("LBY1", "Riverbend", "Valley Militia", string.Join(';', Enumerable.Range(row * 200, 200).Select(name => $"Paper {name}"))))
            .Prepend(Row("LBY1", "Riverbend", "", "Coast Herald;Ridge Post"))
            .Append(Row("LBY2", "Riverbend", "Valley Militia", "Coast Herald;Ridge Post;Paper 7"))
            .Append(Row("LBY3", "Ford", "", "Coast Herald"));
        var job = await _service.Writer.Import(Encoding.UTF8.GetBytes(Header + string.Concat(rows)), "format=acled");

        Assert.Equal((3, 0, 0, 130, 0), job.Counts());
        Assert.Equal("Ridge Militia, The Militia, Valley Militia", await Labels("actor"));
        Assert.Equal("Armed Conflict Location & Event Data, COAST HERALD, Coast Herald, Paper 7, Ridge Post", await Labels("source"));
        Assert.Equal("Az Zawiyah, Ford, Libya, Riverbend, Riverbend", await Labels("location"));
        Assert.Equal((3, 3), (await Mentioning("actor_ids", militia), await Mentioning("refs", herald)));
        Assert.Equal((2, 3), (await Mentioning("location_ids", town), await Mentioning("location_ids", country)));

        // A batch that lacks what it mentions fails, and the next attempt knows nothing beforehand.
        Assert.Equal(1, await Sql.Value<int>(_service.ConnectionString, "select attempt from work.import_job"));
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);
    }

    [Fact]
    public async Task Rows_with_very_much_text_are_recorded_a_few_at_a_time()
    {
        var text = new string('x', 250_000);
        var rows = Enumerable.Range(1, 6).Select(id => GedFile.Row(id, ("source_original", text), ("where_description", text)));

        var job = await _service.Writer.Import(GedFile.Csv(rows));

        Assert.Equal((6, 0, 0, 0, 0), job.Counts());
        Assert.Equal(2, await Sql.Value<long>(_service.ConnectionString, "select count(distinct recorded_at) from log.event"));
    }

    private static string Row(string id, string location, string associated, string sources) =>
        $"{id},2014-03-02,2014,1,Battles,Armed clash,Hill Militia,{associated},2,Ridge Militia,1,434,Libya,Az Zawiyah,{location},32.9,13.2,1,{sources},Shots were exchanged.,4\n";

    private static JsonArray Names(string name) => [new JsonObject { ["text"] = name }];

    private Task<string> Labels(string kind) =>
        Sql.Value<string>(_service.ConnectionString, $"select string_agg(label, ', ' order by label collate \"C\") from read_model.reference_version where recorded_to is null and kind = '{kind}'");

    private Task<long> Mentioning(string column, Guid id) =>
        Sql.Value<long>(_service.ConnectionString, $"select count(*) from read_model.incident_version where recorded_to is null and '{id}' = any({column})");
}
