using System.Net.Mime;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Merging;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Incidents.ReadBundle;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Streams;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Incidents;

internal static class BundleEndpoints
{
    public const string Operation = "readIncidentBundle";

    private static readonly MediaFormat JsonLd = new("jsonld", "application/ld+json");

    public static void MapBundle(this RouteGroupBuilder group) =>
        group.MapGet("/{id}/bundle", async (Guid id, [AsParameters] Reading reading, MediaFormat format, IMediator mediator, Links links, HttpContext context, CancellationToken cancellationToken) =>
                (await mediator.Send(new ReadBundle(id, links.To($"/v1/incidents/{id}"), reading), cancellationToken))
                    .ToHttp(answer => File(answer.Value, format, context).At(answer.Moment, context)))
            .RequireScope(Scope.Read)
            .FollowsLog()
            .Offers(JsonLd)
            .WithName(Operation)
            .WithSummary("Take an incident away with all that its figures rest on")
            .WithDescription("One JSON-LD file: the incident with its claims and what became of them, the estimate, the documents as CSL-JSON, sources and actors, the relations of W3C PROV, and the events of the log with their hashes. `conflict-events verify-bundle FILE` checks it without the service: that every body is the one that was hashed, and that the events make all that the file says. That nothing stands between the events that would change the picture, only the log as a whole can prove; `log.hash` says which one.")
            .Produces<EvidenceBundle>(StatusCodes.Status200OK, JsonLd.MediaType)
            .MayBeMoved(ResourceKind.Incident)
            .ProducesProblems(400, 404, 406, 410);

    private static IResult File(Bundle bundle, MediaFormat format, HttpContext context)
    {
        context.Response.Headers.ContentDisposition =
            new ContentDispositionHeaderValue(DispositionTypeNames.Attachment) { FileName = $"incident-{bundle.IncidentId}-v{bundle.Version}.jsonld" }.ToString();
        return Results.Bytes(bundle.Utf8, format.ContentType);
    }
}
