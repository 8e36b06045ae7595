using System.Net.Http.Headers;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.CommandLine;

public sealed class KeyCommandTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_key_made_here_opens_the_running_service_until_it_is_revoked_here()
    {
        var made = await CommandLine.Run(_service.ConnectionString, "keys", "create", "--name", "alice", "--scopes", "write,review", "--expires", "2999-01-31");
        Assert.Equal(0, made.ExitCode);
        Assert.StartsWith("ce_", made.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', made.Output);
        Assert.DoesNotContain(made.Output, made.Errors, StringComparison.Ordinal);
        var id = made.Output.Split('_')[1];

        Assert.Equal(201, await Post(made.Output));
        Assert.Equal("alice", await Sql.Value<string>(_service.ConnectionString, "select recorded_by from log.event"));

        var listed = await CommandLine.Run(_service.ConnectionString, "keys", "list");
        Assert.Equal(0, listed.ExitCode);
        var line = Assert.Single(listed.Output.Split('\n'), line => line.Contains(id, StringComparison.Ordinal));
        Assert.All(["alice", "write,review", "cli", "2999-01-31 00:00Z"], word => Assert.Contains(word, line, StringComparison.Ordinal));
        Assert.DoesNotContain(made.Output.Split('_')[2], listed.Output, StringComparison.Ordinal);

        var revoked = await CommandLine.Run(_service.ConnectionString, "keys", "revoke", id);
        Assert.Equal(0, revoked.ExitCode);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(401, await Post(made.Output));
        Assert.Contains("by cli", (await CommandLine.Run(_service.ConnectionString, "keys", "list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "'--name' is required", "--scopes", "read")]
    [InlineData(2, "'--scopes' is required", "--name", "alice")]
    [InlineData(2, "name: Must have", "--name", "", "--scopes", "read")]
    [InlineData(2, "name: Is a name of the service's own", "--name", "cli", "--scopes", "read")]
    [InlineData(2, "name: Is a name of the service's own", "--name", "bootstrap", "--scopes", "read")]
    [InlineData(2, "no scope 'everything'", "--name", "alice", "--scopes", "read,everything")]
    [InlineData(2, "scopes: Must name each", "--name", "alice", "--scopes", "read,read")]
    [InlineData(2, "expiresAt: Must be in the future", "--name", "alice", "--scopes", "read", "--expires", "2019-04-06")]
    [InlineData(2, "'soon'", "--name", "alice", "--scopes", "read", "--expires", "soon")]
    [InlineData(1, "taken", "--name", "taken", "--scopes", "read")]
    public async Task A_key_that_cannot_be_made_is_explained(int exitCode, string words, params string[] arguments)
    {
        Assert.Equal(0, (await CommandLine.Run(_service.ConnectionString, "keys", "create", "--name", "taken", "--scopes", "admin")).ExitCode);

        var run = await CommandLine.Run(_service.ConnectionString, ["keys", "create", .. arguments]);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.Equal(1, await Sql.Value<long>(_service.ConnectionString, "select count(*) from access.api_key"));
    }

    [Fact]
    public async Task A_key_that_is_not_there_cannot_be_revoked()
    {
        var run = await CommandLine.Run(_service.ConnectionString, "keys", "revoke", "none");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("There is no key none.", run.Errors, StringComparison.Ordinal);
    }

    private async Task<int> Post(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/actors") { Content = System.Net.Http.Json.JsonContent.Create(Bodies.Actor("Someone")) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await _service.Reader.SendAsync(request);
        return (int)response.StatusCode;
    }
}
