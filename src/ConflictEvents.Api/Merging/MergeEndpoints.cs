using ConflictEvents.Api.Http;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Merging.MergeResource;
using ConflictEvents.Application.Merging.UnmergeResource;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Api.Merging;

internal static class MergeEndpoints
{
    /// <summary>Adds how a resource is merged into another one of its kind, and how that is undone.</summary>
    /// <param name="moves">What goes with it, for the document.</param>
    public static RouteGroupBuilder MapMerging<TDocument>(this RouteGroupBuilder group, ResourceKind kind, string moves)
    {
        var word = kind.ToString().ToLowerInvariant();
        group.MapPost("/{id}/merge", async (Guid id, IfMatch ifMatch, JsonBody<Merger> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new MergeResource(kind, id, ifMatch.Expected, body.Value), cancellationToken)).ToHttp(rendered => rendered.ToJson()))
            .RequireScope(Scope.Review)
            .WithName($"merge{kind}")
            .WithSummary($"Merge an {word} into another one that is the same")
            .WithDescription($"{moves} Whoever asks for this one is sent on to the other by a 301; it takes no more changes, and its history stays readable. `If-Match` names the version of this one. Answers with the one that stands for both.")
            .Produces<TDocument>()
            .ProducesProblems(404, 409, 410);

        group.MapPost("/{id}/unmerge", async (Guid id, JsonBody<Unmerging> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new UnmergeResource(kind, id, body.Value), cancellationToken)).ToHttp(rendered => rendered.ToJson()))
            .RequireScope(Scope.Review)
            .WithName($"unmerge{kind}")
            .WithSummary($"Undo the merge of an {word}")
            .WithDescription("Both are again what they were, with all that has been decided about them since. Answers with the one that stands for itself again.")
            .Produces<TDocument>()
            .ProducesProblems(404, 409, 410);
        return group;
    }

    /// <summary>Declares, for reads of a kind that can be merged, that whoever asks may be sent on.</summary>
    public static TBuilder MayBeMoved<TBuilder>(this TBuilder builder, ResourceKind kind)
        where TBuilder : IEndpointConventionBuilder =>
        kind is ResourceKind.Incident or ResourceKind.Actor ? builder.ProducesProblems(StatusCodes.Status301MovedPermanently) : builder;
}
