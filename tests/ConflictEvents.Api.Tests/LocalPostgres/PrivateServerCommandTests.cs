using ConflictEvents.Infrastructure.Connections;
using ConflictEvents.Infrastructure.LocalPostgres;

namespace ConflictEvents.Api.Tests.LocalPostgres;

public sealed class PrivateServerCommandTests
{
    [Fact]
    public async Task The_command_line_starts_the_private_server_where_none_runs_and_joins_one_that_does()
    {
        var data = Directory.CreateTempSubdirectory("conflict-events-tests-");
        // Passable, as a service's data directory is.
        File.SetUnixFileMode(data.FullName, File.GetUnixFileMode(data.FullName) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var server = Path.Combine(data.FullName, "postgres");
        var pidFile = Path.Combine(server, "cluster", "postmaster.pid");
        var environment = new Dictionary<string, string?> { ["ConnectionStrings__ConflictEvents"] = null, ["CONFLICT_EVENTS_DATA"] = data.FullName };
        try
        {
            var nowhere = await CommandLine.CommandLine.Run(environment, "verify");
            Assert.Equal(2, nowhere.ExitCode);
            Assert.Contains($"There is no database in {server}.", nowhere.Errors, StringComparison.Ordinal);
            Assert.False(Directory.Exists(server));

            var alone = await CommandLine.CommandLine.Run(environment, "migrate");
            Assert.Equal(0, alone.ExitCode);
            Assert.False(File.Exists(pidFile));

            await using (await DatabaseSource.Open(null, data.FullName, static _ => { }, CancellationToken.None))
            {
                var beside = await CommandLine.CommandLine.Run(environment, "verify");
                Assert.Equal(0, beside.ExitCode);
                Assert.Contains("already runs", beside.Errors, StringComparison.Ordinal);
                Assert.True(File.Exists(pidFile));
            }
        }
        finally
        {
            await LocalPostgresServer.Remove(server);
            data.Delete(recursive: true);
        }
    }
}
