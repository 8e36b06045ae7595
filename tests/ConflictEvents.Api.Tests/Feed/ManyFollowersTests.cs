using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Feed;

public sealed class ManyFollowersTests
{
    private const int Writers = 8;
    private const int Followers = 3;
    private const int Waiting = 200;

    [Fact]
    public async Task Beside_parallel_writers_every_follower_meets_every_event_once_in_order()
    {
        await using var service = await TestService.Empty();
        await using var other = service.Beside();
        var shared = await service.Record("actors", Bodies.Actor("Shared"));
        using var written = new CancellationTokenSource();
        var drill = new Drill();

        var followers = Enumerable.Range(0, Followers).Select(n => Follow(n % 2 == 0 ? service : other, new Random(n))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var through = writer % 2 == 0 ? service : other;
            for (var n = 0; n < 15 || !drill.IsOver; n++)
            {
                await through.Record("actors", Bodies.Actor($"Actor {writer} {n}"));
                await through.Correct("actors", shared, Bodies.Actor($"Shared {writer} {n}"));
            }
        }));
        await written.CancelAsync();

        var log = await Sql.Lines(service.ConnectionString, "select event_id::text from log.event order by position");
        Assert.True(log.Count > Writers * 30, $"only {log.Count} events were written");
        foreach (var seen in await Task.WhenAll(followers))
            Assert.Equal(log, seen);

        // What it has not stored when it is interrupted it meets again.
        async Task<List<string>> Follow(TestService from, Random random)
        {
            var (stored, cursor) = (new List<string>(), (string?)null);
            while (true)
            {
                var isLast = written.IsCancellationRequested;
                var page = await from.Reader.Changes(cursor, $"limit={random.Next(1, 20)}&wait={random.Next(2)}");
                if (random.Next(5) == 0)
                    continue;
                stored.AddRange(page.Items.Select(change => change.EventId()));
                cursor = page.Cursor;
                if (isLast && page is { Items.Count: 0 })
                    return stored;
            }
        }
    }

    [Fact]
    public async Task However_many_wait_they_cost_one_connection_together()
    {
        await using var service = await TestService.Empty();
        await service.Record("actors", Bodies.Actor("Before"));
        await service.Reader.Changes();
        var end = await service.Reader.Latest();

        var waiting = Enumerable.Range(0, Waiting).Select(_ => service.Reader.Changes(end, "wait=60")).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(1));
        for (var tries = 0; await Connections(service, "conflict-events watch") != 1; tries++)
        {
            Assert.True(tries < 100, "Not one connection watches the log.");
            await Task.Delay(100);
        }

        Assert.DoesNotContain(waiting, answer => answer.IsCompleted);
        Assert.Contains("", await Working(service));

        // Were connections taken for waiting, there would be none left to write with.
        var id = await service.Record("actors", Bodies.Actor("Awaited by all"));
        foreach (var page in await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(30)))
            Assert.Equal(id, Assert.Single(page.Items).About());
    }

    /// <returns>What connections were at work on, at several moments: the service looks after its jobs now and then.</returns>
    private static async Task<IReadOnlyList<string>> Working(TestService service)
    {
        var seen = new List<string>();
        for (var n = 0; n < 30; n++)
        {
            seen.Add(string.Join("; ", await Sql.Lines(service.ConnectionString, $"select concat_ws(' ', state, query) from ({Own}) own where application_name = 'conflict-events' and state <> 'idle'")));
            await Task.Delay(100);
        }

        return seen;
    }

    private const string Own = "select application_name, state, query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name like 'conflict-events%'";

    private static Task<long> Connections(TestService service, string name) =>
        Sql.Value<long>(service.ConnectionString, $"select count(*) from ({Own}) own where application_name = '{name}'");
}
