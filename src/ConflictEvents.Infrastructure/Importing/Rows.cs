using Npgsql;

namespace ConflictEvents.Infrastructure.Importing;

internal static class Rows
{
    public static string? TextOrNull(this NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
}
