using ConflictEvents.Api.Http;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Incidents.SearchIncidents.Areas;
using ConflictEvents.Application.Keys;
using MediatR;

namespace ConflictEvents.Api.Casualties;

/// <summary>A page of sums. It has the form of every list, and says how new the sums are.</summary>
/// <param name="Next">The absolute address of the next page; null on the last.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last.</param>
/// <param name="DataThrough">When the last event was recorded that the sums include; null while nothing is recorded.</param>
/// <param name="Datasets">The datasets whose incidents are added up, on all pages together; <c>local</c> is what was recorded here.</param>
public sealed record CasualtyList(IReadOnlyList<CasualtySums> Items, string? Next, string? NextCursor, DateTimeOffset? DataThrough, IReadOnlyList<string> Datasets);

internal static class CasualtyEndpoints
{
    public static void MapCasualties(this IEndpointRouteBuilder routes)
    {
        var casualties = routes.MapGroup("/v1/casualties").WithTags("Casualties").RequireScope(Scope.Read);
        casualties.MapGet("/", Answer)
            .FollowsLog()
            .WithName("readCasualties")
            .WithSummary("Add up the casualties of incidents")
            .WithDescription(
                "The estimates of all incidents that the filters find, added up by groups; sorted by the groups in the order given, unknown last. `low`, `best` and `high` are sums over the incidents "
                + "whose figure is known, null where that is none of them, and `unknown` counts the incidents without a best figure. A sum of incidents is no toll: incidents that nobody recorded are missing "
                + "from it, and the running totals that claimants state for a conflict never enter it. Several datasets tell of the same incidents: where what is asked for stands in more than one, `dataset` must say "
                + "which to add up, or the answer is 400 with the code `several-datasets`.")
            .Produces<CasualtyList>()
            .ProducesProblems(400);

        casualties.MapPostWithQuery("/search", async (
                JsonBody<SearchArea> body,
                [AsParameters] IncidentFilter filter,
                [AsParameters] CasualtyRequest request,
                IMediator mediator,
                Links links,
                HttpContext context,
                CancellationToken cancellationToken) =>
            {
                var area = AreaReader.Read(body.Value.Geometry);
                return area.Error is { } error ? error.ToHttp() : await Answer(filter.Inside(area.Value), request, mediator, links, context, cancellationToken);
            })
            .WithName("readCasualtiesInArea")
            .WithSummary("Add up the casualties of incidents in a polygon")
            .WithDescription("As `GET /v1/casualties`, with an area in the body; incidents without a point lie in none. `next` is where to send the same body for the next page.")
            .Produces<CasualtyList>()
            .ProducesProblems(400);
    }

    private static async Task<IResult> Answer(
        [AsParameters] IncidentFilter filter,
        [AsParameters] CasualtyRequest request,
        IMediator mediator,
        Links links,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var query = request.Query(filter);
        var result = await mediator.Send(new ReadCasualties(query, request, request.Page()), cancellationToken);
        return result.ToHttp(answer => new CasualtyResult(query, answer.Value, request.Page(), links).At(answer.Moment, context));
    }
}
