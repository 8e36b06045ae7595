using ConflictEvents.Api.Claims;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Incidents;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.ListReferences;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Api.References;

/// <summary>Conflicts, actors, locations, sources and documents: what incidents refer to.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReferences(this IEndpointRouteBuilder routes)
    {
        routes.MapResource<NewActor, ActorCorrection, ActorDetails, ActorDocument>("actors")
            .MapIncidentsOf(ResourceKind.Actor, (filter, id) => filter with { ActorId = [id] })
            .MapList<ActorQuery, ActorDocument>(ResourceKind.Actor);
        routes.MapResource<NewLocation, LocationCorrection, LocationDetails, LocationDocument>("locations")
            .MapList<LocationQuery, LocationDocument>(ResourceKind.Location);
        routes.MapResource<NewSource, SourceCorrection, SourceDetails, SourceDocument>("sources")
            .MapList<SourceQuery, SourceDocument>(ResourceKind.Source);
        routes.MapResource<NewDocument, DocumentCorrection, DocumentDetails, DocumentDocument>("documents")
            .MapCitations(ResourceKind.Document)
            .MapList<DocumentQuery, DocumentDocument>(ResourceKind.Document);
        routes.MapResource<NewConflict, ConflictCorrection, ConflictDetails, ConflictDocument>("conflicts")
            .MapCitations(ResourceKind.Conflict)
            .MapClaims<ConflictDocument>(ResourceKind.Conflict)
            .MapIncidentsOf(ResourceKind.Conflict, (filter, id) => filter with { ConflictId = id })
            .MapList<ConflictQuery, ConflictDocument>(ResourceKind.Conflict);
    }

    private static RouteGroupBuilder MapList<TQuery, TDocument>(this RouteGroupBuilder group, ResourceKind kind)
        where TQuery : IReferenceQuery
    {
        group.MapGet("/", async (
                [AsParameters] TQuery query,
                [AsParameters] Reading reading,
                [AsParameters] Paging paging,
                IMediator mediator,
                Links links,
                HttpContext context,
                CancellationToken cancellationToken) =>
            {
                var page = paging.ToRequest();
                var result = await mediator.Send(new ListReferences(query.ToFilter(), reading.Time(), page), cancellationToken);
                return result.ToHttp(answer => new PageResult(answer.Value, page, links).At(answer.Moment, context));
            })
            .RequireScope(Scope.Read)
            .WithName($"list{kind}s")
            .WithSummary($"List or find {kind.ToString().ToLowerInvariant()}s")
            .WithDescription(
                "Ordered by name, retracted ones left out. `q` finds by any name: first names that hold the words as typed; where there are none, names that sound alike in another script or transliteration; where there are none, names a slip of the pen away.")
            .Produces<ListOf<TDocument>>()
            .ProducesProblems(400);
        return group;
    }
}
