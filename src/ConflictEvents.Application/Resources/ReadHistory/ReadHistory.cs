using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Resources.ReadHistory;

/// <summary>Who changed what of a resource, when and why; oldest first.</summary>
/// <param name="From">With <paramref name="To"/>: what the later version has that this one had not, and the changes that led from one to the other.</param>
public sealed record ReadHistory(ResourceKind Kind, Guid Id, Reading Reading, int? From, int? To) : IRequest<Result<Answer<ResourceHistory>>>;

/// <param name="Changes">As they were rendered.</param>
/// <param name="Difference">Null where none was asked for.</param>
public sealed record ResourceHistory(IReadOnlyList<ReadOnlyMemory<byte>> Changes, VersionDifference? Difference);

/// <summary>What one version of a resource has that an earlier one had not.</summary>
/// <param name="From">The earlier version.</param>
/// <param name="To">The later version.</param>
/// <param name="Summary">The same for a person, a line a thing, with the reason of the last change that touched it.</param>
/// <param name="Changes">What differs.</param>
public sealed record VersionDifference(int From, int To, IReadOnlyList<string> Summary, IReadOnlyList<MemberChange> Changes);

public sealed class ReadHistoryHandler(IReadModel readModel, IChangeReader reader) : IRequestHandler<ReadHistory, Result<Answer<ResourceHistory>>>
{
    public async Task<Result<Answer<ResourceHistory>>> Handle(ReadHistory query, CancellationToken cancellationToken)
    {
        if (query is { From: not null, To: null } or { From: null, To: not null })
            return QueryErrors.Parameter(query.From is null ? "to" : "from", "goes with the other of from and to: the difference is that between two versions.");
        if (query.From >= query.To)
            return QueryErrors.Parameter("from", "must be an earlier version than to.");
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        var changes = await reader.History(query.Kind, query.Id, moment.Value, cancellationToken);
        if (changes.Count == 0)
            return ResourceErrors.NotFound(query.Kind, query.Id);
        if (query is not { From: { } from, To: { } to })
            return new Answer<ResourceHistory>(new ResourceHistory(changes, null), moment.Value);
        if (to > changes.Count)
            return ResourceErrors.NoVersion(query.Kind, query.Id, to, changes.Count);

        var (events, book) = await reader.Events(query.Kind, query.Id, moment.Value, cancellationToken);
        if (events.Any(recorded => recorded.Event is IErasure))
            return await readModel.Absence(query.Kind, query.Id, moment.Value, cancellationToken);
        var (before, after) = (ResourceFactory.Empty(query.Kind, query.Id), ResourceFactory.Empty(query.Kind, query.Id));
        foreach (var recorded in events.Take(from))
        {
            before.Apply(recorded);
            after.Apply(recorded);
        }

        var steps = new List<Step>();
        var (first, last) = (StateJson.Of(before), StateJson.Of(before));
        foreach (var recorded in events.Take(from..to))
        {
            after.Apply(recorded);
            var state = StateJson.Of(after);
            steps.Add(new Step(recorded, StateDifference.Of(last, state)));
            last = state;
        }

        var differing = StateDifference.Of(first, last);
        var difference = new VersionDifference(from, to, Wording.Of(before, after, differing, steps, book.Label), differing);
        return new Answer<ResourceHistory>(new ResourceHistory([.. changes.Take(from..to)], difference), moment.Value);
    }
}
