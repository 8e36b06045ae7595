using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConflictEvents.Api.Tests.Database;

public sealed class SearchLanesTests : IAsyncLifetime
{
    private const double Wide = 0.8;
    private const double Quick = 0;

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_search_that_took_longer_than_a_moment_is_not_tried_again_in_the_quick_lane()
    {
        var lanes = _service.Services.GetRequiredService<SearchLanes>();

        Assert.Equal(2, await Begun(lanes, "a", Wide));
        Assert.Equal(1, await Begun(lanes, "a", Wide));
        Assert.Equal(2, await Begun(lanes, "b", Wide));
    }

    [Fact]
    public async Task What_turns_out_quick_is_a_quick_one_again()
    {
        var lanes = _service.Services.GetRequiredService<SearchLanes>();

        Assert.Equal(2, await Begun(lanes, "a", Wide));
        Assert.Equal(1, await Begun(lanes, "a", Quick));
        Assert.Equal(2, await Begun(lanes, "a", Wide));
    }

    /// <returns>How often the search was begun until it answered.</returns>
    private static async Task<int> Begun(SearchLanes lanes, string name, double seconds)
    {
        var begun = 0;
        var found = await lanes.Run<int>(name, Search, CancellationToken.None);
        Assert.Null(found.Error);
        Assert.Equal(begun, found.Value);
        return begun;

        async Task<Result<int>> Search(NpgsqlConnection connection)
        {
            begun++;
            await using var command = new NpgsqlCommand("select pg_sleep($1)", connection) { Parameters = { new() { Value = seconds } } };
            await command.ExecuteNonQueryAsync();
            return begun;
        }
    }
}
