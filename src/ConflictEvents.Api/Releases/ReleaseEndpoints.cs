using System.ComponentModel;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Releases;
using ConflictEvents.Application.Releases.CreateRelease;
using ConflictEvents.Application.Releases.ReadRelease;
using MediatR;

namespace ConflictEvents.Api.Releases;

internal static class ReleaseEndpoints
{
    private const string Name = "The name of the release.";

    public static void MapReleases(this IEndpointRouteBuilder routes)
    {
        var releases = routes.MapGroup("/v1/releases").WithTags("Releases");

        // Nobody can take a release back, and it speaks for the service: it is no part of the daily work of those who record.
        releases.MapPost("/", Create)
            .RequireScope(Scope.Admin)
            .WithName("createRelease")
            .WithSummary("Name a state of knowledge")
            .WithDescription("The present one, or that of `asOf`. It cannot be altered or taken back. The same request made again answers 200 with the same release; another one of the same name is refused with 409.")
            .Produces<Release>(StatusCodes.Status201Created)
            .Produces<Release>()
            .ProducesProblems(400, 409, 422);
        releases.MapGet("/", List)
            .RequireScope(Scope.Read)
            .FollowsLog()
            .WithName("listReleases")
            .WithSummary("List all releases")
            .WithDescription("The newest first, the whole of them.")
            .Produces<ListOf<Release>>();
        releases.MapGet("/{name}", Read)
            .RequireScope(Scope.Read)
            .FollowsLog()
            .WithName("readRelease")
            .WithSummary("Read what a release stands for")
            .WithDescription("The `checksum` is the hash of the log's chain at its position: an operator recomputes it with `conflict-events verify`.")
            .Produces<Release>()
            .ProducesProblems(404);
        releases.MapGet("/{name}/citation", Cite)
            .RequireScope(Scope.Read)
            .FollowsLog()
            .Offers(MediaFormat.Json, ResourceEndpoints.Csl, ResourceEndpoints.BibTeX)
            .WithName("citeRelease")
            .WithSummary("Cite a release in a paper")
            .WithDescription("The line that its publisher asks to be cited by, with entries for a reference list. `f=csl` gives CSL-JSON alone, for Zotero or pandoc; `f=bibtex` gives BibTeX.")
            .Produces<ReleaseCitation>()
            .ProducesProblems(404, 406);
    }

    private static async Task<IResult> Create(JsonBody<NewRelease> body, IMediator mediator, Links links, CancellationToken cancellationToken) =>
        (await mediator.Send(new CreateRelease(body.Value), cancellationToken)).ToHttp(created => created.IsNew
            ? Results.Created(Address(created.Release, links), created.Release)
            : Results.Ok(created.Release));

    private static async Task<IResult> List(IMediator mediator, CancellationToken cancellationToken) =>
        new ComputedJson(new ListOf<Release>(await mediator.Send(new ListReleases(), cancellationToken)));

    private static async Task<IResult> Read([Description(Name)] ReleaseName name, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReadRelease(name), cancellationToken)).ToHttp(release => new ComputedJson(release));

    private static async Task<IResult> Cite([Description(Name)] ReleaseName name, MediaFormat format, IMediator mediator, Links links, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReadRelease(name), cancellationToken)).ToHttp(release => Format(ReleaseCitation.Of(release, Address(release, links)), format));

    private static IResult Format(ReleaseCitation citation, MediaFormat format)
    {
        if (format == ResourceEndpoints.Csl)
            return Results.Text(citation.Csl.ToJsonString(JsonContract.Options), format.ContentType);
        return format == ResourceEndpoints.BibTeX ? Results.Text(citation.BibTeX, format.ContentType) : new ComputedJson(citation);
    }

    private static string Address(Release release, Links links) => links.To($"/v1/releases/{release.Name}");
}
