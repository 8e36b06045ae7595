using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using ConflictEvents.Infrastructure.Queries;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>
/// Every commit holds the lock of the one head row from before it loads anything until it ends. So commits are serial: no command
/// ever decides on a state that is no longer the newest, and positions, times and hashes are given in commit order without gaps.
/// </summary>
internal sealed class PostgresEventStore(ApplicationDatabase database, IRequestContext request) : IEventStore
{
    public async Task<Result<Rendered>> Commit(Func<IChanges, Task<Result<Resource>>> decide, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var head = await LogHead.Lock(connection, cancellationToken);
        var changes = new Changes(connection, head, request, cancellationToken);
        var outcome = await decide(changes);
        if (outcome.Error is { } error)
            return error;

        if (changes.Changed.Count == 0)
            return await VersionRow.Find(connection, outcome.Value.Kind, outcome.Value.Id, Moment.Now, cancellationToken) is { } current ? current : throw new InvalidOperationException($"{outcome.Value.Kind} {outcome.Value.Id} has no row.");

        await changes.Write();
        var rendered = await new Projector(connection).Project(changes.Position, changes.Changed, changes.Created, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rendered[outcome.Value.Id];
    }
}
