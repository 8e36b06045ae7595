using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Feed;
using ConflictEvents.Api.Tests.Imports;
using ConflictEvents.Api.Tests.Projections;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConflictEvents.Api.Tests.Erasure;

/// <summary>What was erased is nowhere any more, neither now nor in the past, and everything else stands as it stood.</summary>
public sealed class ErasureTests
{
    public static TheoryData<ResourceKind> Kinds => new(ErasureWorld.Kinds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_holds_a_word_of_it_and_all_that_never_mentioned_it_is_as_before(ResourceKind kind)
    {
        await using var world = await ErasureWorld.Create();
        var (service, id) = (world.Service, world[kind]);
        Assert.NotEmpty(await world.Traces(kind));
        var before = await world.Answers(await world.Addresses());
        var version = (await service.Reader.Get(world.Path(kind)))["version"]!.GetValue<int>();
        var latest = await service.Writer.Latest();

        var erased = await world.Erase(kind);

        Assert.Equal((200, "erased", version + 1), (erased.Status, erased.Body!["status"]!.ToString(), erased.Body["version"]!.GetValue<int>()));
        Assert.Empty(await world.Traces(kind));

        // Addresses that ask for the word itself, or that named it before, answer without it; the others what they answered before. Sums, and what
        // is near, may have been of it.
        var after = await world.Answers(before.Keys);
        Assert.All(after, answer => Assert.DoesNotContain(ErasureWorld.Word(kind), answer.Value, StringComparison.OrdinalIgnoreCase));
        Assert.All(before, answer =>
        {
            if (!answer.Value.Contains(ErasureWorld.Word(kind), StringComparison.OrdinalIgnoreCase) && !answer.Value.Contains(id.ToString(), StringComparison.Ordinal)
                && !new[] { id.ToString(), "norblax", "/casualties", "/similar" }.Any(part => answer.Key.Contains(part, StringComparison.Ordinal)))
                Assert.True(answer.Value == after[answer.Key], $"{answer.Key} answered {answer.Value} before, and {after[answer.Key]} after");
        });
        foreach (var moment in world.Moments.Skip(1).Select(moment => (DateTimeOffset?)moment).Append(null))
            await IsGone(world, kind, moment is { } time ? $"?asOf={time.Text()}" : "");

        Assert.Equal((410, "erased"), Told(await world.Correct(kind)));

        // What was told of it is told without what it said, and its end in a filtered feed too.
        var told = (await service.Writer.Walk()).Where(change => change.About() == id).ToList();
        Assert.Equal(version + 1, told.Count);
        Assert.All(told, change => Assert.Equal(("true", 0), (change["erased"]?.ToString(), change["changes"]!.AsArray().Count)));
        var word = kind.ToString().ToLowerInvariant();
        Assert.Equal(($"{word}.created", $"{word}.erased"), (told[0].Type(), told[^1].Type()));
        if (kind is ResourceKind.Incident)
            Assert.Contains(await service.Writer.Walk(latest, "country=LY"), change => change.About() == id);
        var history = await service.Reader.Get($"{world.Path(kind)}/history");
        Assert.Equal(told.Select(change => change.ToJsonString()), history["items"]!.AsArray().Select(change => change!.ToJsonString()));

        await StandsAsTheLogMakesIt(service);
    }

    [Fact]
    public async Task Who_mentions_it_shows_an_erased_one()
    {
        await using var world = await ErasureWorld.Create();
        var estimate = (await world.Service.Reader.Get($"/v1/incidents/{world.Raid}"))["estimates"]!.ToJsonString();
        foreach (var kind in ErasureWorld.Kinds.Except([ResourceKind.Incident]))
            Assert.Equal(200, (await world.Erase(kind)).Status);

        var raid = await world.Service.Reader.Get($"/v1/incidents/{world.Raid}");

        Assert.Equal("[erased]", raid["place"]!["location"]!["name"]!.ToString());
        Assert.Equal("LY", raid["place"]!["location"]!["country"]!.ToString());
        Assert.Equal("[erased] rebel_group", $"{raid["participants"]![0]!["actor"]!["name"]} {raid["participants"]![0]!["actor"]!["type"]}");
        Assert.Equal("[erased]", raid["conflicts"]![0]!["name"]!.ToString());
        Assert.Equal("[erased] The National", $"{raid["citations"]![0]!["document"]!["title"]} {raid["citations"]![0]!["document"]!["source"]!["name"]}");
        Assert.Equal("[erased] A", $"{raid["claims"]![0]!["claimant"]!["source"]!["name"]} {raid["claims"]![0]!["claimant"]!["source"]!["reliability"]}");
        Assert.Equal(estimate, raid["estimates"]!.ToJsonString());

        // A bundle is made of what is left of them, and is one still.
        var bundle = await world.Service.Reader.Get($"/v1/incidents/{world.Raid}/bundle");
        Assert.Equal(world.Raid.ToString(), bundle["incident"]!["id"]!.ToString());
        foreach (var kind in ErasureWorld.Kinds.Except([ResourceKind.Incident]))
        {
            Assert.DoesNotContain(ErasureWorld.Word(kind), bundle.ToJsonString(), StringComparison.OrdinalIgnoreCase);
            Assert.Empty(await world.Traces(kind));
        }

        var past = await world.Service.Reader.Get($"/v1/incidents/{world.Raid}/bundle?asOf={world.Moments[3].Text()}");
        Assert.Null(past["incident"]);
        await StandsAsTheLogMakesIt(world.Service);
    }

    [Fact]
    public async Task It_takes_no_more_changes()
    {
        await using var world = await ErasureWorld.Create();
        var tag = (await world.Service.Writer.Send(HttpMethod.Get, world.Path(ResourceKind.Actor))).ETag!;
        using (var reader = await world.Service.Reader.PostAsync($"{world.Path(ResourceKind.Actor)}/erasure", null))
            Assert.Equal(401, (int)reader.StatusCode);
        Assert.Equal(412, (await world.Erase(ResourceKind.Actor, "\"v1\"")).Status);
        Assert.Equal(200, (await world.Erase(ResourceKind.Actor, tag)).Status);

        Assert.Equal((410, "erased"), Told(await world.Erase(ResourceKind.Actor)));
        Assert.Equal((410, "erased"), Told(await world.Correct(ResourceKind.Actor)));
        Assert.Equal((410, "erased"), Told(await world.Correct(ResourceKind.Actor, tag)));
        Assert.Equal((410, "erased"), Told(await world.Service.Writer.Send(HttpMethod.Post, $"{world.Path(ResourceKind.Actor)}/retraction", new { reason = "Twice." }, "*")));
        Assert.Equal((409, "already-exists"), Told(await world.Service.Writer.Post("/v1/actors", Bodies.Actor("Another").With("id", world[ResourceKind.Actor].ToString()))));
        Assert.Equal(404, (await world.Service.Writer.Send(HttpMethod.Get, $"/v1/documents/{world[ResourceKind.Actor]}")).Status);
        Assert.Equal(404, (await world.Service.Writer.Send(HttpMethod.Get, $"{world.Path(ResourceKind.Actor)}?asOf={world.Moments[0].Text()}")).Status);

        // Nothing new may mention it; what did may go on.
        Assert.Equal("unknown-reference", (await world.Service.Writer.Post("/v1/conflicts", Bodies.Conflict("New").With("belligerents", new JsonArray(new JsonObject
        {
            ["actorId"] = world[ResourceKind.Actor].ToString(),
            ["citations"] = new JsonArray(new JsonObject { ["documentId"] = world[ResourceKind.Document].ToString() }),
        })))).Code);
        Assert.Equal(200, (await world.Service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{world.Raid}/verification", new { status = "corroborated", rationale = "Two reports." }, "*")).Status);
        Assert.Empty((await ReadModelRebuilder.Run(world.Service.ConnectionString, progress: null, CancellationToken.None)).Value.Differences);
    }

    [Fact]
    public async Task Of_an_erasure_and_corrections_at_the_same_time_none_is_lost()
    {
        await using var world = await ErasureWorld.Create();
        var corrections = Enumerable.Range(0, 6).Select(_ => world.Correct(ResourceKind.Document)).ToList();
        var erasure = world.Erase(ResourceKind.Document);

        Assert.Equal(200, (await erasure).Status);
        Assert.All(await Task.WhenAll(corrections), correction => Assert.Contains(correction.Status, new[] { 200, 410 }));
        Assert.Empty(await world.Traces(ResourceKind.Document));
        await StandsAsTheLogMakesIt(world.Service);
    }

    [Fact]
    public async Task What_was_merged_is_erased_behind_what_holds_it()
    {
        await using var world = await ErasureWorld.Create();
        var survivor = await world.Service.Record("actors", Bodies.Actor("Survivor"));
        Assert.Equal(200, (await world.Service.Writer.Send(HttpMethod.Post, $"{world.Path(ResourceKind.Actor)}/merge", new { into = survivor, reason = "The same." }, "*")).Status);

        Assert.Equal((409, "held-by-merge"), Told(await world.Erase(ResourceKind.Actor)));
        Assert.Equal(200, (await world.Service.Writer.Send(HttpMethod.Post, $"/v1/actors/{survivor}/erasure", new { reason = "Order 2026/115." }, "*")).Status);
        await StandsAsTheLogMakesIt(world.Service);
        Assert.Equal(200, (await world.Erase(ResourceKind.Actor)).Status);

        Assert.Empty(await world.Traces(ResourceKind.Actor));
        Assert.Equal("[erased]", (await world.Service.Reader.Get($"/v1/incidents/{world.Raid}"))["participants"]![0]!["actor"]!["name"]!.ToString());
        Assert.Equal((410, "erased"), Told(await world.Service.Writer.Send(HttpMethod.Post, $"{world.Path(ResourceKind.Actor)}/unmerge", new { reason = "Not the same." })));
        await StandsAsTheLogMakesIt(world.Service);
    }

    [Fact]
    public async Task No_tag_of_before_confirms_an_answer()
    {
        await using var world = await ErasureWorld.Create();
        string[] paths = [$"/v1/incidents/{world.Raid}", "/v1/incidents", world.Path(ResourceKind.Actor)];
        var tags = new Dictionary<string, string>();
        foreach (var path in paths.SelectMany(path => new[] { path, $"{path}?asOf={world.Moments[2].Text()}", $"{path}?asOf={world.Moments[^1].Text()}" }))
        {
            using var answer = await world.Service.Reader.GetAsync(path);
            tags[path] = answer.Headers.ETag!.ToString();
            Assert.Equal(304, await Ask(path));
        }

        Assert.Equal(200, (await world.Erase(ResourceKind.Actor)).Status);

        foreach (var path in tags.Keys)
            Assert.Contains(await Ask(path), new[] { 200, 410 });
        var current = await world.Service.Writer.Send(HttpMethod.Get, paths[0]);
        Assert.EndsWith("-e1\"", current.ETag, StringComparison.Ordinal);
        Assert.Equal(200, (await world.Service.Writer.Send(HttpMethod.Post, $"{paths[0]}/verification", new { status = "corroborated", rationale = "Two reports." }, current.ETag)).Status);

        async Task<int> Ask(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("If-None-Match", tags[path]);
            using var answer = await world.Service.Reader.SendAsync(request);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task An_export_of_the_log_takes_the_tombstone_along()
    {
        await using var world = await ErasureWorld.Create();
        await using var other = await TestService.Empty();
        await using var living = await TestService.Empty();
        await living.ImportLines(await world.Service.Export());
        await world.Service.Correct("sources", world[ResourceKind.Source], Bodies.Source("Fourth", "C"));
        foreach (var kind in ErasureWorld.Kinds)
            Assert.Equal(200, (await world.Erase(kind)).Status);
        var lines = await world.Service.Export();

        var job = await other.ImportLines(lines);

        Assert.Equal((lines.Count, 0), (job.Counts().Created + job.Counts().Updated, job.Counts().Rejected));
        foreach (var kind in ErasureWorld.Kinds)
            Assert.Equal((410, "erased"), Told(await other.Writer.Send(HttpMethod.Get, world.Path(kind))));
        Assert.Equal("[erased]", (await other.Reader.Get($"/v1/incidents/{world.Raid}"))["place"]!["location"]!["name"]!.ToString());
        Assert.Equal("[erased]", (await other.Reader.Get($"/v1/casualties?groupBy=actor&actorId={world[ResourceKind.Actor]}"))["items"]!.AsArray().Single(row => row!["actor"]!.ToString() == world[ResourceKind.Actor].ToString())!["actorName"]!.ToString());
        await StandsAsTheLogMakesIt(other);
        Assert.Equal((0, 0, lines.Count), ((await other.ImportLines(lines)).Counts() is var again ? (again.Created, again.Rejected, again.Unchanged) : default));

        // It is taken along again and again.
        await using var third = await TestService.Empty();
        Assert.Equal(0, (await third.ImportLines(await other.Export())).Counts().Rejected);
        Assert.Equal(lines.Select(line => line["body"]!.ToJsonString()), (await third.Export()).Select(line => line["body"]!.ToJsonString()));

        // Where they stand, they are erased by whoever may; a file does not.
        var refused = await living.Rejected(await living.ImportLines(lines));
        Assert.Equal(ErasureWorld.Kinds.Length, refused.Count(fault => fault.Code is "erased-elsewhere"));
        Assert.Equal(200, (await living.Writer.Send(HttpMethod.Get, world.Path(ResourceKind.Actor))).Status);
        var more = lines.First(line => line["type"]!.ToString() is "source.erased").DeepClone().AsObject();
        more["id"] = Guid.NewGuid().ToString();
        more["body"]!["remains"]!["description"] = "More than is left.";
        more["body"]!["before"] = new JsonArray(
            new JsonObject { ["until"] = 2, ["remains"] = more["body"]!["remains"]!.DeepClone() },
            new JsonObject { ["until"] = 2, ["remains"] = Bodies.Source("[erased]", "A") });
        Assert.Equal(
            ["body.before[0].remains", "body.before[1].remains", "body.before[1].until", "body.remains"],
            (await other.Writer.ErrorsOf(await other.ImportLines([more]))).Select(fault => fault["column"]!.ToString()).Order());
        more["body"]!["remains"] = null;
        more["body"]!.AsObject().Remove("before");
        var incident = lines.First(line => line["type"]!.ToString() is "incident.erased").DeepClone().AsObject();
        incident["id"] = Guid.NewGuid().ToString();
        incident["body"]!["remains"] = (await world.Service.Export()).First(line => line["type"]!.ToString() is "incident.created")["body"]!["details"]!.DeepClone();
        Assert.Equal([(2, "invalid", "body.remains"), (3, "invalid", "body.remains")], await other.Rejected(await other.ImportLines([lines[0], more, incident])));
    }

    [Fact]
    public async Task The_application_can_erase_nothing_but_what_ends_in_its_erasure()
    {
        await using var world = await ErasureWorld.Create();
        await using var connection = await world.Service.Services.GetRequiredService<ApplicationDatabase>().Source.OpenConnectionAsync();

        foreach (var statement in new[] { "delete from log.event_body", $"select log.erase_bodies('{world[ResourceKind.Actor]}')", $"select log.erase_bodies('{Guid.NewGuid()}')", "alter function log.erase_bodies(uuid) security invoker" })
        {
            await using var command = new NpgsqlCommand(statement, connection);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync())).SqlState);
        }
    }

    [Fact]
    public async Task A_body_that_is_missing_elsewhere_or_left_behind_is_told()
    {
        await using var world = await ErasureWorld.Create();
        Assert.Equal(200, (await world.Erase(ResourceKind.Actor)).Status);
        var superuser = await TestDatabases.SuperuserOf(world.Service.ConnectionString);
        await Sql.Execute(superuser, $"insert into log.event_body select position, '{{}}' from log.event where stream_id = '{world[ResourceKind.Actor]}' and version = 1");
        await Sql.Execute(superuser, $"delete from log.event_body where position = (select position from log.event where stream_id = '{world[ResourceKind.Source]}' and version = 1)");

        var faults = (await LogVerifier.Verify(world.Service.Services.GetRequiredService<ApplicationDatabase>(), progress: null, CancellationToken.None)).Faults;

        Assert.Equal(2, faults.Count);
        Assert.EndsWith($"the body is there, though actor {world[ResourceKind.Actor]} was erased.", faults[0], StringComparison.Ordinal);
        Assert.EndsWith("the body is missing.", faults[1], StringComparison.Ordinal);
    }

    private static (int, string?) Told(JsonAnswer answer) => (answer.Status, answer.Code);

    private static async Task IsGone(ErasureWorld world, ResourceKind kind, string query)
    {
        string[] more = kind switch
        {
            ResourceKind.Incident => ["/estimate", "/citations", "/bundle", "/origin", "/similar"],
            ResourceKind.Conflict => ["/tolls", "/citations"],
            ResourceKind.Document => ["/citations"],
            _ => [],
        };
        foreach (var path in more.Prepend(""))
        {
            var answer = await world.Service.Reader.Send(HttpMethod.Get, $"{world.Path(kind)}{path}{query}");
            Assert.True((answer.Status, answer.Code) == (410, "erased"), $"{path}{query} answered {answer.Status} {answer.Body}");
            Assert.Contains("Order 2026/114.", answer.Body!["detail"]!.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>The log verifies, and a rebuild comes to the same rows.</summary>
    private static async Task StandsAsTheLogMakesIt(TestService service)
    {
        Assert.Empty((await LogVerifier.Verify(service.Services.GetRequiredService<ApplicationDatabase>(), progress: null, CancellationToken.None)).Faults);
        var rows = await ReadModelImage.Rows(service.ConnectionString);
        Assert.Empty((await ReadModelRebuilder.Run(service.ConnectionString, progress: null, CancellationToken.None)).Value.Differences);
        Assert.Equal(rows, await ReadModelImage.Rows(service.ConnectionString));
    }
}
