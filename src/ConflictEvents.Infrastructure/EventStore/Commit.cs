using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Streams;
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
    private readonly LogHead _before;

    private Commit(ApplicationDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction, Changes changes, LogHead before)
    {
        (_database, Connection, _transaction, Changes, _before) = (database, connection, transaction, changes, before);
    }

    public NpgsqlConnection Connection { get; }

    public Changes Changes { get; }

    /// <summary>The position at which the log ended before.</summary>
    public long After => _before.Position;

    /// <summary>Waits for the commits before it.</summary>
    /// <inheritdoc cref="ActiveReferences" path="/param[@name='mentioned']"/>
    public static async Task<Commit> Begin(
        ApplicationDatabase database, IRequestContext request, IEnumerable<Reference> mentioned, CancellationToken cancellationToken)
    {
        var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var active = new ActiveReferences(connection, mentioned);
            var (head, now) = await LogHead.Lock(connection, database.Limits, cancellationToken, active);
            return new Commit(database, connection, transaction, new Changes(connection, head, now, active, request, cancellationToken), head);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes what was appended, carries it into the read model, and ends the transaction; without an end nothing has happened.</summary>
    /// <returns>What was changed, as it is answered from now on.</returns>
    public async Task<IReadOnlyDictionary<Guid, Rendered>> End(HeadWatch watch, PendingRenderings pending, ReferenceCache cache, CancellationToken cancellationToken)
    {
        if (Changes.Trail.Changed.Count == 0)
        {
            await _transaction.CommitAsync(cancellationToken);
            return new Dictionary<Guid, Rendered>();
        }

        // What is gathered here goes with the rows and the end of the transaction in one round trip.
        await using var batch = new NpgsqlBatch(Connection);
        var written = await Changes.Write(batch);
        if (Changes.Trail.Changed.Values.Any(resource => resource.Status is ResourceStatus.Erased))
        {
            // What mentions it is rendered from the log as it is without it.
            await batch.Send(cancellationToken);
        }

        var known = cache.Take(_before.Hash);
        foreach (var (id, details) in Changes.Mentioned)
            known.Add(id, details);
        var projector = new Projector(Connection, _database.Limits.RenderedAtOnce, known);
        var rendered = await projector.Project(Changes.Position, Changes.Trail, batch, cancellationToken);
        if (Changes.Trail.Erased is { Count: > 0 } erased)
        {
            await batch.Send(cancellationToken);
            await new Erasure(Connection).Forget(erased, Changes.Position, cancellationToken);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.Send(cancellationToken);
        cache.Keep(known, written.Hash);
        watch.Heard(written.Mark);
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
