using System.Runtime.Versioning;
using Npgsql;

namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>Makes the role, the extensions and the database that the service expects in a new cluster.</summary>
[UnsupportedOSPlatform("windows")]
internal static class DatabaseSetup
{
    public const string Superuser = "postgres";
    public const string Owner = "conflict_events";
    public const string Database = "conflict_events";

    private static readonly string[] Extensions = ["postgis", "pg_trgm", "unaccent", "btree_gist"];

    /// <summary>
    /// Does what is still missing, so an interrupted first start is completed by the next one. The owner is no superuser: it may make
    /// roles (the service's own, with fewer rights), and finds the extensions already there, in every database made later too.
    /// </summary>
    /// <param name="administration">Connects a superuser; its database does not matter.</param>
    public static async Task Complete(string administration, string password, PostgresBinaries binaries, CancellationToken ct)
    {
        await using (var connection = await Open(administration, "postgres", ct))
        {
            if (await Scalar(connection, $"select exists (select from pg_database where datname = '{Database}')", ct) is true)
                return;

            var names = string.Join(',', Extensions.Select(name => $"'{name}'"));
            var missing = await Scalar(
                connection,
                $"select string_agg(name, ', ') from unnest(array[{names}]) as wanted(name) " +
                "where name not in (select name from pg_available_extensions)",
                ct);
            if (missing is string list)
            {
                throw new LocalPostgresException(
                    $"PostgreSQL {binaries.Major} in {binaries.Directory} lacks {list}. {PostgresBinaries.InstallHint(binaries.Major)}");
            }

            if (await Scalar(connection, $"select exists (select from pg_roles where rolname = '{Owner}')", ct) is false)
                await Execute(connection, $"create role {Owner} login createrole password '{password}'", ct);
        }

        await using (var connection = await Open(administration, "template1", ct))
        {
            foreach (var extension in Extensions)
                await Execute(connection, $"create extension if not exists {extension}", ct);
        }

        await using (var connection = await Open(administration, "postgres", ct))
            await Execute(connection, $"create database {Database} owner {Owner}", ct);
    }

    private static async Task<NpgsqlConnection> Open(string administration, string database, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(administration) { Database = database }.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct) is var value and not DBNull ? value : null;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
