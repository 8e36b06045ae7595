using Npgsql;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>
/// Held by the one session that makes or replaces tables: two services that start at once must not both migrate, and what a migration
/// changes must not be swapped away by a rebuild. It ends with the session.
/// </summary>
internal static class SchemaLock
{
    // Any number that nothing else in the database locks.
    private const long Number = 0x4365_5363_6865_6D61;

    public static async Task Take(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({Number})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>False while another session holds it.</returns>
    public static async Task<bool> TryTake(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({Number})", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
