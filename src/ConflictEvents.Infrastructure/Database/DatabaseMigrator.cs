using ConflictEvents.Application.Maintenance;
using ConflictEvents.Infrastructure.Projections;
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
        if ((await Pending(context, source, cancellationToken)).Count == 0)
            return [];

        // Whoever waited here may find the work done.
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await SchemaLock.Take(connection, cancellationToken);
        var pending = await Pending(context, source, cancellationToken);
        if (pending.Count == 0)
            return [];
        await context.Database.MigrateAsync(cancellationToken);
        await ReadModelRebuilder.RunIfOutdated(connectionString, cancellationToken);
        return pending;
    }

    /// <summary>Tells what <see cref="Migrate"/> would do, and what it could not undo. Changes nothing.</summary>
    internal static async Task<SchemaState> Compare(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = Source(connectionString);
        await using var context = Context(source);
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        return new SchemaState(await Pending(context, source, cancellationToken), [.. applied.Except(context.Database.GetMigrations())]);
    }

    /// <summary>The migrations that were not applied, and last the read model where it has not this program's shape.</summary>
    private static async Task<IReadOnlyList<string>> Pending(ConflictEventsContext context, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var migrations = await context.Database.GetPendingMigrationsAsync(cancellationToken);
        return await new ReadModelSchema(connection).IsCurrent(cancellationToken) ? [.. migrations] : [.. migrations, ReadModelSchema.Step];
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
