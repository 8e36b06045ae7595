using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Review.DecideDuplicate;
using ConflictEvents.Application.Review.ListDuplicates;
using MediatR;

namespace ConflictEvents.Api.Review;

/// <summary>Which pairs are wanted beside what the filters say.</summary>
public sealed record DuplicateRequest : Reading
{
    [Description("The least score of a pair, from 0 to 1: 0.7 unless told, which two of one day and one place reach.")]
    public double? MinScore { get; init; }

    [Description("Pairs a page: 50 unless told, at most 1,000; more is taken for 1,000, and the header `Limit-Applied` says so.")]
    [Range(1, int.MaxValue, ErrorMessage = "Give 1 or more.")]
    [Clamped(PageRequest.MaximumLimit)]
    public int? Limit { get; init; }

    [Description("The `nextCursor` of the page before, unchanged, together with the same filters.")]
    public string? Cursor { get; init; }

    public PageRequest Page => new(Limit, Cursor);
}

internal static class ReviewEndpoints
{
    public static void MapReview(this IEndpointRouteBuilder routes)
    {
        var review = routes.MapGroup("/v1/review").WithTags("Review").RequireScope(Scope.Review);
        review.MapGet("/duplicates", async (
                [AsParameters] IncidentFilter filter, [AsParameters] DuplicateRequest request, IMediator mediator, Links links, HttpContext context, CancellationToken cancellationToken) =>
                (await mediator.Send(new ListDuplicates(filter, request.MinScore ?? ListDuplicates.UsualScore, request, request.Page), cancellationToken)).ToHttp(answer =>
                {
                    var (items, cursor) = (answer.Value.Items, answer.Value.NextCursor);
                    return new ComputedJson(new ListOf<DuplicatePair>(items, PageResult.Begin(context.Response, cursor, request.Page, links), cursor)).At(answer.Moment, context);
                }))
            .FollowsLog()
            .WithName("listDuplicates")
            .WithSummary("List pairs of incidents that may be the same, and that nobody has decided about")
            .WithDescription("Goes through the incidents that the filters find, the newest first, and lists with each at most 20 others, of this and other datasets, within 50 km and 3 days. Each pair comes once; those that were merged or dismissed do not come. A page may be empty and yet have a next one.")
            .Produces<ListOf<DuplicatePair>>()
            .ProducesProblems(400);

        review.MapPost("/duplicates", async (JsonBody<DuplicateDecision> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new DecideDuplicate(body.Value), cancellationToken)).ToHttp(rendered => rendered.ToJson()))
            .WithName("decideDuplicate")
            .WithSummary("Decide whether two incidents are the same")
            .WithDescription("`accept` merges the other into `into`, and answers with that one. `dismiss` keeps the pair out of this list and of `similar` until `reopen` takes that back; both answer with the first of the pair.")
            .Produces<IncidentDocument>()
            .ProducesProblems(409, 410);
    }
}
