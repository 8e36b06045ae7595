using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Incidents.ReadSimilar;

/// <summary>Lists the incidents that may be the same as one.</summary>
/// <param name="Most">The most that are given.</param>
public sealed record ReadSimilar(Guid Id, int Most, Reading Reading) : IRequest<Result<Answer<IReadOnlyList<SimilarIncident>>>>;

public sealed class ReadSimilarHandler(IReadModel readModel, ISimilarReader reader) : IRequestHandler<ReadSimilar, Result<Answer<IReadOnlyList<SimilarIncident>>>>
{
    public async Task<Result<Answer<IReadOnlyList<SimilarIncident>>>> Handle(ReadSimilar query, CancellationToken cancellationToken)
    {
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        var found = await readModel.Find(ResourceKind.Incident, query.Id, moment.Value, cancellationToken);
        if ((await readModel.Standing(found, ResourceKind.Incident, query.Id, moment.Value, cancellationToken)).Error is { } missing)
            return missing;
        var similar = await reader.Of(query.Id, query.Most, moment.Value, cancellationToken);
        return similar.Then<Answer<IReadOnlyList<SimilarIncident>>>(found => new Answer<IReadOnlyList<SimilarIncident>>(found, moment.Value));
    }
}
