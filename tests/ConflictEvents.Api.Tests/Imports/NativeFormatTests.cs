using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>What one service exports another one takes in, and then answers the same.</summary>
public sealed class NativeFormatTests : IAsyncLifetime
{
    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid TheNational = new("019a0000-0002-7000-8000-000000000001");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.ndjson.gz");
    private TestService _origin = null!;
    private TestService _service = null!;

    public async Task InitializeAsync() => (_origin, _service) = (await TestService.WithSample(), await TestService.Empty());

    public async Task DisposeAsync()
    {
        await _origin.DisposeAsync();
        await _service.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task An_export_imported_into_an_empty_service_yields_the_same_answers()
    {
        await ImportDatasets();
        await ChangeThings();

        var export = await CommandLine.CommandLine.Run(_origin.ConnectionString, "export", "--output", _file);
        Assert.Equal((0, ""), (export.ExitCode, export.Output));
        var import = await CommandLine.CommandLine.Run(_service.ConnectionString, "import", _file, "--format", "conflict-events");

        var events = await Head(_origin);
        Assert.True(import.ExitCode == 0, import.Output + import.Errors);
        Assert.StartsWith($"{events} rows: ", import.Output, StringComparison.Ordinal);
        Assert.Contains(" 0 unchanged, 0 rejected; 0 vanished", import.Output, StringComparison.Ordinal);
        Assert.Equal(events, await Head(_service));
        (await Told.By(_origin)).AssertSame(await Told.By(_service));
        Assert.Equal(
            await Sql.Lines(_origin.ConnectionString, "select type || ' ' || stream_id || ' ' || version || ' ' || encode(body_hash, 'hex') || coalesce(reason, '') from log.event order by position"),
            await Sql.Lines(_service.ConnectionString, "select type || ' ' || stream_id || ' ' || version || ' ' || encode(body_hash, 'hex') || coalesce(reason, '') from log.event order by position"));
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "verify")).ExitCode);
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);

        // And again, into both of them.
        foreach (var service in new[] { _service, _origin })
        {
            var again = await service.Writer.Import(await File.ReadAllBytesAsync(_file), NativeFile.Query);
            Assert.Equal((0, 0, (int)events, 0, 0), again.Counts());
            Assert.Equal(events, await Head(service));
        }
    }

    [Fact]
    public async Task What_happens_later_follows()
    {
        await _service.ImportLines(await _origin.Export());
        await ChangeThings();
        var lines = await _origin.Export();
        var known = (int)await Head(_service);

        var job = await _service.ImportLines(lines);

        Assert.Equal(lines.Count - known, job.Counts().Created + job.Counts().Updated);
        Assert.Equal((known, 0), (job.Counts().Unchanged, job.Counts().Rejected));
        (await Told.By(_origin)).AssertSame(await Told.By(_service));
    }

    [Fact]
    public async Task Of_one_claimant_s_figures_the_one_recorded_last_stays_the_last()
    {
        // The ids run against the order of recording, which alone says which of the two figures is the later.
        var incident = await _origin.Record("incidents", Bodies.Incident("Two counts", Sabha, Article));
        foreach (var (id, number) in new[] { ("ffffffff-0000-7000-8000-000000000001", 3), ("00000000-0000-7000-8000-000000000001", 5) })
        {
            var claim = Bodies.Killed(number, TheNational, Article).With("id", id);
            Assert.Equal(201, (await _origin.Writer.Post($"/v1/incidents/{incident}/claims", claim)).Status);
        }

        await _service.ImportLines(await _origin.Export());

        foreach (var service in new[] { _origin, _service })
            Assert.Equal(5, (await service.Reader.Get($"/v1/incidents/{incident}/estimate"))["estimates"]![0]!["best"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_body_that_an_older_program_wrote_is_the_same_event()
    {
        var lines = await _origin.Export();

        // Before claims could cite a record, their citations had no such member.
        const string Bare = """regexp_replace(body::text, ',"record":null', '', 'g')""";
        await Sql.Execute(
            await TestDatabases.SuperuserOf(_origin.ConnectionString),
            $"update log.event e set body_hash = sha256(convert_to({Bare}, 'UTF8')) from log.event_body b where b.position = e.position; update log.event_body set body = ({Bare})::json");
        Assert.NotEqual(0, await Sql.Value<long>(_origin.ConnectionString, "select count(*) from log.event_body where body::text not like '%\"record\"%' and body::text like '%citations%'"));

        Assert.Equal((0, 0, lines.Count, 0, 0), (await _origin.ImportLines(lines)).Counts());
        Assert.Equal((0, 0, lines.Count, 0, 0), (await _origin.ImportLines(await _origin.Export())).Counts());
        Assert.Equal(0, (await _service.ImportLines(await _origin.Export())).Counts().Rejected);
    }

    [Fact]
    public async Task A_file_that_is_cut_gives_what_it_holds_and_says_so()
    {
        await ImportDatasets();
        var whole = GedFile.Compressed(NativeFile.Of(await _origin.Export()));

        var job = await _service.Writer.Import(whole[..(whole.Length / 2)], NativeFile.Query, state: "failed");

        Assert.Contains("ends before its end", job["error"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, job.Counts().Rejected);
        Assert.Equal(job["rowsRead"]!.GetValue<long>(), await Head(_service));
        Assert.True(await Head(_service) > 0);
        Assert.Equal("completed", (await _service.Writer.Import(whole, NativeFile.Query))["state"]!.ToString());
        Assert.Equal(await Head(_origin), await Head(_service));
    }

    [Fact]
    public async Task An_export_goes_to_the_standard_output_and_is_only_kept_when_it_is_whole()
    {
        var plain = await CommandLine.CommandLine.Run(_origin.ConnectionString, "export");
        Assert.Equal(0, plain.ExitCode);
        Assert.Equal(await Head(_origin) + 1, plain.Output.Split('\n').Length);
        Assert.Equal((await _origin.Export()).Select(line => line.ToJsonString()), plain.Output.Split('\n')[..^1].Select(line => JsonNode.Parse(line)!.ToJsonString()));
        Assert.Contains($"{await Head(_origin)} events written.", plain.Errors, StringComparison.Ordinal);

        Assert.Equal(2, (await CommandLine.CommandLine.Run(_origin.ConnectionString, "export", "--output", Path.Combine(_file, "none"))).ExitCode);
        await Sql.Execute(await TestDatabases.SuperuserOf(_origin.ConnectionString), "delete from log.event_body where position = 7");
        var broken = await CommandLine.CommandLine.Run(_origin.ConnectionString, "export", "--output", _file);
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("Event 7 of the log", broken.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), $"{Path.GetFileName(_file)}*"));
    }

    [Fact]
    public async Task A_compressed_export_is_what_the_standard_output_would_be()
    {
        await CommandLine.CommandLine.Run(_origin.ConnectionString, "export", "--output", _file);

        await using var file = new GZipStream(File.OpenRead(_file), CompressionMode.Decompress);
        using var text = new StreamReader(file);

        Assert.Equal((await _origin.Export()).Select(line => line.ToJsonString()), (await text.ReadToEndAsync()).TrimEnd('\n').Split('\n')[..^1].Select(line => JsonNode.Parse(line)!.ToJsonString()));
    }

    [Fact]
    public async Task An_export_that_was_cut_or_changed_does_not_pass_for_a_whole_one()
    {
        var lines = (await CommandLine.CommandLine.Run(_origin.ConnectionString, "export")).Output.Split('\n');
        var cut = await _service.Writer.Import(Text(lines[..^1]), NativeFile.Query, state: "failed");
        Assert.Contains("lacks the line that ends an export", cut["error"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal((lines.Length - 1, 0), (cut.Counts().Created + cut.Counts().Updated, cut.Counts().Rejected));

        // Of what is there already nothing goes in, and yet it is seen that a line is missing, or that one says something else.
        foreach (var file in new[] { Text([.. lines[..5], .. lines[6..]]), Text([lines[0].Replace("\"reason\":null", "\"reason\":\"x\"", StringComparison.Ordinal), .. lines[1..]]) })
            Assert.Contains("some were changed", (await _service.Writer.Import(file, NativeFile.Query, state: "failed"))["error"]!.ToString(), StringComparison.Ordinal);

        // One export may follow another, and lines may end as they do elsewhere.
        var twice = await _service.Writer.Import([.. Text(lines), .. Encoding.UTF8.GetBytes(string.Join("\r\n", lines))], NativeFile.Query);
        Assert.Equal((0, 0, 2 * (lines.Length - 1), 0, 0), twice.Counts());

        static byte[] Text(string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")));
    }

    private static Task<long> Head(TestService service) => Sql.Value<long>(service.ConnectionString, "select position from log.event_head");

    /// <summary>Places of the gazetteer, records that happened at one of them, figures out of order, some that another version tells otherwise, a figure that comes back, and two records that a version lacks, one of which the next has again.</summary>
    private async Task ImportDatasets()
    {
        await _origin.Writer.Import(GeonamesFile.Of(GeonamesFile.Code("LY.77", "Zawiya", 901), GeonamesFile.Code("LY.77.5", "Sabratha and Surman", 902)), GeonamesFile.Query);
        var place = GeonamesFile.Place(1, "Şabrātah", admin1: "77", admin2: "5", alternates: "Sabratha,صبراتة", latitude: 32.79335, longitude: 12.48845);
        await _origin.Writer.Import(GeonamesFile.Of(place), GeonamesFile.Query);
        await _origin.Writer.Import(GeonamesFile.Of($"{place}".Replace("Sabratha,", "Sabratha,Sabrata,", StringComparison.Ordinal)), $"{GeonamesFile.Query}&datasetVersion=2026-11");
        var rows = Enumerable.Range(1, 700).Select(id => GedFile.Row(id, ("where_description", $"{id * 7919 % 100_003} steps from the well"))).ToList();
        rows[4] = GedFile.Row(5, ("low", "9"), ("best", "6"), ("high", "8"));
        await _origin.Writer.Import(GedFile.Csv(rows), "format=ucdp-ged&datasetVersion=23.1");
        rows[0] = GedFile.Row(1, ("best", "7"), ("deaths_civilians", "2"));
        rows[1] = GedFile.Row(2, ("low", "1"), ("best", "2"), ("high", "2"), ("deaths_a", "1"), ("deaths_b", "1"), ("deaths_civilians", "0"));
        var lacking = rows[9];
        rows.RemoveRange(9, 2);
        var job = await _origin.Writer.Import(GedFile.Csv(rows), "format=ucdp-ged&datasetVersion=24.1&retractVanished=true");
        Assert.Equal((0, 2, 696, 0, 2), job.Counts());
        rows[0] = GedFile.Row(1);
        rows.Add(lacking);
        Assert.Equal(2, (await _origin.Writer.Import(GedFile.Csv(rows), "format=ucdp-ged")).Counts().Updated);
    }

    /// <summary>An event of every kind, with words in several scripts.</summary>
    private async Task ChangeThings()
    {
        var actor = await _origin.Record("actors", Bodies.Actor("لواء النهر", "Riverside \"Brigade\" \\ 2"));
        var place = await _origin.Record("locations", Bodies.Location("Beside Sabha", Sabha));
        var incident = await _origin.Record("incidents", Bodies.Incident("At the river", place, Article)
            .With("participants", new JsonArray(Bodies.Participant(actor, Article)))
            .With("claims", new JsonArray(Bodies.Killed(3, TheNational, Article), Bodies.Killed(4, TheNational, Article).With("victims", "civilians"))));
        var claims = (await _origin.Reader.Get($"/v1/incidents/{incident}"))["claims"]!.AsArray().Select(claim => claim!["id"]!.ToString()).ToList();
        var newer = Bodies.Killed(6, TheNational, Article).With("supersedes", claims[0]).Because("A miscount.\nOne was counted twice.");
        Assert.Equal(201, (await _origin.Writer.Post($"/v1/incidents/{incident}/claims", newer)).Status);
        Assert.Equal(200, (await _origin.Writer.Post($"/v1/incidents/{incident}/claims/{claims[1]}/retraction", new { reason = "Withdrawn." })).Status);
        var third = (await _origin.Reader.Get($"/v1/incidents/{incident}"))["claims"]!.AsArray().Select(claim => claim!["id"]!.ToString()).Except(claims).Single();
        Assert.Equal(200, (await _origin.Writer.Post($"/v1/incidents/{incident}/claims/{third}/rank", new { rank = "preferred", reason = "Counted by name." })).Status);
        Assert.Equal(200, (await _origin.Writer.Send(HttpMethod.Post, $"/v1/incidents/{incident}/verification", new { status = "contested", rationale = "Two reports disagree." }, "*")).Status);
        await _origin.Correct("actors", actor, Bodies.Actor("Brigade of the River"));
        await _origin.Retract("actors", actor);

        // What stood before may be mentioned on.
        await _origin.Correct("incidents", incident, Bodies.Incident("By the river", place, Article).With("participants", new JsonArray(Bodies.Participant(actor, Article))));
        var nothing = await _origin.Record("incidents", Bodies.Incident("Nothing", Sabha, Article));
        await _origin.Retract("incidents", nothing);
        await _origin.Reinstate("incidents", nothing);
        await _origin.Retract("incidents", nothing);
        await MergeThings(place);
    }

    /// <summary>Two into one and that one into another; the last is undone after something was decided about what it brought.</summary>
    private async Task MergeThings(Guid place)
    {
        var ids = new List<Guid>();
        foreach (var number in new[] { 3, 4, 5, 6 })
            ids.Add(await _origin.Record("incidents", Bodies.Incident($"Seen {number} times", place, Article).With("claims", new JsonArray(Bodies.Killed(number, TheNational, Article)))));
        foreach (var (one, into) in new[] { (0, 1), (2, 1), (1, 3) })
            Assert.Equal(200, (await _origin.Writer.Send(HttpMethod.Post, $"/v1/incidents/{ids[one]}/merge", new { into = ids[into], reason = "One event." }, "*")).Status);
        var moved = (await _origin.Reader.Get($"/v1/incidents/{ids[3]}"))["claims"]![1]!["id"];
        Assert.Equal(200, (await _origin.Writer.Post($"/v1/incidents/{ids[3]}/claims/{moved}/rank", new { rank = "deprecated", reason = "Nobody was there." })).Status);
        Assert.Equal(200, (await _origin.Writer.Post($"/v1/incidents/{ids[1]}/unmerge", new { reason = "Two events." })).Status);
        foreach (var verdict in new[] { "dismiss", "reopen", "dismiss" })
            Assert.Equal(200, (await _origin.Writer.Post("/v1/review/duplicates", new { pair = new[] { ids[1], ids[3] }, verdict, reason = "Compared." })).Status);

        var actors = new List<Guid>();
        foreach (var name in new[] { "Column", "Battalion", "Regiment" })
            actors.Add(await _origin.Record("actors", Bodies.Actor(name)));
        await _origin.Correct("incidents", ids[3], Bodies.Incident("Seen", place, Article).With("participants", new JsonArray(Bodies.Participant(actors[0], Article))));
        foreach (var (one, into) in new[] { (0, 1), (1, 2) })
            Assert.Equal(200, (await _origin.Writer.Send(HttpMethod.Post, $"/v1/actors/{actors[one]}/merge", new { into = actors[into], reason = "One group." }, "*")).Status);
        Assert.Equal(200, (await _origin.Writer.Post($"/v1/actors/{actors[1]}/unmerge", new { reason = "Two groups." })).Status);
    }
}
