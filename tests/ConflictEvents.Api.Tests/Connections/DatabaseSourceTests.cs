using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Infrastructure.Connections;
using Npgsql;

namespace ConflictEvents.Api.Tests.Connections;

public sealed class DatabaseSourceTests
{
    [Fact]
    public async Task A_configured_server_is_used_and_no_other_is_started()
    {
        var configured = await TestDatabases.CreateDatabase();
        var data = Path.Combine(Path.GetTempPath(), $"conflict-events-unused-{Guid.NewGuid():N}");
        var said = new List<string>();

        await using (var database = await DatabaseSource.Open(configured, data, said.Add, CancellationToken.None))
            Assert.Equal(new NpgsqlConnectionStringBuilder(configured).Database, await Value(database, "select current_database()"));

        Assert.Empty(said);
        Assert.False(Directory.Exists(data));
    }

    private static async Task<object?> Value(DatabaseSource database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
