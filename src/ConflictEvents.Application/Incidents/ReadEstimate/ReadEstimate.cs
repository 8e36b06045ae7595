using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Incidents.ReadEstimate;

/// <summary>Reads the ranges derived from an incident's claims, with a reason per claim.</summary>
public sealed record ReadEstimate(Guid Id, Reading Reading) : IRequest<Result<Answer<Rendered>>>;

public sealed class ReadEstimateHandler(IReadModel readModel) : IRequestHandler<ReadEstimate, Result<Answer<Rendered>>>
{
    public async Task<Result<Answer<Rendered>>> Handle(ReadEstimate query, CancellationToken cancellationToken)
    {
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        var found = await readModel.FindEstimate(query.Id, moment.Value, cancellationToken);
        return (await readModel.Standing(found, ResourceKind.Incident, query.Id, moment.Value, cancellationToken))
            .Then<Answer<Rendered>>(standing => new Answer<Rendered>(standing, moment.Value));
    }
}
