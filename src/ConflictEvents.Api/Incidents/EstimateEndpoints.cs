using System.ComponentModel;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Merging;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Incidents.ExplainEstimate;
using ConflictEvents.Application.Incidents.ReadEstimate;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Api.Incidents;

internal static class EstimateEndpoints
{
    public static void MapEstimate(this RouteGroupBuilder group) =>
        group.MapGet(
                "/{id}/estimate",
                async (
                    Guid id,
                    [Description("`true` for all that explains the ranges: a reason for every claim of the incident and what it weighs, the order in which claims were taken for the best figure, and what would change the ranges.")] bool? explain,
                    [Description(RuleVersionAttribute.Description), RuleVersion] int? ruleVersion,
                    [AsParameters] Reading reading,
                    IMediator mediator,
                    HttpContext context,
                    CancellationToken cancellationToken) =>
                {
                    if (explain is not true && ruleVersion is null or EstimateRule.CurrentVersion)
                    {
                        return (await mediator.Send(new ReadEstimate(id, reading), cancellationToken))
                            .ToHttp(answer => answer.Value.ToJson().At(answer.Moment, context));
                    }

                    return (await mediator.Send(new ExplainEstimate(id, explain is true, ruleVersion, reading), cancellationToken))
                        .ToHttp(answer => new ComputedJson(answer.Value).At(answer.Moment, context));
                })
            .RequireScope(Scope.Read)
            .FollowsLog()
            .WithName("readIncidentEstimate")
            .WithSummary("Read the casualty ranges, with what became of every claim")
            .WithDescription("The ranges are a pure function of the claims and the version of the rule: anyone can replay them. Null is unknown, never 0. With `explain=true` every claim has its reason, `ranking` tells by which step of the rule the best figure came first and where each other lost, and `alternatives` what the ranges would be if one claim were retracted or preferred: worked out by the rule, for the first 100 standing claims. With `explain` or an older `ruleVersion` the `ETag` names no version.")
            .Produces<IncidentEstimate>()
            .MayBeMoved(ResourceKind.Incident)
            .ProducesProblems(400, 404, 410);
}
