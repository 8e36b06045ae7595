using ConflictEvents.Infrastructure.LocalPostgres;

namespace ConflictEvents.Api.Tests.Database;

/// <summary>The tests' PostgreSQL: a private server as the service runs one, with the safety of its data switched off.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private const string Prefix = "conflict-events-tests-";
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    private readonly LocalPostgresServer _server;

    private TestServer(LocalPostgresServer server) => _server = server;

    /// <summary>Connects the owner of a database named <c>conflict_events</c>, who is no superuser.</summary>
    public string OwnerConnectionString => _server.ConnectionString;

    /// <summary>Connects a superuser, without pooling.</summary>
    public string AdministrationConnectionString => _server.AdministrationConnectionString;

    public static async Task<TestServer> Start()
    {
        await RemoveAbandoned();
        var options = new LocalPostgresOptions(Directory.CreateTempSubdirectory(Prefix).FullName)
        {
            Durable = false,
            Settings = new Dictionary<string, string> { ["max_connections"] = "300" },
        };
        return new TestServer(await LocalPostgresServer.Start(options, static _ => { }, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await LocalPostgresServer.Remove(_server.DataDirectory);
    }

    /// <summary>Servers of test runs that were killed would otherwise run for ever.</summary>
    private static async Task RemoveAbandoned()
    {
        foreach (var directory in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (TimeProvider.System.GetUtcNow() - Directory.GetCreationTimeUtc(directory) <= Abandoned)
                continue;
            try
            {
                await LocalPostgresServer.Remove(directory);
            }
            catch (LocalPostgresException)
            {
                // Another user's: theirs to remove.
            }
        }
    }
}
