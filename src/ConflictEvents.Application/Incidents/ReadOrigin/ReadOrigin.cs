using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Incidents.ReadOrigin;

/// <summary>Reads the row of a dataset that an incident was imported from.</summary>
public sealed record ReadOrigin(Guid Id, Reading Reading) : IRequest<Result<Answer<IncidentOrigin>>>;

public sealed class ReadOriginHandler(IReadModel readModel) : IRequestHandler<ReadOrigin, Result<Answer<IncidentOrigin>>>
{
    public async Task<Result<Answer<IncidentOrigin>>> Handle(ReadOrigin query, CancellationToken cancellationToken)
    {
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        if (await readModel.Load(ResourceKind.Incident, query.Id, moment.Value, cancellationToken) is not (Incident incident, _))
            return await readModel.Absence(ResourceKind.Incident, query.Id, moment.Value, cancellationToken);
        return IncidentOrigin.Of(incident) is { } origin ? new Answer<IncidentOrigin>(origin, moment.Value) : OriginErrors.RecordedHere(query.Id);
    }
}
