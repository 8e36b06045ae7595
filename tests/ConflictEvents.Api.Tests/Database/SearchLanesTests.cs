using System.Collections.Concurrent;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Api.Tests.Database;

public sealed class SearchLanesTests : IAsyncLifetime
{
    private const string Quick = "500ms";
    private const string Wide = "10s";

    private readonly ConcurrentQueue<string> _begun = new();
    private string _connectionString = "";
    private ApplicationDatabase _database = null!;
    private SearchLanes _lanes = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await TestDatabases.CreateDatabase(TestService.EmptyTemplate);

        // One connection in each lane.
        var database = new ApplicationDatabase(new NpgsqlConnectionStringBuilder(_connectionString) { MaxPoolSize = 4 }.ConnectionString);
        (_database, _lanes) = (database, new SearchLanes(database));
    }

    public async Task DisposeAsync()
    {
        await _lanes.DisposeAsync();
        await _database.DisposeAsync();
        await TestDatabases.DropDatabase(_connectionString);
    }

    [Fact]
    public async Task A_search_that_needs_longer_than_a_moment_is_begun_anew_and_having_done_so_twice_it_is_known()
    {
        for (var i = 0; i < 4; i++)
            await Search("wide", seconds: 0.8);

        Assert.Equal([Quick, Wide, Quick, Wide, Wide, Wide], _begun);
    }

    [Fact]
    public async Task What_one_search_was_found_to_be_says_nothing_of_another()
    {
        await Search("wide", seconds: 0.8);
        await Search("wide", seconds: 0.8);
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
    public async Task A_quick_search_is_answered_while_wide_ones_work()
    {
        await Search("wide", seconds: 0.8);
        await Search("wide", seconds: 0.8);
        var wide = Search("wide", seconds: 5);

        await Search("quick", seconds: 0);

        Assert.False(wide.IsCompleted);
        await wide;
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

    /// <summary>Notes how long a statement may take where the search is begun.</summary>
    private async Task Search(string what, double seconds)
    {
        var found = await _lanes.Run<bool>(
            what,
            async connection =>
            {
                await using (var limit = new NpgsqlCommand("show statement_timeout", connection))
                    _begun.Enqueue((string)(await limit.ExecuteScalarAsync())!);
                await using var command = new NpgsqlCommand("select pg_sleep($1)", connection) { Parameters = { new() { Value = seconds } } };
                await command.ExecuteNonQueryAsync();
                return true;
            },
            CancellationToken.None);

        Assert.Null(found.Error);
    }
}
