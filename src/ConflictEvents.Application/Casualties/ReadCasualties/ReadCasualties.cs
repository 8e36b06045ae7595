using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Casualties.ReadCasualties;

/// <summary>Adds up the casualties of incidents by groups, a page of groups at a time.</summary>
public sealed record ReadCasualties(CasualtyQuery Query, Reading Reading, PageRequest Page) : IRequest<Result<Answer<CasualtyPage>>>;

public sealed class ReadCasualtiesHandler(IReadModel readModel, ICasualtyReader reader) : IRequestHandler<ReadCasualties, Result<Answer<CasualtyPage>>>
{
    public async Task<Result<Answer<CasualtyPage>>> Handle(ReadCasualties request, CancellationToken cancellationToken)
    {
        if (request.Query.Fault() is { } fault)
            return fault;
        var moment = await readModel.MomentOf(request.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        if (request.Query.Filter.Refusal(moment.Value.Audience) is { } refusal)
            return refusal;
        var page = await reader.Read(request.Query, moment.Value, request.Page, cancellationToken);
        return page.Then<Answer<CasualtyPage>>(found => request.Query.Mixed(found.Datasets) is { } mixed ? mixed : new Answer<CasualtyPage>(found, moment.Value));
    }
}
