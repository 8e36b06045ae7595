using System.Diagnostics;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Api.Tests.Feed;

public sealed class FeedTests : IAsyncLifetime
{
    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");
    private static readonly Guid Newspaper = new("019a0000-0002-7000-8000-000000000001");
    private static readonly Guid Army = new("019a0000-0001-7000-8000-000000000001");

    private TestService _service = null!;

    private HttpClient Reader => _service.Reader;

    public async Task InitializeAsync() => _service = await TestService.WithSample();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Pages_of_any_size_hold_every_event_of_the_log_once_in_its_order(int limit)
    {
        var changes = await Reader.Walk(query: $"limit={limit}");

        Assert.Equal(await Sql.Lines(_service.ConnectionString, "select event_id::text from log.event order by position"), changes.Select(change => change.EventId()));
        Assert.Equal(
            await Sql.Lines(_service.ConnectionString, "select concat_ws(' ', type, stream_kind, stream_id, version, recorded_by) from log.event order by position"),
            changes.Select(change => $"{change.Type()} {change["resource"]} {change.About()} {change["version"]} {change["recordedBy"]}"));
    }

    [Fact]
    public async Task The_history_of_a_resource_is_made_of_the_same_entries()
    {
        var battle = (await Reader.Get("/v1/conflicts?limit=1"))["items"]![0]!["id"]!.GetValue<Guid>();

        var history = (await Reader.Get($"/v1/conflicts/{battle}/history"))["items"]!.AsArray();

        Assert.Equal((await Reader.Walk()).Where(change => change.About() == battle).Select(change => change.ToJsonString()), history.Select(entry => entry!.ToJsonString()));
    }

