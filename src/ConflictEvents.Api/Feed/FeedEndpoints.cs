using ConflictEvents.Api.Exports;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Keys;
using ConflictEvents.Domain.Results;
using MediatR;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Feed;

internal static class FeedEndpoints
{
    public static readonly MediaFormat EventStream = new("sse", "text/event-stream");

    // It has no entity tag: what a follower has already is told by its cursor, and an unchanged log is what it waits behind.
    public static void MapFeed(this IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/changes", Follow)
        .RequireScope(Scope.Read)
        .Offers(MediaFormat.Json, EventStream)
        .WithTags("Changes")
        .WithName("followChanges")
        .WithSummary("Follow what is recorded, corrected and withdrawn")
        .WithDescription(
            "Every change in the order in which it was recorded: none is left out, and none comes before one that was recorded earlier. Whoever stores `nextCursor` together with what it makes of the changes "
            + "has each of them exactly once; `eventId` tells those that come again. `nextCursor` is never null, and the same again while there is nothing new; `next` is null at the end of the log. With `wait` the answer "
            + "waits for the next change; with `Accept: text/event-stream` the changes come as server-sent events, each with its cursor as `id`, and `Last-Event-ID` goes on behind one.\n\n"
            + "The filters of incidents narrow it to the changes of incidents that they find in the state after the commit or found in the state before, so that a copy of what they find also learns what leaves it. A page may then hold few changes or none and still have a `next`: what is rare is looked for a stretch of the log at a time. "
            + "What an incident merely mentions may change without a change of the incident: a renamed actor is a change of the actor.\n\n"
            + "409 with the code `feed-diverged` says that the log is not the one that gave the cursor: a copy made from it must be made anew.")
        .Produces<ListOf<Change>>()
        .ProducesProblems(400, 403, 406, 409, 410);

    private static async Task<IResult> Follow(
        [AsParameters] IncidentFilter filter,
        [AsParameters] FeedRequest request,
        MediaFormat format,
        IMediator mediator,
        Links links,
        IOptions<ExportOptions> options,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        HttpContext context)
    {
        if (format == EventStream)
        {
            return request is { Limit: null, Wait: null }
                ? await EventStreamResult.Begin(filter, request, TimeSpan.FromSeconds(options.Value.StallSeconds), mediator, links, lifetime, time, context)
                : Problems.Parameter(StatusCodes.Status400BadRequest, "invalid-parameter", request.Limit is null ? "wait" : "limit", "goes with JSON only; the stream goes on for as long as it is read.");
        }

        var wait = context.Features.Get<HeadersOnly>() is null ? request.Wait ?? 0 : 0;
        using var waiting = wait == 0 ? null : new Waiting(TimeSpan.FromSeconds(wait), lifetime, time);
        var page = await mediator.Send(request.Query(filter, request.After, waiting?.Until ?? Waiting.None), context.RequestAborted);
        return page.Error is { } error ? Refused(error, links, context) : new FeedResult(page.Value, request.Page(), links);
    }

    public static IResult Refused(Error error, Links links, HttpContext context)
    {
        if (error == FeedErrors.Compacted)
            context.Response.Headers.Link = $"<{links.To("/v1/incidents?f=ndjson")}>; rel=\"alternate\"";
        return error.ToHttp();
    }
}
