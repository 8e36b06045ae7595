using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Api.Tests.Security;

internal static class KeyDatabase
{
    /// <summary>A database with the table of keys, empty.</summary>
    public static readonly DatabaseTemplate Template = new("api_keys", async connectionString =>
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        using var resource = typeof(ConflictEventsContext).Assembly.GetManifestResourceStream("ConflictEvents.Infrastructure.Migrations.0002_api_keys.sql")!;
        using var reader = new StreamReader(resource);
        await using var command = source.CreateCommand("do $$ begin create role conflict_events_app nologin; exception when duplicate_object or unique_violation then null; end $$;" + await reader.ReadToEndAsync());
        await command.ExecuteNonQueryAsync();
    });
}
