using System.Text;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>What was retracted because a file lacked it stands again when a file has it again; what a person retracted does not, and that is told.</summary>
public sealed class ReturningRowTests : IAsyncLifetime
{
    private const string Sums = "/v1/casualties?dataset=ucdp-ged&groupBy=country,year&metrics=incidents,killed";

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    /// <summary>A file of one country was taken for the whole dataset.</summary>
    [Fact]
    public async Task The_whole_file_brings_back_what_a_part_of_it_took_away()
    {
        var rows = Enumerable.Range(1, 400).Select(id => id <= 50 ? GedFile.Row(id) : GedFile.Row(id, ("country", "Chad"), ("country_id", "483"), ("gwnoa", "483"))).ToList();
        await _service.Writer.Import(GedFile.Csv(rows), "format=ucdp-ged&datasetVersion=24.1");
        var (sums, listed, estimate) = (await Items(Sums), await Items("/v1/incidents?limit=1000"), await Estimate("ucdp:77"));

        var part = await _service.Writer.Import(GedFile.Csv(rows[..50]), "format=ucdp-ged&datasetVersion=24.1&retractVanished=true");
        Assert.Equal((0, 0, 50, 0, 350), part.Counts());
        Assert.NotEqual(sums, await Items(Sums));
        var between = (await _service.Reader.Get($"/v1/incidents/{(await _service.Writer.ErrorsOf(part, "vanished"))[0]["incidentId"]}")).UpdatedAt();

        var whole = await _service.Writer.Import(GedFile.Csv(rows), "format=ucdp-ged&datasetVersion=24.1");

        Assert.Equal((0, 350, 50, 0, 0), whole.Counts());
        Assert.Equal(sums, await Items(Sums));
        Assert.Equal((listed, estimate), (await Items("/v1/incidents?limit=1000"), await Estimate("ucdp:77")));
        Assert.Equal(50, (await _service.Reader.Get($"/v1/incidents?count=exact&asOf={between.Text()}"))["count"]!["value"]!.GetValue<int>());
        var position = await Position();
        foreach (var query in new[] { "", "&retractVanished=true" })
            Assert.Equal((0, 0, 400, 0, 0), (await _service.Writer.Import(GedFile.Csv(rows), $"format=ucdp-ged&datasetVersion=24.1{query}")).Counts());
        Assert.Equal(position, await Position());
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "verify")).ExitCode);
    }

    /// <summary>The publisher drops a record in one version, and has it again in the next.</summary>
    [Fact]
    public async Task A_record_that_comes_back_stands_again_with_all_that_it_tells_otherwise()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)), "format=ucdp-ged&datasetVersion=20.1");
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&datasetVersion=21.1&retractVanished=true");

        var job = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2, ("best", "7")), GedFile.Row(3)), "format=ucdp-ged&datasetVersion=22.1");

        Assert.Equal((0, 2, 1, 0, 0), job.Counts());
        Assert.Equal("killed 7", await Estimate("ucdp:2"));
        Assert.Equal("killed 6", await Estimate("ucdp:3"));
        var again = (await History("ucdp:2")).SkipWhile(entry => entry != "retracted Not in ucdp-ged 21.1 any more").Skip(1).ToList();
        Assert.Equal("reinstated ucdp-ged 22.1 has it again", again[0]);
        Assert.Contains("claim_added ucdp-ged 22.1 has it again", again);
        Assert.All(again, entry => Assert.EndsWith(" ucdp-ged 22.1 has it again", entry, StringComparison.Ordinal));
        Assert.Equal("reinstated ucdp-ged 22.1 has it again", (await History("ucdp:3"))[^1]);

        // What it lacks again goes again, and a thinner file brings it back with all that it has no column for.
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&retractVanished=true");
        const string Thin = "id,year,month,day,country,type_of_violence,conflict_name,side_a,side_b,latitude,longitude,low_death,best_death,high_death\n"
            + "3,2014,3,1,Libya,State-based violence,Libya: Government,Government of Libya,Riverside Brigade,32.792200,12.4885,5,6,8\n";
        Assert.Equal((0, 1, 0, 0, 1), (await _service.Writer.Import(Encoding.UTF8.GetBytes(Thin), "format=ucdp-ged")).Counts());
        Assert.Equal("reinstated ucdp-ged has it again", (await History("ucdp:3"))[^1]);
        Assert.Equal("Shots at the bridge", (await _service.Reader.Get($"/v1/incidents/{await IdOf("3")}/origin"))["row"]!["source_headline"]!.ToString());
    }

    [Fact]
    public async Task A_row_whose_incident_a_person_retracted_is_rejected_until_somebody_reinstates_it()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)), "format=ucdp-ged&datasetVersion=23.1");
        foreach (var id in new[] { "2", "3" })
            await _service.Retract("incidents", await IdOf(id));
        var (position, newer) = (await Position(), GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3, ("best", "7"))));

        var job = await _service.Writer.Import(newer, "format=ucdp-ged&datasetVersion=24.1&retractVanished=true");

        Assert.Equal((0, 0, 1, 2, 0), job.Counts());
        Assert.Equal([(3, "retracted", null), (4, "retracted", null)], await _service.Rejected(job));
        Assert.Equal(position, await Position());
        foreach (var id in new[] { "2", "3" })
            await _service.Reinstate("incidents", await IdOf(id));
        Assert.Equal((0, 1, 2, 0, 0), (await _service.Writer.Import(newer, "format=ucdp-ged&datasetVersion=24.1")).Counts());
    }

    [Fact]
    public async Task What_was_corrected_here_comes_back_with_it_where_the_row_says_what_it_always_said()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)));
        var incident = (await _service.Reader.Get($"/v1/incidents/{await IdOf("2")}"))!;
        var corrected = Bodies.Incident("As the witnesses tell it", incident["place"]!["location"]!["id"]!.GetValue<Guid>(), incident["citations"]![0]!["document"]!["id"]!.GetValue<Guid>());
        await _service.Correct("incidents", await IdOf("2"), corrected);
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&retractVanished=true");

        Assert.Equal((0, 1, 1, 0, 0), (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)))).Counts());

        Assert.Equal("As the witnesses tell it", (await _service.Reader.Get($"/v1/incidents/{await IdOf("2")}"))["title"]!.ToString());
        Assert.Equal("reinstated ucdp-ged has it again", (await History("ucdp:2"))[^1]);
    }

    [Fact]
    public async Task The_last_retraction_counts()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)));
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&retractVanished=true");
        await _service.Reinstate("incidents", await IdOf("2"));
        await _service.Retract("incidents", await IdOf("2"));

        Assert.Equal((0, 0, 1, 1, 0), (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)))).Counts());

        await _service.Reinstate("incidents", await IdOf("2"));
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&retractVanished=true");
        Assert.Equal((0, 1, 1, 0, 0), (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)))).Counts());
    }

    [Fact]
    public async Task A_row_that_cannot_go_in_leaves_its_incident_retracted()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)));
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&retractVanished=true");
        var brigade = (await _service.Reader.Get("/v1/actors?q=Riverside"))["items"]![0]!["id"]!.GetValue<Guid>();
        await _service.Retract("actors", brigade);

        var newer = GedFile.Csv(GedFile.Row(2, ("best", "7")));
        var job = await _service.Writer.Import(newer);

        Assert.Equal((0, 0, 0, 1, 1), job.Counts());
        Assert.Equal([(2, "retracted-reference", null)], await _service.Rejected(job));
        Assert.Equal("retracted", (await _service.Reader.Get($"/v1/incidents/{await IdOf("2")}"))["status"]!.ToString());

        // One that says what it always said mentions nothing anew.
        Assert.Equal((0, 1, 0, 0, 1), (await _service.Writer.Import(GedFile.Csv(GedFile.Row(2)))).Counts());
        Assert.Equal("active", (await _service.Reader.Get($"/v1/incidents/{await IdOf("2")}"))["status"]!.ToString());
        await _service.Reinstate("actors", brigade);
        Assert.Equal((0, 1, 0, 0, 1), (await _service.Writer.Import(newer)).Counts());
    }

    [Fact]
    public async Task A_row_whose_incident_was_merged_stays_with_the_one_that_stands_for_it()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)));
        Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{await IdOf("2")}/merge", new { into = await IdOf("1"), reason = "One event." }, "*")).Status);

        Assert.Equal((0, 0, 2, 0, 0), (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)))).Counts());
        var newer = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2, ("best", "7"))));

        Assert.Equal((0, 0, 1, 1, 0), newer.Counts());
        Assert.Equal([(3, "merged", null)], await _service.Rejected(newer));

        // Where that one does not stand itself, no sum has the figures of either.
        await _service.Retract("incidents", await IdOf("1"));
        var neither = await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)));
        Assert.Equal((0, 0, 0, 2, 0), neither.Counts());
        Assert.Equal([(2, "retracted", null), (3, "merged", null)], await _service.Rejected(neither));
    }

    /// <summary>What stands for others is retracted when the file has none of them, and holds nothing of anybody else.</summary>
    [Fact]
    public async Task What_others_were_merged_into_goes_with_the_last_of_them_and_comes_back_with_the_first()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));
        foreach (var (other, into) in new[] { ("1", "2"), ("2", "3") })
            Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{await IdOf(other)}/merge", new { into = await IdOf(into), reason = "One event." }, "*")).Status);
        var sums = await Items(Sums);
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(4, ("best", "9"))));

        // The first row alone holds what stands for it.
        Assert.Equal((0, 0, 1, 0, 2), (await Retracting(GedFile.Row(1))).Counts());
        Assert.Equal(sums, await Items(Sums));
        Assert.Equal((0, 1, 0, 0, 1), (await Retracting(GedFile.Row(4, ("best", "9")))).Counts());
        Assert.NotEqual(sums, await Items(Sums));

        // It comes back with the first row of those it stands for, in whatever order they are.
        Assert.Equal((0, 1, 2, 0, 1), (await Retracting(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3))).Counts());
        Assert.Equal(sums, await Items(Sums));
        Assert.Equal((0, 1, 0, 0, 1), (await Retracting(GedFile.Row(4, ("best", "9")))).Counts());
        Assert.Equal((0, 2, 1, 0, 1), (await Retracting(GedFile.Row(2), GedFile.Row(1), GedFile.Row(3, ("best", "7")))).Counts());
        Assert.Equal("killed 7", await Estimate("ucdp:3"));
        Assert.Equal((0, 0, 3, 0, 0), (await Retracting(GedFile.Row(3, ("best", "7")), GedFile.Row(2), GedFile.Row(1))).Counts());

        // What somebody recorded here is merged into the fourth.
        Assert.Equal((0, 1, 0, 0, 1), (await Retracting(GedFile.Row(4, ("best", "9")))).Counts());
        var document = await _service.Record("documents", Bodies.Document("Report", await _service.Record("sources", Bodies.Source("Herald", "B"))));
        var own = await _service.Record("incidents", Bodies.Incident("Fighting", await _service.Record("locations", Bodies.Location("Town")), document));
        Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{own}/merge", new { into = await IdOf("4"), reason = "One event." }, "*")).Status);
        Assert.Equal((0, 1, 0, 0, 1), (await Retracting(GedFile.Row(3, ("best", "7")))).Counts());
        Assert.Equal("killed 9", await Estimate("ucdp:4"));
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);

        Task<JsonNode> Retracting(params IEnumerable<Dictionary<string, string>> rows) => _service.Writer.Import(GedFile.Csv(rows), "format=ucdp-ged&retractVanished=true");
    }

    /// <summary>What a file lacks a person may judge too, and then it stays away.</summary>
    [Fact]
    public async Task A_person_may_retract_what_is_retracted_for_its_absence()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)));
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&retractVanished=true");

        await _service.Retract("incidents", await IdOf("2"));

        Assert.Equal((0, 0, 1, 1, 0), (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2)))).Counts());
        Assert.Equal(409, (await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{await IdOf("2")}/retraction", new { reason = "Once more." }, "*")).Status);
    }

    [Fact]
    public async Task What_another_log_retracted_for_that_comes_back_here()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));
        await _service.Retract("incidents", await IdOf("3"));
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&retractVanished=true");
        await using var other = await TestService.Empty();
        Assert.Equal(0, (await other.ImportLines(await _service.Export())).Counts().Rejected);

        Assert.Equal((0, 1, 1, 1, 0), (await other.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)))).Counts());
    }

    private async Task<string> Items(string path)
    {
        var items = (await _service.Reader.Get(path))["items"]!.AsArray();
        foreach (var item in items)
            item!.AsObject().Remove("version");
        foreach (var item in items)
            item!.AsObject().Remove("updatedAt");
        return items.ToJsonString();
    }

    private async Task<string> Estimate(string foreignId)
    {
        var incident = Assert.Single((await _service.Reader.Get($"/v1/incidents?externalId={foreignId}"))["items"]!.AsArray())!;
        var killed = (await _service.Reader.Get($"/v1/incidents/{incident["id"]}/estimate"))["estimates"]!.AsArray().Single(one => one!["measure"]!.ToString() == "killed" && one["victims"]!.ToString() == "all")!;
        return $"killed {killed["best"]}";
    }

    private async Task<IReadOnlyList<string>> History(string foreignId)
    {
        var incident = await IdOf(foreignId.Split(':')[1]);
        return [.. (await _service.Reader.Get($"/v1/incidents/{incident}/history"))["items"]!.AsArray().Select(entry => $"{entry!["type"]!.ToString().Split('.')[1]} {entry["reason"]}")];
    }

    /// <summary>Also of one that no list shows.</summary>
    private Task<Guid> IdOf(string externalId) => Sql.Value<Guid>(_service.ConnectionString, $"select id from read_model.incident_version where dataset = 'ucdp-ged' and external_id = '{externalId}' and recorded_to is null");

    private Task<long> Position() => Sql.Value<long>(_service.ConnectionString, "select position from log.event_head");
}
