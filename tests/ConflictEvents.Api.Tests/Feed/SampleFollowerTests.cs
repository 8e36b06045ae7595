using System.Diagnostics;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Feed;

/// <summary>Runs <c>samples/follower</c> as its readers would, and kills it now and then.</summary>
public sealed class SampleFollowerTests : IAsyncLifetime
{
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
    public async Task A_follower_that_is_killed_again_and_again_ends_with_what_the_service_holds()
    {
        var writing = Write();
        for (var run = 0; !writing.IsCompleted; run++)
        {
            using var follower = Start();
            await Task.WhenAny(writing, Task.Delay(TimeSpan.FromMilliseconds(400 + (run * 300))));
            follower.Kill();
            await follower.WaitForExitAsync();
        }

        await writing;
        await Once();
        await AssertInStep();
    }

    [Fact]
    public async Task A_rename_reaches_what_shows_the_name()
    {
        await Once();
        await _service.Correct("actors", Army, Bodies.Actor("Army of the East"));
        await _service.Correct("locations", Libya, Bodies.Location("Libia").With("type", "country"));

        await Once();

        await AssertInStep();
        Assert.Contains("Army of the East", (await Copy()).Values.Single(body => body.Contains("Sabha", StringComparison.Ordinal) && body.Contains("\"claims\"", StringComparison.Ordinal) && body.Contains("Islamic State attack", StringComparison.Ordinal)), StringComparison.Ordinal);
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

    private async Task Write()
    {
        for (var n = 0; n < 8; n++)
        {
            var incident = Bodies.Incident($"Incident {n}", Sabha, Article).With("claims", new JsonArray(Bodies.Killed(n, Newspaper, Article)))
                .With("participants", new JsonArray(Bodies.Participant(Army, Article)));
            var id = await _service.Record("incidents", incident);
            await _service.Correct("incidents", id, Bodies.Incident($"Incident {n}, corrected", Sabha, Article));
            await _service.Correct("actors", Army, Bodies.Actor($"Army {n}"));
            if (n % 3 == 0)
                await _service.Retract("incidents", id);
            await Task.Delay(150);
        }
    }

    /// <summary>What the lists of the service hold, each fetched by itself.</summary>
    private async Task AssertInStep()
    {
        var held = new Dictionary<string, string>();
        foreach (var plural in new[] { "incidents", "conflicts", "actors", "locations", "sources", "documents" })
        {
            var list = await _service.Reader.Get($"/v1/{plural}?limit=1000");
            foreach (var item in list["items"]!.AsArray())
            {
                var id = item!["id"]!.ToString();
                held.Add(id, await _service.Reader.GetStringAsync($"/v1/{plural}/{id}"));
            }
        }

        var copy = await Copy();
        Assert.Equal(held.Keys.Order(StringComparer.Ordinal), copy.Keys.Order(StringComparer.Ordinal));
        Assert.All(held, resource => Assert.Equal(resource.Value, copy[resource.Key]));
    }

    private async Task<Dictionary<string, string>> Copy()
    {
        using var python = Start("-c", "import json, sqlite3, sys\nfor row in sqlite3.connect(sys.argv[1]).execute('select id, body from resource'): print(json.dumps(row))", _copy);
        var lines = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToDictionary(row => row[0]!.ToString(), row => row[1]!.ToString());
    }

    /// <returns>What it said.</returns>
    private async Task<string> Once()
    {
        using var follower = Start(Program(), $"{_service.Reader.BaseAddress}", _copy, "--once");
        var (output, errors) = (follower.StandardOutput.ReadToEndAsync(), follower.StandardError.ReadToEndAsync());
        await follower.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(follower.ExitCode == 0, $"{await output}{await errors}");
        return await output + await errors;
    }

    private Process Start() => Start(Program(), $"{_service.Reader.BaseAddress}", _copy);

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static string Program() => Path.Combine(Path.GetDirectoryName(TestService.SampleDirectory())!, "follower", "follower.py");
}
