using ConflictEvents.Application.Maintenance;
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
        await using var source = Source(connectionString);
        await using var context = Context(source);
        if (!(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return [];

        // Whoever waited here may find the work done.
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await SchemaLock.Take(connection, cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
            await context.Database.MigrateAsync(cancellationToken);
        return pending;
    }

    /// <summary>Tells what <see cref="Migrate"/> would do, and what it could not undo. Changes nothing.</summary>
    internal static async Task<SchemaState> Compare(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = Source(connectionString);
        await using var context = Context(source);
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        var known = context.Database.GetMigrations().ToList();
        return new SchemaState([.. known.Except(applied)], [.. applied.Except(known)]);
    }

    private static NpgsqlDataSource Source(string connectionString) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 });

    private static ConflictEventsContext Context(NpgsqlDataSource source) => new(
        new DbContextOptionsBuilder<ConflictEventsContext>()
            .UseNpgsql(source)

            // The schema is written in SQL, not derived from the model: there is no snapshot to compare the model with. A test compares it with the schema.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options);
}
