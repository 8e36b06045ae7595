using System.Collections.Concurrent;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Api.Tests.Database;

public sealed class SearchLanesTests : IAsyncLifetime
{
    private const string Quick = "500ms";
    private const string Wide = "10s";

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> _begun = new();
    private string _connectionString = "";
    private ApplicationDatabase _database = null!;
    private SearchLanes _lanes = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await TestDatabases.CreateDatabase(TestService.EmptyTemplate);

        // One connection in each lane.
        var database = new ApplicationDatabase(new NpgsqlConnectionStringBuilder(_connectionString) { MaxPoolSize = 4 }.ConnectionString);
        (_database, _lanes) = (database, new SearchLanes(database) { Memory = Memory });

        // The first connection of a lane takes its time.
        await Search("first", seconds: 0);
        _begun.Clear();
    }

    public async Task DisposeAsync()
    {
        await _lanes.DisposeAsync();
        await _database.DisposeAsync();
        await TestDatabases.DropDatabase(_connectionString);
    }

    [Fact]
    public async Task A_search_that_needs_longer_than_a_moment_is_begun_anew_and_is_known_when_it_needed_longer_again()
    {
        await Overrun("wide", times: 3);

        Assert.Equal([Quick, Wide, Wide, Wide], _begun);
    }

    [Fact]
    public async Task What_overran_once_and_was_quick_when_begun_anew_is_given_a_moment_the_next_time()
    {
        var seconds = new Queue<double>([0.8, 0, 0]);

        await Search("held up", seconds.Dequeue);
        await Search("held up", seconds.Dequeue);

        Assert.Equal([Quick, Wide, Quick], _begun);
    }

    [Fact]
    public async Task What_one_search_was_found_to_be_says_nothing_of_another()
    {
        await Overrun("wide");
        await Search("another", seconds: 0);

        Assert.Equal(Quick, _begun.Last());
    }

    [Fact]
    public async Task Who_waits_with_a_search_that_turns_out_to_be_wide_is_not_given_a_moment()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Search("wide", seconds: 0.8)));

        Assert.Equal((2, 5), (_begun.Count(limit => limit == Quick), _begun.Count(limit => limit == Wide)));
    }

    [Fact]
    public async Task A_wide_search_that_is_known_keeps_no_quick_one_waiting()
    {
        await Overrun("wide");
        _begun.Clear();
        var wide = Search("wide", seconds: 5);

        await Search("quick", seconds: 0);

        Assert.False(wide.IsCompleted);
        await wide;
        Assert.Equal((1, 1), (_begun.Count(limit => limit == Quick), _begun.Count(limit => limit == Wide)));
    }

    [Fact]
    public async Task A_search_that_turns_out_to_be_quick_among_wide_ones_is_given_a_moment_again()
    {
        await Overrun("changing");
        await Search("changing", seconds: 0);
        await Search("changing", seconds: 0);

        Assert.Equal([Quick, Wide, Wide, Quick], _begun);
    }

    [Fact]
    public async Task What_is_wide_is_forgotten_a_while_after_it_was_so_for_the_last_time()
    {
        await Overrun("wide");
        await Task.Delay(Memory * 0.7);
        await Overrun("wide");
        await Task.Delay(Memory * 0.7);
        await Overrun("wide");
        await Task.Delay(Memory * 1.1);
        await Overrun("wide");

        Assert.Equal([Quick, Wide, Wide, Wide, Quick, Wide], _begun);
    }

    [Fact]
    public async Task A_search_that_its_caller_gives_up_has_not_overrun()
    {
        for (var i = 0; i < 2; i++)
        {
            using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Search("given up", seconds: 0.4, gone.Token));
        }

        await Search("given up", seconds: 0);

        Assert.All(_begun, limit => Assert.Equal(Quick, limit));
        Assert.NotEmpty(_begun);
    }

    [Fact]
    public async Task A_search_that_fails_leaves_its_lane()
    {
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<PostgresException>(() => _lanes.Run<bool>(
                "faulty",
                async connection =>
                {
                    await using var command = new NpgsqlCommand("select 1 / 0", connection);
                    await command.ExecuteNonQueryAsync();
                    return true;
                },
                CancellationToken.None));
        }

        await Search("quick", seconds: 0);

        Assert.Equal([Quick], _begun);
    }

    private async Task Overrun(string what, int times = 1)
    {
        for (var i = 0; i < times; i++)
            await Search(what, seconds: 0.8);
    }

    private Task Search(string what, double seconds, CancellationToken cancellationToken = default) => Search(what, () => seconds, cancellationToken);

    /// <summary>Notes how long a statement may take where the search is begun.</summary>
    /// <param name="seconds">Asked for each time that it is begun.</param>
    private async Task Search(string what, Func<double> seconds, CancellationToken cancellationToken = default)
    {
        var found = await _lanes.Run<bool>(
            what,
            async connection =>
            {
                await using (var limit = new NpgsqlCommand("show statement_timeout", connection))
                    _begun.Enqueue((string)(await limit.ExecuteScalarAsync(cancellationToken))!);
                await using var command = new NpgsqlCommand("select pg_sleep($1)", connection) { Parameters = { new() { Value = seconds() } } };
                await command.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken);

        Assert.Null(found.Error);
    }
}
