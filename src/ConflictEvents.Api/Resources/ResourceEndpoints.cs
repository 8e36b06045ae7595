using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Merging;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Citations;
using ConflictEvents.Application.Citations.ReadCitations;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.CorrectResource;
using ConflictEvents.Application.Resources.EraseResource;
using ConflictEvents.Application.Resources.ReadHistory;
using ConflictEvents.Application.Resources.ReadResource;
using ConflictEvents.Application.Resources.RecordResource;
using ConflictEvents.Application.Resources.ReinstateResource;
using ConflictEvents.Application.Resources.RetractResource;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Api.Resources;

/// <summary>What every kind of resource can do: be recorded, read, corrected, retracted, reinstated, and tell its history.</summary>
internal static class ResourceEndpoints
{
    internal static readonly MediaFormat Csl = new("csl", CslJson.MediaType);

    internal static readonly MediaFormat BibTeX = new("bibtex", BibTex.MediaType);

    /// <typeparam name="TNew">The body that records one.</typeparam>
    /// <typeparam name="TCorrection">The body that corrects one.</typeparam>
    /// <typeparam name="TDetails">What both of them are details of.</typeparam>
    /// <typeparam name="TDocument">What one is answered as.</typeparam>
    /// <returns>The group, for what the kind can do beyond that.</returns>
    public static RouteGroupBuilder MapResource<TNew, TCorrection, TDetails, TDocument>(this IEndpointRouteBuilder routes, string plural, string recordVerb = "Record")
        where TNew : class, TDetails, INewResource
        where TCorrection : class, TDetails, ICorrection
        where TDetails : class, IDetailsOfKind
    {
        var kind = TDetails.Kind;
        var word = kind.ToString().ToLowerInvariant();
        var article = word[0] is 'a' or 'i' ? "an" : "a";
        var group = routes.MapGroup($"/v1/{plural}").WithTags(kind is ResourceKind.Incident ? "Incidents" : $"{kind}s");

        group.MapPost("/", async (JsonBody<TNew> body, IMediator mediator, Links links, CancellationToken cancellationToken) =>
                (await mediator.Send(new RecordResource<TNew, TDetails>(body.Value), cancellationToken))
                    .ToHttp(rendered => rendered.ToCreated(links.To($"/v1/{plural}/{rendered.Id}"))))
            .RequireScope(Scope.Write)
            .WithName($"{recordVerb.ToLowerInvariant()}{kind}")
            .WithSummary($"{recordVerb} {article} {word}")
            .WithDescription("Everything it mentions must have been recorded before. An `id` of your own choosing makes the request safe to repeat: the second time it answers 409.")
            .Produces<TDocument>(StatusCodes.Status201Created)
            .ProducesProblems(404, 409);

        group.MapGet("/{id}", async (Guid id, [AsParameters] Reading reading, [AsParameters] Selecting<TDocument> selecting, IMediator mediator, HttpContext context, CancellationToken cancellationToken) =>
                (await mediator.Send(new ReadResource(kind, id, reading), cancellationToken))
                    .ToHttp(answer => answer.Value.With(selecting.Members()).ToJson().At(answer.Moment, context)))
            .RequireScope(Scope.Read)
            .FollowsLog()
            .WithName($"read{kind}")
            .WithSummary($"Read {article} {word}")
            .WithDescription("Retracted ones stay readable and say so. The `ETag` names the version; a correction must bring it back in `If-Match`.")
            .Produces<TDocument>()
            .MayBeMoved(kind)
            .ProducesProblems(400, 404, 410);

        group.MapPut("/{id}", async (Guid id, IfMatch ifMatch, JsonBody<TCorrection> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new CorrectResource<TCorrection, TDetails>(id, ifMatch.Expected, body.Value), cancellationToken))
                    .ToHttp(rendered => rendered.ToJson()))
            .RequireScope(Scope.Write)
            .WithName($"correct{kind}")
            .WithSummary($"Correct {article} {word}")
            .WithDescription("The body holds the whole of the details as they shall stand, and the reason. What stood before stays in the history.")
            .Produces<TDocument>()
            .ProducesProblems(404, 409, 410);

