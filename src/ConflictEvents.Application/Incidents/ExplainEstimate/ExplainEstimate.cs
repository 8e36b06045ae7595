using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Incidents.ExplainEstimate;

/// <summary>Works the ranges of an incident out anew from its claims, with all that explains them or by an older version of the rule.</summary>
/// <param name="RuleVersion">One that there is; null for the current one.</param>
public sealed record ExplainEstimate(Guid Id, bool Explain, int? RuleVersion, Reading Reading) : IRequest<Result<Answer<IncidentEstimate>>>;

public sealed class ExplainEstimateHandler(IReadModel readModel) : IRequestHandler<ExplainEstimate, Result<Answer<IncidentEstimate>>>
{
    public async Task<Result<Answer<IncidentEstimate>>> Handle(ExplainEstimate query, CancellationToken cancellationToken)
    {
        var version = query.RuleVersion ?? EstimateRule.CurrentVersion;
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        if (await readModel.Load(ResourceKind.Incident, query.Id, moment.Value, cancellationToken) is not (Incident incident, var book))
            return await readModel.Absence(ResourceKind.Incident, query.Id, moment.Value, cancellationToken);
        if (await readModel.Moved(incident, moment.Value, cancellationToken) is { } moved)
            return moved;

        var claims = EstimateRenderer.Weigh(incident, book);
        var estimate = query.Explain
            ? EstimateRenderer.Render(incident, EstimateAccount.All(claims, version), version, book)
            : EstimateRenderer.Render(incident, EstimateRule.Estimate(claims, version), version, book);
        return new Answer<IncidentEstimate>(estimate, moment.Value);
    }
}
