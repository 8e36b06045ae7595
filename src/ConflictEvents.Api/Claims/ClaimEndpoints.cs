using ConflictEvents.Api.Http;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Claims.AddClaim;
using ConflictEvents.Application.Claims.RankClaim;
using ConflictEvents.Application.Claims.RetractClaim;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Resources.RetractResource;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Api.Claims;

internal static class ClaimEndpoints
{
    /// <summary>Adds what can be done with the casualty claims of an incident or a conflict; each answers with the resource as it then stands.</summary>
    public static RouteGroupBuilder MapClaims<TDocument>(this RouteGroupBuilder group, ResourceKind kind)
    {
        var word = kind.ToString().ToLowerInvariant();
        group.MapPost("/{id}/claims", async (Guid id, JsonBody<NewClaim> body, IMediator mediator, Links links, CancellationToken cancellationToken) =>
                (await mediator.Send(new AddClaim(kind, id, body.Value), cancellationToken))
                    .ToHttp(rendered => rendered.ToCreated(links.To($"/v1/{word}s/{rendered.Id}"))))
            .RequireScope(Scope.Write)
            .WithName($"add{kind}Claim")
            .WithSummary("Add a casualty claim, or correct one by superseding it")
            .WithDescription("A claim is never changed. With `supersedes` it takes the place of an earlier one, which stays visible. Answers with the resource, whose last claim it is.")
            .Produces<TDocument>(StatusCodes.Status201Created)
            .ProducesProblems(404, 409, 410);

        group.MapPost("/{id}/claims/{claimId}/retraction", async (Guid id, Guid claimId, JsonBody<Retraction> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new RetractClaim(kind, id, claimId, body.Value), cancellationToken)).ToHttp(rendered => rendered.ToJson()))
            .RequireScope(Scope.Write)
            .WithName($"retract{kind}Claim")
            .WithSummary("Retract a casualty claim")
            .WithDescription("It stays visible with the reason, and out of every estimate.")
            .Produces<TDocument>()
            .ProducesProblems(404, 409, 410);

        group.MapPost("/{id}/claims/{claimId}/rank", async (Guid id, Guid claimId, JsonBody<Ranking> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new RankClaim(kind, id, claimId, body.Value), cancellationToken)).ToHttp(rendered => rendered.ToJson()))
            .RequireScope(Scope.Review)
            .WithName($"rank{kind}Claim")
            .WithSummary("Prefer a casualty claim, or take it out of estimates")
            .WithDescription("`preferred` decides the best figure, `deprecated` leaves every estimate, `normal` takes an earlier rank back.")
            .Produces<TDocument>()
            .ProducesProblems(404, 409, 410);
        return group;
    }
}
