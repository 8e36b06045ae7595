using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ConflictEvents.Api.Claims;
using ConflictEvents.Api.Exports;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Merging;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Incidents.ReadOrigin;
using ConflictEvents.Application.Incidents.ReadSimilar;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Incidents.SearchIncidents.Areas;
using ConflictEvents.Application.Incidents.VerifyIncident;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.ReadResource;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Api.Incidents;

internal static class IncidentEndpoints
{
    private const int UsualSimilar = 20;
    private const int MostSimilar = 100;

    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapResource<NewIncident, IncidentCorrection, IncidentDetails, IncidentDocument>("incidents", "Report")
            .MapCitations(ResourceKind.Incident)
            .MapClaims<IncidentDocument>(ResourceKind.Incident)
            .MapMerging<IncidentDocument>(ResourceKind.Incident, "The claims with their ids and ranks, the citations and the foreign ids move, and the estimate follows from all claims together; all else is that of the other incident.");

        group.MapGet("/", ([AsParameters] IncidentFilter filter, [AsParameters] SearchRequest request) => request.Answer(filter))
            .RequireScope(Scope.Read)
            .FollowsLog()
            .WithName("searchIncidents")
            .WithSummary("Search incidents")
            .WithDescription("Every filter given must hold. A parameter that is not known is refused: a misspelt filter never widens a result. In pages as JSON; with `f=csv`, `f=geojson` or `f=ndjson` and neither `limit` nor `cursor` it is the whole result in one file, from one state of knowledge; an export that is cut short breaks the connection off.")
            .OffersExports()
            .Produces<PageOf<IncidentCard>>()
            .ProducesProblems(400);

        group.MapPostWithQuery("/search", async (JsonBody<SearchArea> body, [AsParameters] IncidentFilter filter, [AsParameters] SearchRequest request) =>
            {
                var area = AreaReader.Read(body.Value.Geometry);
                return area.Error is { } error ? error.ToHttp() : await request.Answer(filter.Inside(area.Value));
            })
            .RequireScope(Scope.Read)
            .WithName("searchIncidentsInArea")
            .WithSummary("Search incidents in a polygon")
            .WithDescription("As `GET /v1/incidents`, with an area in the body; incidents without a point lie in none. `next` is where to send the same body for the next page.")
            .OffersExports()
            .Produces<PageOf<IncidentCard>>()
            .ProducesProblems(400);

        group.MapEstimate();
        group.MapBundle();

        group.MapGet("/{id}/origin", async (Guid id, [AsParameters] Reading reading, IMediator mediator, HttpContext context, CancellationToken cancellationToken) =>
                (await mediator.Send(new ReadOrigin(id, reading), cancellationToken))
                    .ToHttp(answer => new ComputedJson(answer.Value).At(answer.Moment, context)))
            .RequireScope(Scope.Read)
            .FollowsLog()
            .WithName("readIncidentOrigin")
            .WithSummary("Read the row of a dataset that an incident was imported from")
            .WithDescription("Every column as it stood in the file, with the dataset, its version and its licence. 404 with the code `recorded-here` for an incident that was not imported.")
            .Produces<IncidentOrigin>()
            .ProducesProblems(400, 404, 410);

        group.MapGet("/{id}/similar", async (
                    Guid id,
                    [AsParameters] Reading reading,
                    [Description("The most that are listed: 20 unless told, at most 100; more is taken for 100, and the header `Limit-Applied` says so.")]
                    [Range(1, int.MaxValue, ErrorMessage = "Give 1 or more.")]
                    [Clamped(MostSimilar)]
                    int? limit,
                    IMediator mediator,
                    Links links,
                    HttpContext context,
                    CancellationToken cancellationToken) =>
            {
                var page = new PageRequest(limit, Cursor: null) { Usual = UsualSimilar, Most = MostSimilar };
                return (await mediator.Send(new ReadSimilar(id, page.EffectiveLimit, reading), cancellationToken)).ToHttp(answer =>
                {
                    PageResult.Begin(context.Response, nextCursor: null, page, links);
                    return new ComputedJson(new ListOf<SimilarIncident>(answer.Value)).At(answer.Moment, context);
                });
            })
            .RequireScope(Scope.Read)
            .FollowsLog()
            .WithName("readSimilarIncidents")
            .WithSummary("List the incidents that may be the same as one")
            .WithDescription("Of this and other datasets, within 50 km and 3 days, with what speaks for it; the most similar first. They are for a person to compare: nothing is merged by itself, and no sum leaves one out. Those that an editor found not to be the same are left out.")
            .Produces<ListOf<SimilarIncident>>()
            .MayBeMoved(ResourceKind.Incident)
            .ProducesProblems(400, 404, 410);

        group.MapPost("/{id}/verification", async (Guid id, IfMatch ifMatch, JsonBody<Judgement> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new VerifyIncident(id, ifMatch.Expected, body.Value), cancellationToken)).ToHttp(rendered => rendered.ToJson()))
            .RequireScope(Scope.Review)
            .WithName("verifyIncident")
            .WithSummary("Judge how far an incident is verified")
            .WithDescription("An editor's judgement with its rationale; it changes no claim and no estimate.")
            .Produces<IncidentDocument>()
            .ProducesProblems(404, 409, 410);
    }

    /// <summary>Adds the incidents that belong to a resource as its sub-collection, with all filters and orders of the incidents themselves.</summary>
    /// <param name="parameter">The filter that the address itself gives, and that is no parameter beside it.</param>
    public static RouteGroupBuilder MapIncidentsOf(
        this RouteGroupBuilder group, ResourceKind kind, string parameter, Func<IncidentFilter, Guid, IncidentFilter> narrow)
    {
        group.MapGet(
                "/{id}/incidents",
                async (Guid id, [AsParameters] IncidentFilter filter, [AsParameters] SearchRequest request) =>
                {
                    var owner = await request.Mediator.Send(new ReadResource(kind, id, request), request.Aborted);
                    return owner.Error is { } error ? error.ToHttp() : await request.Answer(narrow(filter, id));
                })
            .RequireScope(Scope.Read)
            .FollowsLog()
            .WithName($"search{kind}Incidents")
            .WithSummary($"Search the incidents of {(kind is ResourceKind.Actor ? "an actor" : "a conflict")}")
            .WithMetadata(new GivenByAddress(parameter))
            .OffersExports()
            .WithDescription("As `GET /v1/incidents`, with the one filter that the address gives.")
            .Produces<PageOf<IncidentCard>>()
            .MayBeMoved(kind)
            .ProducesProblems(400, 404, 410);
        return group;
    }
}
