using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>
/// A transaction that holds the lock of the one head row from before it loads anything until it ends. So commits are serial: none ever
/// decides on a state that is no longer the newest, and positions, times and hashes are given in commit order without gaps.
/// </summary>
internal sealed class Commit : IAsyncDisposable
{
    private readonly ApplicationDatabase _database;
    private readonly NpgsqlTransaction _transaction;

    private Commit(ApplicationDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction, Changes changes, long after)
    {
        (_database, Connection, _transaction, Changes, After) = (database, connection, transaction, changes, after);
    }

    public NpgsqlConnection Connection { get; }

    public Changes Changes { get; }

    /// <summary>The position at which the log ended before.</summary>
    public long After { get; }

    /// <summary>Waits for the commits before it.</summary>
    public static async Task<Commit> Begin(ApplicationDatabase database, IRequestContext request, CancellationToken cancellationToken)
    {
        var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await database.Limits.GrantCommitTime(connection, cancellationToken);
            var (head, now) = await LogHead.Lock(connection, cancellationToken);
            return new Commit(database, connection, transaction, new Changes(connection, head, now, request, cancellationToken), head.Position);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes what was appended, carries it into the read model, and ends the transaction; without an end nothing has happened.</summary>
    /// <param name="cache">Of whoever makes several commits in a row, and gives up where one of them fails; null where there is one.</param>
    /// <returns>What was changed, as it is answered from now on.</returns>
    public async Task<IReadOnlyDictionary<Guid, Rendered>> End(HeadWatch watch, PendingRenderings pending, ReferenceCache? cache, CancellationToken cancellationToken)
    {
        if (Changes.Trail.Changed.Count == 0)
        {
            await _transaction.CommitAsync(cancellationToken);
            return new Dictionary<Guid, Rendered>();
        }

        var written = await Changes.Write();
        cache?.Begin(After);
        var projector = new Projector(Connection, _database.Limits.RenderedAtOnce, cache);
        var rendered = await projector.Project(Changes.Position, Changes.Trail, cancellationToken);
        if (Changes.Trail.Erased is { Count: > 0 } erased)
            await new Erasure(Connection).Forget(erased, Changes.Position, cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
        watch.Heard(written);
        if (projector.HasLeftRenderings)
            pending.Wake();
        return rendered;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