        group.MapPost("/{id}/retraction", async (Guid id, IfMatch ifMatch, JsonBody<Retraction> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new RetractResource(kind, id, ifMatch.Expected, body.Value), cancellationToken))
                    .ToHttp(rendered => rendered.ToJson()))
            .RequireScope(Scope.Write)
            .WithName($"retract{kind}")
            .WithSummary($"Retract {article} {word}")
            .WithDescription("For what should not have been recorded. It leaves every list and estimate, stays readable with the reason, and takes no more changes until it is reinstated.")
            .Produces<TDocument>()
            .ProducesProblems(404, 409, 410);

        group.MapPost("/{id}/reinstatement", async (Guid id, IfMatch ifMatch, JsonBody<Reinstatement> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new ReinstateResource(kind, id, ifMatch.Expected, body.Value), cancellationToken))
                    .ToHttp(rendered => rendered.ToJson()))
            .RequireScope(Scope.Write)
            .WithName($"reinstate{kind}")
            .WithSummary($"Take back the retraction of {article} {word}")
            .WithDescription("It stands again, as it did before, in every list and estimate. The history tells of both. 409 `not-retracted` where it stands already.")
            .Produces<TDocument>()
            .ProducesProblems(404, 409, 410);

        group.MapPost("/{id}/erasure", async (Guid id, IfMatch ifMatch, JsonBody<Erasure> body, IMediator mediator, CancellationToken cancellationToken) =>
                (await mediator.Send(new EraseResource(kind, id, ifMatch.Expected, body.Value), cancellationToken))
                    .ToHttp(rendered => rendered.ToJson()))
            .RequireScope(Scope.Admin)
            .WithName($"erase{kind}")
            .WithSummary($"Erase {article} {word} for legal reasons")
            .WithDescription("For what must not be kept: every version goes for good, also out of the past and of every release, and whatever mentions it shows `[erased]` in place of its name. What stays: that it was there, and who changed it when and why. It cannot be undone, takes as long as it takes, and removes the files of finished exports.")
            .Produces<Tombstone>()
            .ProducesProblems(404, 409, 410);

        group.MapGet("/{id}/history", async (Guid id, [AsParameters] Reading reading, [AsParameters] Versions versions, IMediator mediator, HttpContext context, CancellationToken cancellationToken) =>
                (await mediator.Send(new ReadHistory(kind, id, reading, versions.From, versions.To), cancellationToken))
                    .ToHttp(answer => new HistoryResult(answer.Value).At(answer.Moment, context)))
            .RequireScope(Scope.Read)
            .FollowsLog()
            .WithName($"read{kind}History")
            .WithSummary($"Read who changed what of {article} {word}, when and why")
            .WithDescription("Oldest first, the whole of it. With `from` and `to`: the changes that led from one version to the other, and in `difference` what the later one has that the earlier one had not, also in words.")
            .Produces<History>()
            .ProducesProblems(400, 404, 410);

        return group;
    }

    /// <summary>Adds the documents that a resource cites, as JSON, CSL-JSON or BibTeX.</summary>
    public static RouteGroupBuilder MapCitations(this RouteGroupBuilder group, ResourceKind kind)
    {
        group.MapGet("/{id}/citations", async (Guid id, [AsParameters] Reading reading, MediaFormat format, IMediator mediator, HttpContext context, CancellationToken cancellationToken) =>
                (await mediator.Send(new ReadCitations(kind, id, reading), cancellationToken))
                    .ToHttp(answer => Format(answer.Value, format).At(answer.Moment, context)))
            .RequireScope(Scope.Read)
            .FollowsLog()
            .Offers(MediaFormat.Json, Csl, BibTeX)
            .WithName($"read{kind}Citations")
            .WithSummary($"List the documents that {(kind is ResourceKind.Incident ? "an" : "a")} {kind.ToString().ToLowerInvariant()} rests on")
            .WithDescription("Each once, in order of first mention. `f=csl` gives CSL-JSON for Zotero or pandoc, `f=bibtex` gives BibTeX.")
            .Produces<ListOf<DocumentLink>>()
            .MayBeMoved(kind)
            .ProducesProblems(400, 404, 406, 410);
        return group;
    }

    private static IResult Format(IReadOnlyList<CitedDocument> cited, MediaFormat format)
    {
        if (format == Csl)
            return Results.Text(CslJson.Of(cited).ToJsonString(JsonContract.Options), format.ContentType);
        if (format == BibTeX)
            return Results.Text(BibTex.Of(cited), format.ContentType);
        return new ComputedJson(new ListOf<DocumentLink>([.. cited.Select(document => document.Link)]));
    }
}
