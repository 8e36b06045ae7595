using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;
using ConflictEvents.Infrastructure.Queries;

namespace ConflictEvents.Infrastructure.EventStore;

internal sealed class PostgresEventStore(ApplicationDatabase database, HeadWatch watch, PendingRenderings pending, ReferenceCache cache, IRequestContext request) : IEventStore
{
    public async Task<Result<Rendered>> Commit(Func<IChanges, Task<Result<Resource>>> decide, CancellationToken cancellationToken, IEnumerable<Reference>? mentioned = null)
    {
        await database.Commits.WaitAsync(cancellationToken);
        try
        {
            return await CommitAlone(decide, mentioned ?? [], cancellationToken);
        }
        finally
        {
            database.Commits.Release();
        }
    }

    private async Task<Result<Rendered>> CommitAlone(Func<IChanges, Task<Result<Resource>>> decide, IEnumerable<Reference> mentioned, CancellationToken cancellationToken)
    {
        await using var commit = await EventStore.Commit.Begin(database, request, mentioned, cancellationToken);
        var outcome = await decide(commit.Changes);
        if (outcome.Error is { } error)
            return error;

        var (kind, id) = (outcome.Value.Kind, outcome.Value.Id);
        if (commit.Changes.Trail.Changed.Count == 0)
        {
            return await VersionRow.Find(commit.Connection, kind, id, new Moment(null, request.Audience), cancellationToken)
                ?? throw new InvalidOperationException($"{kind} {id} has no row.");
        }

        return (await commit.End(watch, pending, cache, cancellationToken))[id];
    }
}
