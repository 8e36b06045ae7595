using Npgsql;

namespace ConflictEvents.Api.Tests.Database;

/// <summary>Keeps others waiting, for tests of what happens meanwhile.</summary>
internal static class Locks
{
    /// <returns>Keeps what the statement locks until it is disposed of.</returns>
    public static async Task<IAsyncDisposable> Hold(string connectionString, string sql)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var held = new Held(connection, await connection.BeginTransactionAsync());
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return held;
    }

    /// <param name="count">How many are to wait for a lock at least.</param>
    /// <param name="table">What their statements mention; anything when empty.</param>
    public static async Task UntilWaiting(string connectionString, int count = 1, string table = "")
    {
        for (var tries = 0; await Sql.Value<long>(connectionString, $"select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%{table}%'") < count; tries++)
        {
            Assert.True(tries < 200, $"Fewer than {count} wait for a lock. {table}");
            await Task.Delay(50);
        }
    }

    private sealed class Held(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        // An end that is told, for the server may notice later that a connection is gone.
        public async ValueTask DisposeAsync()
        {
            await transaction.RollbackAsync();
            await connection.DisposeAsync();
        }
    }
}
