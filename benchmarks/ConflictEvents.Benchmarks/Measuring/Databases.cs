using System.Globalization;
using ConflictEvents.Benchmarks.Filling;
using ConflictEvents.Infrastructure.Connections;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.LocalPostgres;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>Filled databases of several sizes on one private server, kept for the next run as long as they are what would be filled again.</summary>
internal sealed class Databases(LocalPostgresServer server, Action<string> say)
{
    private const int Seed = 1;

    /// <param name="normalised">Whether the normalised tables have to stand beside.</param>
    /// <returns>The connection string of the owner of a database with so many incidents, each in as many versions.</returns>
    public async Task<string> Of(int incidents, bool normalised, CancellationToken cancellationToken, int versions = 1)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"incidents_{incidents}{(versions == 1 ? "" : $"_in_{versions}_versions")}");
        var connectionString = ConnectionSettings.Apply(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString);
        if (await Exists(name, cancellationToken))
        {
            if (await DatabaseFill.IsComplete(connectionString, normalised, cancellationToken))
                return connectionString;
            say($"{name} is of another version, was not completed, or has no normalised tables: filling it again");
            await Administer($"drop database {name} with (force)", cancellationToken);
        }

        await Administer($"create database {name} owner {new NpgsqlConnectionStringBuilder(connectionString).Username}", cancellationToken);
        await new DatabaseFill(connectionString, normalised, say).Run(incidents, versions, Seed, cancellationToken);
        return connectionString;
    }

    /// <returns>The connection string of the owner of a migrated database in which nothing is recorded, whatever was there under the name before.</returns>
    public async Task<string> Fresh(string name, CancellationToken cancellationToken)
    {
        var connectionString = ConnectionSettings.Apply(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString);
        await Administer($"drop database if exists {name} with (force)", cancellationToken);
        await Administer($"create database {name} owner {new NpgsqlConnectionStringBuilder(connectionString).Username}", cancellationToken);
        await DatabaseMigrator.Migrate(connectionString, cancellationToken);
        return connectionString;
    }

    /// <summary>Also when the run was interrupted.</summary>
    public Task Drop(string connectionString) =>
        Administer($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)", CancellationToken.None);

    /// <summary>Has the server write down every statement of the sessions that begin from now on, with its values.</summary>
    public Task LogStatements(string connectionString, bool isOn, CancellationToken cancellationToken) => Administer(
        $"alter database {new NpgsqlConnectionStringBuilder(connectionString).Database} {(isOn ? "set log_min_duration_statement = 0" : "reset log_min_duration_statement")}", cancellationToken);

    public long LogLength => new FileInfo(LogFile).Length;

    /// <param name="start">The length that the log had.</param>
    public string LogSince(long start)
    {
        using var file = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = start;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }

    private string LogFile => Path.Combine(server.DataDirectory, "server.log");

    private async Task<bool> Exists(string name, CancellationToken cancellationToken) =>
        await Administer($"select exists (select from pg_database where datname = '{name}')", cancellationToken) is true;

    private async Task<object?> Administer(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server.AdministrationConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
