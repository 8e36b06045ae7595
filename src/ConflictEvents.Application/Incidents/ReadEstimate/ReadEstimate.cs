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
        return await readModel.FindEstimate(query.Id, moment.Value, cancellationToken) is { } found
            ? new Answer<Rendered>(found, moment.Value)
            : await readModel.Absence(ResourceKind.Incident, query.Id, moment.Value, cancellationToken);
    }
}
