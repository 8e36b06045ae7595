using ConflictEvents.Application.Maintenance;
using ConflictEvents.Domain.Results;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Npgsql;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>
/// Replays the log into a second schema beside the live one, compares the two, and puts the new one in its place.
/// The service goes on meanwhile: reads never wait; commits wait for the last stretch of the replay and the
/// comparison, and those that would wait longer than half of their limit are refused for the time being.
/// </summary>
internal static class ReadModelRebuilder
{
    /// <param name="connectionString">Of the owner of the schema.</param>
    public static async Task<Result<Rebuild>> Run(string connectionString, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        await using var database = ApplicationDatabase.AsOwner(connectionString, ReadModelSchema.Fresh);
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await SchemaLock.TryTake(connection, cancellationToken)
            ? await Derive(database, connection, progress, cancellationToken)
            : MaintenanceErrors.RebuildUnderWay;
    }

    /// <summary>Derives the read model where this program's is not there. The caller holds the <see cref="SchemaLock"/>.</summary>
    /// <param name="connectionString">Of the owner of the schema.</param>
    /// <returns>False when there was nothing to do.</returns>
    public static async Task<bool> RunIfOutdated(string connectionString, CancellationToken cancellationToken)
    {
        await using var database = ApplicationDatabase.AsOwner(connectionString, ReadModelSchema.Fresh);
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        if (await new ReadModelSchema(connection).IsCurrent(cancellationToken))
            return false;
        await Derive(database, connection, progress: null, cancellationToken);
        return true;
    }

    private static async Task<Rebuild> Derive(
        ApplicationDatabase database, NpgsqlConnection connection, IProgress<LogProgress>? progress, CancellationToken cancellationToken)
    {
        await using var log = await database.Source.OpenConnectionAsync(cancellationToken);
        var schema = new ReadModelSchema(connection);
        await schema.Prepare(cancellationToken);
        var replay = new Replay(log, connection, progress);
        await replay.To(await LogHead.Read(connection, cancellationToken) ?? throw new InvalidOperationException("The log has lost its head row."), cancellationToken);
        await schema.Analyze(cancellationToken);

        IReadOnlyList<string> differences;
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            var (head, _) = await LogHead.Lock(connection, limits: null, cancellationToken);
            await replay.To(head, cancellationToken);
            differences = await schema.Differences(cancellationToken);
            if (differences.Count > 0 || await schema.MayAnswerOtherwise(cancellationToken))
                await head.Refreshed(connection, cancellationToken);
            await schema.Swap(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await schema.DropReplaced(cancellationToken);
        return new Rebuild(replay.Reached, differences);
    }
}