    [Fact]
    public async Task At_the_end_of_the_log_the_cursor_stays_and_there_is_no_next_page()
    {
        var end = (await Reader.Changes(query: "limit=1000")).Cursor;

        var page = await Reader.Changes(end);

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
        Assert.Equal(end, page.Cursor);
        Assert.Equal(end, await Reader.Latest());
        Assert.Contains($"after={Uri.EscapeDataString((await Reader.Changes(query: "limit=3")).Cursor)}", (await Reader.Changes(query: "limit=3")).Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_narrowed_to_kinds_of_change_and_of_resource()
    {
        var all = await Reader.Walk();

        foreach (var (query, isMeant) in new (string, Func<JsonNode, bool>)[]
        {
            ("eventType=incident.claim_added", change => change.Type() is "incident.claim_added"),
            ("eventType=incident.corrected,conflict.claim_ranked&limit=1", change => change.Type() is "incident.corrected" or "conflict.claim_ranked"),
            ("resource=actor,location", change => change["resource"]!.ToString() is "actor" or "location"),
            ("resource=incident&eventType=incident.created,actor.created", change => change.Type() is "incident.created"),
        })
        {
            var meant = all.Where(isMeant).Select(change => change.EventId()).ToList();
            Assert.NotEmpty(meant);
            Assert.Equal(meant, (await Reader.Walk(query: query)).Select(change => change.EventId()));
        }

        Assert.Equal(["eventType"], (await Refusal("eventType=incident.vanished"))["errors"]!.AsArray().Select(error => error!["path"]!.ToString()));
    }

    [Fact]
    public async Task A_filter_of_incidents_lets_pass_what_it_finds_or_found_until_the_commit()
    {
        var start = await Reader.Latest();
        var battle = Bodies.Incident("A battle", Sabha, Article).With("participants", new JsonArray(Bodies.Participant(Army, Article)))
            .With("foreignIds", new JsonArray(new JsonObject { ["scheme"] = "ucdp", ["value"] = "77" }));
        var riot = battle.With("type", "riots").With("participants", new JsonArray()).With("foreignIds", new JsonArray());
        var id = await _service.Record("incidents", battle.With("claims", new JsonArray(Bodies.Killed(3, Newspaper, Article))));
        await _service.Correct("incidents", id, riot);
        await _service.Correct("incidents", id, riot.With("title", "Still a riot"));
        await _service.Correct("incidents", id, battle.With("title", "A battle after all"));
        await _service.Retract("incidents", id);
        await _service.Reinstate("incidents", id);
        await _service.Record("incidents", riot.With("title", "Another"));

        // Recorded, left, came back, was withdrawn and stands again; what happened between is nobody's concern who asked for battles.
        foreach (var filter in new[] { "type=battles", $"actorId={Army}&role=attacker", $"actorId={Army}&includeSubgroups=true", "externalId=ucdp:77", "type=battles&killedMin=3&bbox=10,20,20,40" })
            Assert.Equal(["created 1", "claim_added 2", "corrected 3", "corrected 5", "retracted 6", "reinstated 7"], await Passed(filter));
        Assert.Equal(["corrected 3", "corrected 4", "corrected 5", "created 1"], await Passed("type=riots"));
        Assert.Empty(await Passed("type=protests"));
        Assert.Equal(8, (await Reader.Walk(start)).Count);

        async Task<IEnumerable<string>> Passed(string filter) =>
            (await Reader.Walk(start, filter)).Select(change => $"{change.Type().Split('.')[1]} {change["version"]}");
    }

    [Fact]
    public async Task A_cursor_of_another_log_is_told_from_one_of_this()
    {
        var (cursor, end) = ((await Reader.Changes(query: "limit=5")).Cursor, await Reader.Latest());
        await using var other = await TestService.Empty();
        foreach (var name in Enumerable.Range(0, 10))
            await other.Record("actors", Bodies.Actor($"Actor {name}"));
        await other.Record("actors", Bodies.Actor("One"));

        foreach (var foreign in new[] { cursor, end })
        {
            foreach (var wait in new[] { "", "&wait=1" })
            {
                var answer = await other.Reader.Send(HttpMethod.Get, $"/v1/changes?after={foreign}{wait}");
                Assert.Equal((409, "feed-diverged"), (answer.Status, answer.Code));
            }
        }

        // One that nobody gave: the right position, and a hash that no log has there.
        Assert.Equal("feed-diverged", (await Refusal($"after={(end[..12] == cursor[..12] ? cursor : end[..12] + cursor[12..])}"))["code"]!.ToString());
    }

    [Fact]
    public async Task Waiting_ends_when_the_log_turns_out_to_be_another()
    {
        var end = await Reader.Latest();
        await _service.Record("actors", Bodies.Actor("Lost by the restore"));
        var lost = await Reader.Latest();
        await Reader.Changes(lost);

        // As after a restore: the last event is not there.
        await Sql.Execute(
            await TestDatabases.SuperuserOf(_service.ConnectionString),
            """
            delete from log.event_body where position = (select position from log.event_head);
            delete from log.event where position = (select position from log.event_head);
            update log.event_head set (position, hash, recorded_at) = (select position, hash, recorded_at from log.event order by position desc limit 1)
            """);
        var answer = await Reader.Send(HttpMethod.Get, $"/v1/changes?after={lost}&wait=30");

        Assert.Equal((409, "feed-diverged"), (answer.Status, answer.Code));
        Assert.Equal(end, (await Reader.Changes(end)).Cursor);
    }

    [Fact]
    public async Task What_is_not_kept_any_more_is_not_left_out_in_silence()
    {
        var cursors = new List<string>();
        foreach (var limit in new[] { 8, 9, 10 })
            cursors.Add((await Reader.Changes(query: $"limit={limit}")).Cursor);
        await Sql.Execute(await TestDatabases.SuperuserOf(_service.ConnectionString), "delete from log.event_body where position < 10; delete from log.event where position < 10");

        foreach (var query in new[] { "", $"?after={cursors[0]}", $"?after={cursors[0]}&f=sse" })
        {
            using var answer = await Reader.GetAsync($"/v1/changes{query}");
            Assert.Equal(410, (int)answer.StatusCode);
            Assert.Contains("feed-compacted", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains("/v1/incidents?f=ndjson>; rel=\"alternate\"", string.Join(' ', answer.Headers.GetValues("Link")), StringComparison.Ordinal);
        }

        Assert.Equal((await Reader.Changes(cursors[1], "limit=1")).Cursor, cursors[2]);
    }

    [Theory]
    [InlineData("after=xyz", "invalid-cursor")]
    [InlineData("after=AAAAAAAAAAA", "invalid-cursor")]
    [InlineData("after=_____________________w", "invalid-cursor")]
    [InlineData("limit=0", "invalid-parameter")]
    [InlineData("wait=61", "invalid-parameter")]
    [InlineData("wait=-1", "invalid-parameter")]
    [InlineData("f=sse&wait=1", "invalid-parameter")]
    [InlineData("f=sse&limit=1", "invalid-parameter")]
    [InlineData("killedMin=5&killedMax=4", "invalid-parameter")]
    [InlineData("asOf=2026-01-01T00:00:00Z", "unknown-parameter")]
    [InlineData("cursor=xyz", "unknown-parameter")]
    public async Task What_cannot_be_read_is_refused(string query, string code)
    {
        var problem = await Refusal(query);

        Assert.Equal((400, code), (problem["status"]!.GetValue<int>(), problem["code"]!.ToString()));
    }

    [Fact]
    public async Task Whoever_waits_is_woken_at_once_and_otherwise_answered_in_time_with_the_same_cursor()
    {
        await using var other = _service.Beside();
        foreach (var writer in new[] { _service, other })
        {
            var end = await Reader.Latest();
            var waiting = Reader.Changes(end, "wait=30");
            await Task.Delay(200);
            Assert.False(waiting.IsCompleted);
            var began = Stopwatch.GetTimestamp();
            var id = await writer.Record("actors", Bodies.Actor("Awaited"));

            var page = await waiting.WaitAsync(TimeSpan.FromSeconds(10));

            Assert.Equal(id, Assert.Single(page.Items).About());
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
        }

        var (latest, start) = (await Reader.Latest(), Stopwatch.GetTimestamp());
        var nothing = await Reader.Changes(latest, "wait=1");
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.9, 8);
        Assert.Equal((0, latest), (nothing.Items.Count, nothing.Cursor));
    }

    [Fact]
    public async Task Whoever_waits_for_some_changes_is_not_woken_by_others_and_goes_on_behind_them()
    {
        var (end, start) = (await Reader.Latest(), Stopwatch.GetTimestamp());
        var waiting = Reader.Changes(end, "wait=6&resource=incident");
        await Task.Delay(200);
        await _service.Record("actors", Bodies.Actor("Not meant"));

        var page = await waiting;

        Assert.Empty(page.Items);
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(5));
        Assert.Equal(await Reader.Latest(), page.Cursor);
    }

    [Fact]
    public async Task Waiting_ends_when_the_service_stops()
    {
        await using var other = _service.Beside();
        var end = await other.Reader.Latest();
        var waiting = other.Reader.Changes(end, "wait=60");
        await Task.Delay(300);

        var stopping = other.Services.GetHostLifetime();
        stopping.StopApplication();

        Assert.Equal(end, (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Cursor);
    }

    [Fact]
    public async Task What_may_not_be_passed_on_is_told_to_holders_of_a_key_alone_from_its_beginning()
    {
        var start = await Reader.Latest();
        var closed = Importing.Origin("acled", "LBY1", redistributable: false);
        var id = await _service.Import(Bodies.Incident("The secret one", Sabha, Article), closed);
        await AssertShown(holders: 2, everybody: 0);

        await _service.ImportAgain(id, closed with { Redistributable = true });
        await AssertShown(holders: 3, everybody: 3);

        await _service.ImportAgain(id, closed);
        await AssertShown(holders: 4, everybody: 0);
        Assert.Empty((await ReadModelRebuilder.Run(_service.ConnectionString, progress: null, CancellationToken.None)).Value.Differences);
        await AssertShown(holders: 4, everybody: 0);

        async Task AssertShown(int holders, int everybody)
        {
            foreach (var query in new[] { "", "resource=incident", "type=battles", "dataset=acled" })
            {
                Assert.Equal(holders, (await _service.Writer.Walk(start, query)).Count);
                Assert.Equal(everybody, (await Reader.Walk(start, query)).Count);
            }
        }
    }

    private async Task<JsonNode> Refusal(string query) => (await Reader.Send(HttpMethod.Get, $"/v1/changes?{query}")).Body!;
}
