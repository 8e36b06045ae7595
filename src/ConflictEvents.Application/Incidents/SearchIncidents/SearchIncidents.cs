using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Incidents.SearchIncidents;

/// <summary>Finds incidents, a page at a time.</summary>
public sealed record SearchIncidents(IncidentFilter Filter, IncidentSort Sort, Reading Reading, PageRequest Page) : IRequest<Result<Answer<Page>>>;

public sealed class SearchIncidentsHandler(IReadModel readModel) : IRequestHandler<SearchIncidents, Result<Answer<Page>>>
{
    public async Task<Result<Answer<Page>>> Handle(SearchIncidents query, CancellationToken cancellationToken)
    {
        if (query.Filter.Fault(query.Sort) is { } fault)
            return fault;
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        if (query.Filter.Refusal(moment.Value.Audience) is { } refusal)
            return refusal;
        var page = await readModel.Search(query.Filter, query.Sort, moment.Value, query.Page, cancellationToken);
        return page.Then<Answer<Page>>(found => new Answer<Page>(found, moment.Value));
    }
}
