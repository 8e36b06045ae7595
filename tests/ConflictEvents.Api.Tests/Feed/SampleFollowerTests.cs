using System.Diagnostics;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using Xunit.Abstractions;

namespace ConflictEvents.Api.Tests.Feed;

/// <summary>Runs <c>samples/follower</c> as its readers would, and kills it now and then.</summary>
public sealed class SampleFollowerTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 8;
    private const int Followers = 3;

    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid Libya = new("019a0000-0004-7000-8000-000000000001");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");
    private static readonly Guid Newspaper = new("019a0000-0002-7000-8000-000000000001");
    private static readonly Guid Army = new("019a0000-0001-7000-8000-000000000001");

    private readonly string _copy = Path.Combine(Path.GetTempPath(), $"follower-{Guid.CreateVersion7():N}.db");

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.BehindPort();

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), $"{Path.GetFileName(_copy)}*"))
            File.Delete(file);
    }

    [Fact]
    public async Task Followers_that_are_killed_again_and_again_beside_many_writers_end_with_what_the_service_holds()
    {
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(Write));
        var copies = Enumerable.Range(0, Followers).Select(n => $"{_copy}.{n}").ToList();
        var restarts = await Task.WhenAll(copies.Select((copy, n) => FollowAndDie(copy, new Random(n), writing)));

        await writing;
        var held = await Held();
        foreach (var copy in copies)
        {
            await Once(copy);
            await AssertInStep(copy, held);
        }

        Assert.All(restarts, times => Assert.True(times > 1, $"A follower was started only {times} times."));
        output.WriteLine($"{held.Count} resources in {(await _service.Reader.Walk(query: "limit=1000")).Count} changes by {Writers} writers; followers started {string.Join(", ", restarts)} times.");
    }

    [Fact]
    public async Task A_rename_reaches_what_shows_the_name()
    {
        await Once();
        await _service.Correct("actors", Army, Bodies.Actor("Army of the East"));
        await _service.Correct("locations", Libya, Bodies.Location("Libia").With("type", "country"));

        await Once();

        await AssertInStep();
        Assert.Contains("Army of the East", (await Copy(_copy)).Values.Single(body => body.Contains("Sabha", StringComparison.Ordinal) && body.Contains("\"claims\"", StringComparison.Ordinal) && body.Contains("Islamic State attack", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_erased_leaves_the_copy_and_so_do_its_words()
    {
        var marked = await _service.Record("actors", Bodies.Actor("Norblax Brigade"));
        var body = Bodies.Incident("Norblax raid", Sabha, Article).With("participants", new JsonArray(Bodies.Participant(marked, Article)));
        var (gone, staying) = (await _service.Record("incidents", body), await _service.Record("incidents", body.With("title", "Another raid")));
        await Once();
        Assert.Contains("Norblax", await Bytes(), StringComparison.Ordinal);

        await Erase("incidents", gone);
        await Erase("actors", marked);
        await Once();

        await AssertInStep();
        var copy = await Copy(_copy);
        Assert.False(copy.ContainsKey($"{gone}") || copy.ContainsKey($"{marked}"));
        Assert.Contains("[erased]", copy[$"{staying}"], StringComparison.Ordinal);
        Assert.DoesNotContain("Norblax", await Bytes(), StringComparison.Ordinal);

        // One that begins now is told the same.
        await Once($"{_copy}.later");
        Assert.Equal(copy.OrderBy(row => row.Key, StringComparer.Ordinal), (await Copy($"{_copy}.later")).OrderBy(row => row.Key, StringComparer.Ordinal));

        async Task<string> Bytes() => System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_copy));
    }

    [Fact]
    public async Task What_is_retracted_leaves_the_copy_and_is_there_again_when_it_is_reinstated()
    {
        var actor = await _service.Record("actors", Bodies.Actor("Brigade"));
        var raid = await _service.Record("incidents", Bodies.Incident("Raid", Sabha, Article).With("participants", new JsonArray(Bodies.Participant(actor, Article))));
        await Once();
        foreach (var (plural, id) in new[] { ("actors", actor), ("incidents", raid) })
        {
            await _service.Retract(plural, id);
            await Once();
            Assert.False((await Copy(_copy)).ContainsKey($"{id}"));
            await _service.Reinstate(plural, id);
        }

        await _service.Correct("actors", actor, Bodies.Actor("Regiment"));
        await Once();

        await AssertInStep();
        Assert.Contains("Regiment", (await Copy(_copy))[$"{raid}"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_merged_is_followed_behind_the_erasure_of_what_stood_for_it()
    {
        var (one, survivor) = (await _service.Record("actors", Bodies.Actor("One")), await _service.Record("actors", Bodies.Actor("Survivor")));
        await _service.Record("incidents", Bodies.Incident("Raid", Sabha, Article).With("participants", new JsonArray(Bodies.Participant(one, Article))));
        Assert.Equal(200, (await _service.Writer.Send(HttpMethod.Post, $"/v1/actors/{one}/merge", new { into = survivor, reason = "They are the same." }, "*")).Status);
        foreach (var gone in new[] { survivor, one })
        {
            await Once();
            await AssertInStep();
            await Erase("actors", gone);
        }

        await Once();
        await AssertInStep();
    }

    [Theory]
    [InlineData("update log.event set hash = sha256(hash) where position = (select position from log.event_head); update log.event_head set hash = (select hash from log.event order by position desc limit 1)")]
    [InlineData("delete from log.event_body where position < 20; delete from log.event where position < 20")]
    public async Task A_follower_of_a_log_that_is_not_the_same_any_more_starts_again(string happened)
    {
        if (!happened.StartsWith("delete", StringComparison.Ordinal))
            await Once();
        await Sql.Execute(await TestDatabases.SuperuserOf(_service.ConnectionString), happened);
        await Task.Delay(TimeSpan.FromSeconds(2));

        Assert.Contains("starting again", await Once(), StringComparison.Ordinal);

        await AssertInStep();
    }

    /// <returns>How often it was started.</returns>
    private async Task<int> FollowAndDie(string copy, Random random, Task writing)
    {
        var times = 0;
        for (; !writing.IsCompleted; times++)
        {
            using var follower = Start(Program(), $"{_service.Reader.BaseAddress}", copy);
            await Task.WhenAny(writing, Task.Delay(random.Next(300, 3_000)));
            follower.Kill();
            await follower.WaitForExitAsync();
        }

        return times;
    }

    /// <summary>Incidents that show an actor which is renamed under them, are corrected, claimed about, merged, unmerged, retracted, reinstated and erased.</summary>
    private async Task Write(int writer)
    {
        var actor = await _service.Record("actors", Bodies.Actor($"Army of {writer}"));
        var (drill, last) = (new Drill(), default(Guid?));
        for (var n = 0; !drill.IsOver; n++)
        {
            var body = Bodies.Incident($"Incident {writer} {n}", Sabha, Article).With("participants", new JsonArray(Bodies.Participant(actor, Article)));
            var id = await _service.Record("incidents", body.With("claims", new JsonArray(Bodies.Killed(n, Newspaper, Article))));
            await _service.Correct("incidents", id, body.With("title", $"Incident {writer} {n}, corrected"));
            await Post($"{id}/claims", Bodies.Killed(n + 1, Newspaper, Article), 201);
            if (last is { } into)
                await Post($"{id}/merge", new JsonObject { ["into"] = $"{into}", ["reason"] = "They are the same." }, 200);
            if (last is not null && n % 2 == 0)
                await Post($"{id}/unmerge", new JsonObject { ["reason"] = "They are not." }, 200);
            if (n % 5 == 0)
                await _service.Correct("actors", actor, Bodies.Actor($"Army of {writer}, {n}"));
            if (n % 14 == 0)
                await _service.Retract("incidents", id);
            if (n % 28 == 0)
                await _service.Reinstate("incidents", id);
            last = n % 14 == 0 ? null : n % 2 == 0 ? id : last ?? id;
            if (n % 6 == 5)
            {
                // What is merged into the one that is erased leads nowhere, until it is erased itself.
                var (gone, held) = (await _service.Record("incidents", body), await _service.Record("incidents", body));
                await Post($"{held}/merge", new JsonObject { ["into"] = $"{gone}", ["reason"] = "They are the same." }, 200);
                await Erase("incidents", gone);
                if (n % 12 == 5)
                    await Erase("incidents", held);
            }

            if (n % 10 == 9)
            {
                await Erase("actors", actor);
                actor = await _service.Record("actors", Bodies.Actor($"Second army of {writer}, {n}"));
            }

            await Task.Delay(200);
        }
    }

    private async Task Post(string path, JsonObject body, int status)
    {
        var answer = await _service.Writer.Send(HttpMethod.Post, $"/v1/incidents/{path}", body, "*");
        Assert.True(answer.Status == status, $"POST {path} answered {answer.Status}: {answer.Body}");
    }

    private async Task Erase(string plural, Guid id)
    {
        var answer = await _service.Writer.Send(HttpMethod.Post, $"/v1/{plural}/{id}/erasure", new { reason = "The test asks for it." }, "*");
        Assert.True(answer.Status == 200, $"Erasing {plural} answered {answer.Status}: {answer.Body}");
    }

    private async Task AssertInStep() => await AssertInStep(_copy, await Held());

    private static async Task AssertInStep(string file, IReadOnlyDictionary<string, string> held)
    {
        var copy = await Copy(file);
        Assert.Equal(held.Keys.Order(StringComparer.Ordinal), copy.Keys.Order(StringComparer.Ordinal));
        Assert.All(held, resource => Assert.Equal(resource.Value, copy[resource.Key]));
    }

    /// <summary>What the lists of the service hold, each fetched by itself.</summary>
    private async Task<IReadOnlyDictionary<string, string>> Held()
    {
        var held = new Dictionary<string, string>();
        foreach (var plural in new[] { "incidents", "conflicts", "actors", "locations", "sources", "documents" })
        {
            for (var next = $"/v1/{plural}?limit=1000"; next is not null;)
            {
                var page = await _service.Reader.Get(next);
                foreach (var id in page["items"]!.AsArray().Select(item => item!["id"]!.ToString()))
                    held.Add(id, await _service.Reader.GetStringAsync($"/v1/{plural}/{id}"));
                next = page["next"]?.ToString();
            }
        }

        return held;
    }

    private static async Task<Dictionary<string, string>> Copy(string file)
    {
        using var python = Start("-c", "import json, sqlite3, sys\nfor row in sqlite3.connect(sys.argv[1]).execute('select id, body from resource'): print(json.dumps(row))", file);
        var lines = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToDictionary(row => row[0]!.ToString(), row => row[1]!.ToString());
    }

    /// <returns>What it said.</returns>
    private Task<string> Once() => Once(_copy);

    /// <inheritdoc cref="Once()"/>
    private async Task<string> Once(string copy)
    {
        using var follower = Start(Program(), $"{_service.Reader.BaseAddress}", copy, "--once");
        var (said, errors) = (follower.StandardOutput.ReadToEndAsync(), follower.StandardError.ReadToEndAsync());
        await follower.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        Assert.True(follower.ExitCode == 0, $"{await said}{await errors}");
        return await said + await errors;
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static string Program() => Path.Combine(Path.GetDirectoryName(TestService.SampleDirectory())!, "follower", "follower.py");
}
