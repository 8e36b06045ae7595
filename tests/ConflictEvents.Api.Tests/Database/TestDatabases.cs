using System.Collections.Concurrent;
using ConflictEvents.Infrastructure.Connections;
using Npgsql;

namespace ConflictEvents.Api.Tests.Database;

/// <summary>
/// Fresh databases for tests, on one PostgreSQL server that the first call starts and the end of the test run stops. A test without
/// a database to be had fails; nothing is skipped.
/// </summary>
internal static class TestDatabases
{
    private static readonly Lazy<Task<TestServer>> Server = new(TestServer.Start);
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Templates = new();

    /// <summary>A new database with the extensions and nothing else.</summary>
    /// <returns>The connection string of its owner, who is no superuser.</returns>
    public static Task<string> CreateDatabase() => Copy("template1");

    /// <summary>A new database that is a copy of the template, which is filled at the first call.</summary>
    /// <returns>The connection string of its owner, who is no superuser.</returns>
    public static async Task<string> CreateDatabase(DatabaseTemplate template)
    {
        var name = $"template_{template.Name}";
        await Templates.GetOrAdd(name, _ => new Lazy<Task>(() => Make(name, template))).Value;
        return await Copy(name);
    }

    /// <returns>The connection string of a superuser of the database, who may do what nobody should.</returns>
    public static async Task<string> SuperuserOf(string connectionString) =>
        new NpgsqlConnectionStringBuilder((await Server.Value).AdministrationConnectionString)
        {
            Database = new NpgsqlConnectionStringBuilder(connectionString).Database,
        }.ConnectionString;

    /// <summary>Takes a database away, with whoever is still connected.</summary>
    public static async Task DropDatabase(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await Execute((await Server.Value).AdministrationConnectionString, $"drop database if exists \"{name}\" with (force)");
    }

    /// <summary>Stops the server if a test has started it.</summary>
    public static async Task Stop()
    {
        if (Server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await Server.Value).DisposeAsync();
    }

    private static async Task Make(string name, DatabaseTemplate template)
    {
        var server = await Server.Value;
        await Execute(server.AdministrationConnectionString, $"create database {name} owner {Owner(server)}");
        var connectionString = Connect(server, name);
        await template.Fill(connectionString);

        // A database with sessions cannot be copied.
        await using (var connection = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(connection);
        await Execute(
            server.AdministrationConnectionString,
            $"alter database {name} allow_connections false",
            $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'");
    }

    private static async Task<string> Copy(string template)
    {
        var server = await Server.Value;
        var name = $"test_{Guid.CreateVersion7():N}";
        await Execute(server.AdministrationConnectionString, $"create database {name} template {template} owner {Owner(server)} strategy file_copy");
        return Connect(server, name);
    }

    private static string? Owner(TestServer server) => new NpgsqlConnectionStringBuilder(server.OwnerConnectionString).Username;

    /// <summary>As the service connects, except that the pools of hundreds of databases must not hold on to their connections.</summary>
    private static string Connect(TestServer server, string database) =>
        ConnectionSettings.Apply(new NpgsqlConnectionStringBuilder(server.OwnerConnectionString)
        {
            Database = database,
            MinPoolSize = 0,
            ConnectionIdleLifetime = 2,
            ConnectionPruningInterval = 1,
        }.ConnectionString);

    private static async Task Execute(string connectionString, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
