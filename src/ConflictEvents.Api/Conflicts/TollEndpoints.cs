using System.ComponentModel;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Incidents;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Conflicts.ReadTolls;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Queries;
using MediatR;

namespace ConflictEvents.Api.Conflicts;

internal static class TollEndpoints
{
    /// <summary>Adds the toll ledger of a conflict.</summary>
    public static RouteGroupBuilder MapTolls(this RouteGroupBuilder group)
    {
        group.MapGet("/{id}/tolls", async (
                Guid id,
                [Description("The day that the tolls are wanted for, inclusive; today unless told. ISO 8601 date.")] DateOnly? on,
                [AsParameters] TollFilter filter,
                [Description(RuleVersionAttribute.Description), RuleVersion] int? ruleVersion,
                [Description("One or more datasets whose incidents are added up beside the tolls, separated by commas, or `any` for all; needed where they stand in several. `local` is what was recorded here.")] string[]? dataset,
                [AsParameters] Reading reading,
                IMediator mediator,
                HttpContext context,
                CancellationToken cancellationToken) =>
                (await mediator.Send(new ReadTolls(id, on, filter, ruleVersion, dataset, reading), cancellationToken))
                    .ToHttp(answer => new ComputedJson(answer.Value).At(answer.Moment, context)))
            .RequireScope(Scope.Read)
            .FollowsLog(andToday: true)
            .WithName("readConflictTolls")
            .WithSummary("Read the cumulative figures of a conflict")
            .WithDescription("Each claimant's running series, what they come to on one day, and beside it what the recorded incidents add up to. A toll is never added to incidents nor split over them. Incidents that stand in several datasets are added up for those alone that `dataset` names: else there is no sum, and `notAddedUp` says why.")
            .Produces<ConflictTolls>()
            .ProducesProblems(400, 404, 410);
        return group;
    }
}
