using System.Text;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.OpenApi;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Resources;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>What a file tells is recorded once, and corrected by what a later one tells otherwise.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_row_becomes_an_incident_with_its_figures_actors_place_conflict_and_sources()
    {
        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(7)), "format=ucdp-ged&datasetVersion=23.1");

        Assert.Equal((1, 0, 0, 0, 0), job.Counts());
        var incident = await Only("dataset=ucdp-ged&externalId=ucdp:7");
        var whole = await _service.Reader.Get($"/v1/incidents/{incident["id"]}");
        Assert.Equal("2014-03-01", whole["occurred"]!["earliest"]!.ToString());
        Assert.Equal("LY", whole["place"]!["location"]!["country"]!.ToString());
        Assert.Equal(["Government of Libya", "Riverside Brigade"], whole["participants"]!.AsArray().Select(one => one!["actor"]!["name"]!.ToString()).Order());
        Assert.Contains("Libya: Government", whole["conflicts"]!.AsArray().Select(one => one!["name"]!.ToString()));
        var killed = whole["estimates"]!.AsArray().Single(one => one!["measure"]!.ToString() == "killed" && one["victims"]!.ToString() == "all")!;
        Assert.Equal((5, 6, 8), (killed["low"]!.GetValue<int>(), killed["best"]!.GetValue<int>(), killed["high"]!.GetValue<int>()));
        Assert.Equal("23.1", whole["origin"]!["datasetVersion"]!.ToString());
        var row = (await _service.Reader.Get($"/v1/incidents/{incident["id"]}/origin"))["row"]!;
        Assert.Equal("Shots at the bridge", row["source_headline"]!.ToString());
        Assert.Equal("ucdp", (await _service.Reader.Get($"/v1/actors/{whole["participants"]![1]!["actor"]!["id"]}"))["foreignIds"]![0]!["scheme"]!.ToString());
    }

    [Fact]
    public async Task A_record_whose_id_somebody_has_taken_is_left_out_and_what_stands_is_left_alone()
    {
        var place = await _service.Record("locations", Bodies.Location("Riverbend"));
        var source = await _service.Record("sources", Bodies.Source("Gazette", "B"));
        var document = await _service.Record("documents", Bodies.Document("Report", source));
        var id = await _service.Record("incidents", Bodies.Incident("Of our own", place, document).With("id", NamedId.Of("incident", "ucdp-ged", "2").ToString()));

        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));

        Assert.Equal((2, 0, 0, 1, 0), job.Counts());
        var fault = Assert.Single(await _service.Writer.ErrorsOf(job));
        Assert.Equal(("id-taken", 3, "2"), (fault["code"]!.ToString(), fault["line"]!.GetValue<int>(), fault["value"]!.ToString()));
        var own = await _service.Reader.Get($"/v1/incidents/{id}");
        Assert.Equal("Of our own", own["title"]!.ToString());
        Assert.Null(own["origin"]);
    }

    [Fact]
    public async Task Rows_are_left_out_that_mention_what_stands_under_an_id_that_somebody_has_taken()
    {
        foreach (var id in new[] { NamedId.Of("actor", "ucdp", "7001"), NamedId.Of("location", "LY", "zawiya district", "wellfield"), NamedId.Of("conflict", "ucdp", "7002") })
            await _service.Record("sources", Bodies.Source($"Of our own {id}", "B").With("id", id.ToString()));
        await _service.Record("actors", Bodies.Actor("Of our own").With("id", NamedId.Of("source", "name", "hill courier").ToString()));
        var rows = Enumerable.Range(1, 600).Select(id => GedFile.Row(id)).ToList();
        foreach (var at in new[] { 2, 550 })
            rows[at] = GedFile.Row(at + 1, ("side_b_new_id", "7001"), ("dyad_new_id", "9"));
        rows[3] = GedFile.Row(4, ("where_coordinates", "Wellfield"));
        rows[4] = GedFile.Row(5, ("source_article", "\"Hill Courier,2014-03-02,Shots\""), ("source_office", "Hill Courier"), ("source_headline", "Shots"));
        rows[5] = GedFile.Row(6, ("conflict_new_id", "7002"), ("dyad_new_id", "7003"));

        var job = await _service.Writer.Import(GedFile.Csv(rows));

        Assert.Equal(["4 id-taken", "5 id-taken", "6 id-taken", "7 id-taken", "552 id-taken"], (await _service.Writer.ErrorsOf(job)).Select(fault => $"{fault["line"]} {fault["code"]}"));
        Assert.Equal((595, 0, 0, 5, 0), job.Counts());
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);
    }

    [Fact]
    public async Task Rows_of_every_batch_are_left_out_that_mention_what_was_retracted()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)));
        await _service.Retract("actors", (await _service.Reader.Get("/v1/actors?q=Riverside"))["items"]![0]!["id"]!.GetValue<Guid>());

        var job = await _service.Writer.Import(GedFile.Csv(Enumerable.Range(1, 1_200).Select(id => GedFile.Row(id))));

        Assert.Equal((0, 0, 1, 1_199, 0), job.Counts());
        Assert.All(await _service.Writer.ErrorsOf(job), fault => Assert.Equal("retracted-reference", fault["code"]!.ToString()));
    }

    [Fact]
    public async Task A_document_that_only_a_later_batch_needs_is_recorded_with_it()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)));
        var rows = Enumerable.Range(2, 600).Select(id => GedFile.Row(id < 502 ? 1 : id));

        var job = await _service.Writer.Import(GedFile.Csv(rows), "format=ucdp-ged&datasetVersion=24.1");

        Assert.Equal((100, 0, 1, 499, 0), job.Counts());
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);
    }

    [Fact]
    public async Task An_id_is_taken_as_long_as_the_service_s_own_format_takes_it_and_no_longer()
    {
        var (most, more) = (new string('7', 200), new string('7', 201));

        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1, ("id", most)), GedFile.Row(2, ("id", more)), GedFile.Row(3, ("id", "-1"))));

        Assert.Equal((1, 0, 0, 2, 0), job.Counts());
        Assert.Equal(["3 id-too-long", "4 missing-value"], (await _service.Writer.ErrorsOf(job)).Select(fault => $"{fault["line"]} {fault["code"]}"));
        await using var other = await TestService.Empty();
        Assert.Equal(0, (await other.ImportLines(await _service.Export())).Counts().Rejected);
        Assert.Equal(1, (await other.Reader.Get("/v1/incidents?dataset=ucdp-ged&limit=1&count=exact"))["count"]!["value"]!.GetValue<int>());
    }

    [Fact]
    public async Task Loading_a_file_again_changes_nothing_whatever_the_order_of_its_rows_and_however_it_is_packed()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));
        var position = await Position();

        var again = await _service.Writer.Import(GedFile.Compressed(GedFile.Csv(GedFile.Row(3), GedFile.Row(1), GedFile.Row(2))), "format=ucdp-ged&datasetVersion=24.1");

        Assert.Equal((0, 0, 3, 0, 0), again.Counts());
        Assert.Equal(position, await Position());
    }

    [Fact]
    public async Task A_newer_version_corrects_what_it_tells_otherwise_and_says_why()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)), "format=ucdp-ged&datasetVersion=23.1");

        var job = await _service.Writer.Import(
            GedFile.Csv(GedFile.Row(1), GedFile.Row(2, ("best", "7"), ("deaths_civilians", "2"), ("where_coordinates", "Surman town"))), "format=ucdp-ged&datasetVersion=24.1");

        Assert.Equal((0, 1, 1, 0, 0), job.Counts());
        var incident = await Only("externalId=ucdp:2");
        var whole = await _service.Reader.Get($"/v1/incidents/{incident["id"]}");
        Assert.Equal(7, whole["estimates"]!.AsArray().Single(one => one!["measure"]!.ToString() == "killed" && one["victims"]!.ToString() == "all")!["best"]!.GetValue<int>());
        Assert.Equal(2, whole["estimates"]!.AsArray().Single(one => one!["measure"]!.ToString() == "killed" && one["victims"]!.ToString() == "civilians")!["best"]!.GetValue<int>());
        Assert.Equal("Surman town", whole["place"]!["location"]!["name"]!.ToString());
        var history = (await _service.Reader.Get($"/v1/incidents/{incident["id"]}/history"))["items"]!.AsArray();
        Assert.All(history.Where(entry => entry!["version"]!.GetValue<int>() > 1 && entry["reason"] is not null), entry => Assert.Equal("ucdp-ged 24.1", entry!["reason"]!.ToString()));
        Assert.Contains(history, entry => entry!["reason"]?.ToString() == "ucdp-ged 24.1");
    }

    [Fact]
    public async Task What_a_file_has_no_column_for_stays_as_an_earlier_one_told_it()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)), "format=ucdp-ged&datasetVersion=24.1");
        var position = await Position();
        const string Header = "id,year,month,day,country,type_of_violence,conflict_name,side_a,side_b,latitude,longitude,low_death,best_death,high_death\n";
        string Thin(int id, int best) => $"{id},2014,3,1,Libya,State-based violence,Libya: Government,Government of Libya,Riverside Brigade,32.792200,12.4885,5,{best},8\n";

        var same = await _service.Writer.Import(Encoding.UTF8.GetBytes(Header + Thin(1, 6) + Thin(2, 6) + Thin(3, 6)), "format=ucdp-ged&datasetVersion=24.1x");

        Assert.Equal((0, 0, 3, 0, 0), same.Counts());
        Assert.Equal(position, await Position());

        for (var times = 0; times < 2; times++)
        {
            var other = await _service.Writer.Import(Encoding.UTF8.GetBytes(Header + Thin(1, 7) + Thin(2, 6) + Thin(3, 6)), "format=ucdp-ged&datasetVersion=25.1");
            Assert.Equal(times == 0 ? (0, 1, 2, 0, 0) : (0, 0, 3, 0, 0), other.Counts());
        }

        var changed = await _service.Reader.Get($"/v1/incidents/{(await Only("externalId=ucdp:1"))["id"]}");
        Assert.Equal(["all 7"], changed["estimates"]!.AsArray().Where(one => one!["best"] is not null).Select(one => $"{one!["victims"]} {one["best"]}"));
        Assert.Equal(("Sabratha town", 1), (changed["place"]!["location"]!["name"]!.ToString(), changed["place"]!["ucdpWherePrec"]!.GetValue<int>()));
        Assert.Equal(2, (await _service.Reader.Get("/v1/actors"))["items"]!.AsArray().Count);
        Assert.Contains(changed["citations"]!.AsArray(), citation => citation!["document"]!["title"]!.ToString() == "Shots at the bridge");
        var row = (await _service.Reader.Get($"/v1/incidents/{changed["id"]}/origin"))["row"]!;
        Assert.Equal(("Shots at the bridge", null, "7"), (row["source_headline"]!.ToString(), row["deaths_civilians"]?.ToString(), row["best_death"]!.ToString()));
        Assert.Equal((0, 1, 0, 0, 2), (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&datasetVersion=25.2")).Counts());
    }

    [Fact]
    public async Task Of_rows_with_one_id_the_first_counts_also_where_a_later_one_tells_what_stands()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)));

        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1, ("best", "7")), GedFile.Row(1)));

        Assert.Equal((0, 1, 0, 1, 0), job.Counts());
    }

    [Fact]
    public async Task Two_imports_of_one_dataset_at_once_come_to_the_same_as_one_behind_the_other()
    {
        var whole = GedFile.Csv(Enumerable.Range(1, 1_200).Select(id => GedFile.Row(id)));
        var other = GedFile.Csv(Enumerable.Range(1, 1_200).Select(id => GedFile.Row(id, ("best", "7"))));
        await using var beside = _service.Beside();

        var jobs = await Task.WhenAll(_service.Writer.Import(whole), beside.Writer.Import(other), beside.Writer.Import(whole));

        Assert.All(jobs, job => Assert.Equal((1_200, 0), (job.Counts().Created + job.Counts().Updated + job.Counts().Unchanged, job.Counts().Rejected)));
        Assert.Equal(1_200, (await _service.Reader.Get("/v1/incidents?limit=1&count=exact"))["count"]!["value"]!.GetValue<int>());
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "verify")).ExitCode);
    }

    [Fact]
    public async Task A_figure_that_comes_back_is_stated_anew()
    {
        foreach (var best in new[] { "6", "7", "6" })
            await _service.Writer.Import(GedFile.Csv(GedFile.Row(1, ("best", best))));

        var incident = await Only("externalId=ucdp:1");
        var whole = await _service.Reader.Get($"/v1/incidents/{incident["id"]}");
        Assert.Equal(6, whole["estimates"]!.AsArray().Single(one => one!["measure"]!.ToString() == "killed" && one["victims"]!.ToString() == "all")!["best"]!.GetValue<int>());
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "verify")).ExitCode);
    }

    [Fact]
    public async Task What_a_newer_version_lacks_is_told_and_stays()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));

        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(2)), "format=ucdp-ged&datasetVersion=24.1");

        Assert.Equal((0, 0, 1, 0, 2), job.Counts());
        Assert.Equal(["1", "3"], (await _service.Writer.ErrorsOf(job, "vanished", limit: 1)).Select(item => item["externalId"]!.ToString()));
        Assert.Equal(3, (await _service.Reader.Get("/v1/incidents"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_a_newer_version_lacks_is_retracted_when_that_is_asked_for()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));

        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(2)), "format=ucdp-ged&datasetVersion=24.1&retractVanished=true");

        Assert.Equal((0, 0, 1, 0, 2), job.Counts());
        var gone = (await _service.Writer.ErrorsOf(job, "vanished"))[0];
        Assert.Equal("Not in ucdp-ged 24.1 any more", (await _service.Reader.Get($"/v1/incidents/{gone["incidentId"]}"))["retractionReason"]!.ToString());
        Assert.Single((await _service.Reader.Get("/v1/incidents"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("2,cut")]
    [InlineData("")]
    public async Task Nothing_is_retracted_where_what_the_file_lacks_cannot_be_told(string end)
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));

        var job = await _service.Writer.Import([.. GedFile.Csv(end.Length > 0 ? [GedFile.Row(1)] : []), .. Encoding.UTF8.GetBytes(end)], "format=ucdp-ged&retractVanished=true", "failed");

        Assert.Contains("Nothing was retracted", job["error"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(end.Length > 0 ? (0, 0, 1, 1, 2) : (0, 0, 0, 0, 3), job.Counts());
        Assert.Equal(3, (await _service.Reader.Get("/v1/incidents"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_row_that_is_rejected_has_not_vanished()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)));

        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2, ("latitude", "123"))));

        Assert.Equal((0, 0, 1, 1, 0), job.Counts());
    }

    [Fact]
    public async Task Rows_that_mention_the_same_actors_places_and_sources_share_them()
    {
        await _service.Writer.Import(GedFile.Csv(Enumerable.Range(1, 1_200).Select(id => GedFile.Row(id))));

        foreach (var (kind, most) in new[] { ("actors", 2), ("conflicts", 2), ("locations", 3), ("sources", 2) })
            Assert.Equal(most, (await _service.Reader.Get($"/v1/{kind}"))["items"]!.AsArray().Count);
        Assert.Equal(1_200, (await _service.Reader.Get("/v1/incidents?limit=1&count=exact"))["count"]!["value"]!.GetValue<int>());
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);
    }

    [Fact]
    public async Task An_actor_and_a_place_that_were_recorded_here_are_found()
    {
        var recorder = new Recorder(_service);
        var actor = (await _service.Writer.Post("/v1/actors", new { type = "rebel_group", names = new[] { new { text = "The Brigade" } }, foreignIds = new[] { new { scheme = "ucdp", value = "5001" } } })).Body!["id"]!.ToString();
        var country = (await _service.Writer.Post("/v1/locations", new { type = "country", names = new[] { new { text = "Libya" } }, country = "LY" })).Body!["id"]!.ToString();

        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)));

        var incident = await Only($"actorId={actor}&locationId={country}");
        Assert.Contains("The Brigade", incident["participants"]!.AsArray().Select(one => one!["actor"]!["name"]!.ToString()));
    }

    [Fact]
    public async Task What_may_be_the_same_in_another_dataset_is_listed_for_review()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2, ("latitude", "27"))));
        const string Acled = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,iso,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n"
            + "LBY77,2014-03-02,2014,1,Battles,Armed clash,Riverside Brigade,2,Military Forces of Libya,1,434,Libya,Zawiya,Sabratha,32.79,12.49,1,Gazette of the Coast,Shots were exchanged.,4\n";

        var job = await _service.Writer.Import(Encoding.UTF8.GetBytes(Acled), "format=acled");

        Assert.Equal((1, 0, 0, 0, 0), job.Counts());
        var pair = Assert.Single(await _service.Writer.ErrorsOf(job, "similar"));
        var other = Assert.Single(pair["similar"]!.AsArray())!;
        Assert.Equal((false, "acled"), (pair["incident"]!["redistributable"]!.GetValue<bool>(), pair["incident"]!["dataset"]!.ToString()));
        Assert.Equal(("ucdp-ged", 1, true), (other["incident"]!["dataset"]!.ToString(), other["daysApart"]!.GetValue<int>(), other["sameType"]!.GetValue<bool>()));
        Assert.Equal(2, (await _service.Reader.Get("/v1/incidents"))["items"]!.AsArray().Count);
        Assert.Equal(3, (await _service.Writer.Get("/v1/incidents"))["items"]!.AsArray().Count);
        Assert.Equal("several-datasets", (await _service.Writer.Send(HttpMethod.Get, "/v1/casualties?groupBy=year&metrics=killed")).Code);
    }

    [Fact]
    public async Task What_is_answered_is_what_the_document_says()
    {
        var document = await ApiDocument.Of(_service);
        var schema = document.Operations.Single(operation => operation.Id is "readImport").Responses["200"]!["content"]!["application/json"]!["schema"]!;

        var job = await _service.Writer.BeginImport(GedFile.Csv(GedFile.Row(1), GedFile.Row(1)));
        Assert.Empty(SchemaCheck.Faults(document, job, schema));
        job = await _service.Writer.ImportUntil(job, "completed");
        Assert.Empty(SchemaCheck.Faults(document, job, schema));

        var errors = await _service.Writer.Get($"/v1/imports/{job["id"]}/errors");
        Assert.Empty(SchemaCheck.Faults(document, errors, document.Operations.Single(operation => operation.Id is "listImportErrors").Responses["200"]!["content"]!["application/json"]!["schema"]!));
        Assert.Equal("duplicate-id", errors["items"]![0]!["code"]!.ToString());
        Assert.Equal(3, errors["items"]![0]!["line"]!.GetValue<int>());
    }

    private async Task<JsonNode> Only(string query)
    {
        var items = (await _service.Reader.Get($"/v1/incidents?{query}"))["items"]!.AsArray();
        return Assert.Single(items)!;
    }

    private Task<long> Position() => Sql.Value<long>(_service.ConnectionString, "select position from log.event_head");
}
