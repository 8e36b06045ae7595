using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>Brings the schema of a database to this program's version.</summary>
public static class DatabaseMigrator
{
    /// <param name="connectionString">
    /// Of a login that owns the database and may create roles; a superuser where PostGIS is not in the database yet.
    /// </param>
    /// <returns>The names of the steps that were taken.</returns>
    public static async Task<IReadOnlyList<string>> Migrate(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 });
        var options = new DbContextOptionsBuilder<ConflictEventsContext>()
            .UseNpgsql(source)

            // The schema is written in SQL, not derived from the model: there is no snapshot to compare the model with. A test compares it with the schema.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;
        await using var context = new ConflictEventsContext(options);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await context.Database.MigrateAsync(cancellationToken);
        return pending;
    }
}
