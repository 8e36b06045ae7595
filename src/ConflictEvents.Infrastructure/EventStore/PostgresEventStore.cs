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
internal sealed class PostgresEventStore(ApplicationDatabase database, HeadWatch watch, PendingRenderings pending, IRequestContext request) : IEventStore
{
    public async Task<Result<Rendered>> Commit(Func<IChanges, Task<Result<Resource>>> decide, CancellationToken cancellationToken)
    {
        await database.Commits.WaitAsync(cancellationToken);
        try
        {
            return await CommitAlone(decide, cancellationToken);
        }
        finally
        {
            database.Commits.Release();
        }
    }

    private async Task<Result<Rendered>> CommitAlone(Func<IChanges, Task<Result<Resource>>> decide, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await database.Limits.GrantCommitTime(connection, cancellationToken);

        var (head, now) = await LogHead.Lock(connection, cancellationToken);
        var changes = new Changes(connection, head, now, request, cancellationToken);
        var outcome = await decide(changes);
        if (outcome.Error is { } error)
            return error;

        var (kind, id) = (outcome.Value.Kind, outcome.Value.Id);
        if (changes.Changed.Count == 0)
        {
            return await VersionRow.Find(connection, kind, id, new Moment(null, request.Audience), cancellationToken)
                ?? throw new InvalidOperationException($"{kind} {id} has no row.");
        }

        var written = await changes.Write();
        var projector = new Projector(connection, database.Limits.RenderedAtOnce);
        var rendered = await projector.Project(changes.Position, changes.Changed, changes.Created, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        watch.Heard(written);
        if (projector.HasLeftRenderings)
            pending.Wake();
        return rendered[id];
    }
}
