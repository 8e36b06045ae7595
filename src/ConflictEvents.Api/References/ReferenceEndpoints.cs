using ConflictEvents.Api.Claims;
using ConflictEvents.Api.Conflicts;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Incidents;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Merging;
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

namespace ConflictEvents.Api.References;

/// <summary>Conflicts, actors, locations, sources and documents: what incidents refer to.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReferences(this IEndpointRouteBuilder routes)
    {
        routes.MapResource<NewActor, ActorCorrection, ActorDetails, ActorDocument>("actors")
            .MapIncidentsOf(ResourceKind.Actor, "actorId", (filter, id) => filter with { ActorId = [id] })
            .MapMerging<ActorDocument>(ResourceKind.Actor, "The names become aliases of the other, the relations and foreign ids move, and whatever mentions this one shows the other and is found by it.")
            .MapGet("/", ([AsParameters] ActorQuery query, [AsParameters] Selecting<ActorDocument> selecting, [AsParameters] ListRequest request) => List(query, selecting, request))
            .Describes<ActorDocument>(ResourceKind.Actor);
        routes.MapResource<NewLocation, LocationCorrection, LocationDetails, LocationDocument>("locations")
            .MapGet("/", ([AsParameters] LocationQuery query, [AsParameters] Selecting<LocationDocument> selecting, [AsParameters] ListRequest request) => List(query, selecting, request))
            .Describes<LocationDocument>(ResourceKind.Location);
        routes.MapResource<NewSource, SourceCorrection, SourceDetails, SourceDocument>("sources")
            .MapGet("/", ([AsParameters] SourceQuery query, [AsParameters] Selecting<SourceDocument> selecting, [AsParameters] ListRequest request) => List(query, selecting, request))
            .Describes<SourceDocument>(ResourceKind.Source);
        routes.MapResource<NewDocument, DocumentCorrection, DocumentDetails, DocumentDocument>("documents")
            .MapCitations(ResourceKind.Document)
            .MapGet("/", ([AsParameters] DocumentQuery query, [AsParameters] Selecting<DocumentDocument> selecting, [AsParameters] ListRequest request) => List(query, selecting, request))
            .Describes<DocumentDocument>(ResourceKind.Document);
        routes.MapResource<NewConflict, ConflictCorrection, ConflictDetails, ConflictDocument>("conflicts")
            .MapCitations(ResourceKind.Conflict)
            .MapClaims<ConflictDocument>(ResourceKind.Conflict)
            .MapTolls()
            .MapIncidentsOf(ResourceKind.Conflict, "conflictId", (filter, id) => filter with { ConflictId = [id] })
            .MapGet("/", ([AsParameters] ConflictQuery query, [AsParameters] Selecting<ConflictDocument> selecting, [AsParameters] ListRequest request) => List(query, selecting, request))
            .Describes<ConflictDocument>(ResourceKind.Conflict);
    }

    private static async Task<IResult> List<TDocument>(IReferenceQuery query, Selecting<TDocument> selecting, ListRequest request)
    {
        var result = await request.Mediator.Send(new ListReferences(query.ToFilter(), request, request.Page(selecting.Members())), request.Aborted);
        return result.ToHttp(request.Answer);
    }

    private static void Describes<TDocument>(this RouteHandlerBuilder endpoint, ResourceKind kind) => endpoint
        .RequireScope(Scope.Read)
        .FollowsLog()
        .WithName($"list{kind}s")
        .WithSummary($"List or find {kind.ToString().ToLowerInvariant()}s")
        .WithDescription(
            "Ordered by name, retracted ones left out. `q` finds by any name: first names that hold the words as typed; where there are none, names that sound alike in another script or transliteration; where there are none, names a slip of the pen away.")
        .Produces<PageOf<TDocument>>()
        .ProducesProblems(400);
}
