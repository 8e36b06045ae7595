using ConflictEvents.Infrastructure.Connections;
using ConflictEvents.Infrastructure.LocalPostgres;
using Npgsql;

namespace ConflictEvents.Api.Tests.LocalPostgres;

public sealed class PrivateDatabaseTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task Without_a_connection_string_a_private_server_runs_under_the_data_directory(string? connectionString)
    {
        var data = Directory.CreateTempSubdirectory("conflict-events-tests-");
        // Passable, as a service's data directory is.
        File.SetUnixFileMode(data.FullName, File.GetUnixFileMode(data.FullName) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var server = Path.Combine(data.FullName, "postgres");
        try
        {
            await using (var database = await DatabaseSource.Open(connectionString, data.FullName, static _ => { }, CancellationToken.None))
            {
                await using var source = NpgsqlDataSource.Create(database.ConnectionString);
                await using var command = source.CreateCommand("select current_setting('fsync') || ' ' || current_database()");
                Assert.Equal("on conflict_events", await command.ExecuteScalarAsync());
                Assert.True(File.Exists(Path.Combine(server, "cluster", "postmaster.pid")));
            }

            Assert.False(File.Exists(Path.Combine(server, "cluster", "postmaster.pid")));
        }
        finally
        {
            await LocalPostgresServer.Remove(server);
            data.Delete(recursive: true);
        }
    }
}
