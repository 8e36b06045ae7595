using Npgsql;

namespace ConflictEvents.Api.Tests.Database;

public sealed class TestDatabasesTests
{
    [Fact]
    public async Task A_template_is_filled_once_and_each_copy_is_its_own()
    {
        var fills = 0;
        var template = new DatabaseTemplate("numbers", async connectionString =>
        {
            Interlocked.Increment(ref fills);
            // The pool stays open, as that of a service under test would.
            var source = NpgsqlDataSource.Create(connectionString);
            await using var command = source.CreateCommand("create table number as select generate_series(1, 10) as n");
            await command.ExecuteNonQueryAsync();
        });

        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestDatabases.CreateDatabase(template)));
        await Value(databases[0], "delete from number");

        Assert.Equal(1, fills);
        Assert.Equal(4, databases.Distinct().Count());
        Assert.Equal(0L, await Value(databases[0], "select count(*) from number"));
        Assert.Equal(10L, await Value(databases[3], "select count(*) from number"));
    }

    [Fact]
    public async Task A_dropped_database_is_gone()
    {
        var database = await TestDatabases.CreateDatabase();
        await Value(database, "select 1");

        await TestDatabases.DropDatabase(database);

        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, (await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync())).SqlState);
    }

    private static async Task<object?> Value(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
