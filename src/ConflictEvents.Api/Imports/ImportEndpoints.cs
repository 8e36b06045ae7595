using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Resources;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.CancelImport;
using ConflictEvents.Application.Imports.ReadImport;
using ConflictEvents.Application.Imports.RequestImport;
using ConflictEvents.Application.Incidents.ReadSimilar;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Queries;
using MediatR;

namespace ConflictEvents.Api.Imports;

/// <summary>What is to be known of a file beside its content.</summary>
public sealed record ImportForm
{
    [Description("What the file holds: the columns of `ucdp-ged` or of `acled`; places or codes of `geonames`, which become locations; or `conflict-events`, which `conflict-events export` writes. That one may correct, rank and verify, and so needs the scopes `write` and `review` too.")]
    public required ImportFormat Format { get; init; }

    [Description("The version of the dataset as its publisher names it, such as `23.1`. It stands in the history of what is changed by it.")]
    public string? DatasetVersion { get; init; }

    [Description("Names of columns that differ from those of the format, in pairs of the one of the format and the one of the file: `best:best_death,low:low_death`.")]
    public string? Columns { get; init; }

    [Description("`true` retracts the incidents of the dataset that the file does not hold; a later file that holds them reinstates them. Left out, they are only reported: a file may hold a part of a dataset.")]
    public bool? RetractVanished { get; init; }

    public ImportRequest Request => new(Format, DatasetVersion, Columns, RetractVanished is true);
}

/// <summary>A page of what is told of an import.</summary>
public sealed record ImportPage
{
    [Description("Items a page: 50 unless told, at most 1,000; more is taken for 1,000, and the header `Limit-Applied` says so.")]
    [Range(1, int.MaxValue, ErrorMessage = "Give 1 or more.")]
    [Clamped(PageRequest.MaximumLimit)]
    public int? Limit { get; init; }

    [Description("The `nextCursor` of the page before, unchanged.")]
    public string? Cursor { get; init; }

    public PageRequest Request => new(Limit, Cursor);
}

internal static class ImportEndpoints
{
    // What events of another service may do here, whoever did it there.
    private static readonly Scope[] OfEvents = [Scope.Write, Scope.Review];

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/v1/imports").WithTags("Imports").RequireScope(Scope.Import, ofSomebody: true);
        imports.MapPost("/", Request)
            .WithMetadata(new UploadedFile())
            .WithName("requestImport")
            .WithSummary("Load a dataset from a file")
            .WithDescription("The body is the file itself: CSV with a header, or NDJSON, as it is or compressed with gzip, in UTF-8. It is taken in whole, and loaded afterwards, also after a restart of the service. Loading a file again changes nothing; a newer version of the dataset corrects what it tells otherwise. Of `geonames` a row is a location. Of the service's own format a row is an event: created is the first of a resource, updated one that follows.")
            .Produces<ImportView>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 413, 415, 429);
        imports.MapGet("/", List)
            .WithName("listImports")
            .WithSummary("List the imports that were asked for with this key")
            .WithDescription("The newest first, the whole of them.")
            .Produces<ListOf<ImportView>>();
        imports.MapGet("/{id}", Read)
            .WithName("readImport")
            .WithSummary("See how far an import has come")
            .WithDescription("Ask again while it is `queued` or `running`.")
            .Produces<ImportView>()
            .ProducesProblems(404);
        imports.MapGet("/{id}/errors", Errors)
            .WithName("listImportErrors")
            .WithSummary("See what was wrong with which row")
            .WithDescription("In the order of the file. Rows with an error that `rejects` were left out; all others went in. Of one import 100,000 are kept; all are counted.")
            .Produces<ListOf<RowFault>>()
            .ProducesProblems(404);
        imports.MapGet("/{id}/vanished", Vanished)
            .WithName("listImportVanished")
            .WithSummary("See what the dataset held before, and the file does not")
            .WithDescription("Known when the whole file has been read. Unless the import was told to, nothing was retracted for it.")
            .Produces<ListOf<VanishedIncident>>()
            .ProducesProblems(404);
        imports.MapGet("/{id}/similar", Similar)
            .WithName("listImportSimilar")
            .WithSummary("See what may be the same event in another dataset")
            .WithDescription("Goes through the incidents that the import created or changed, in the order of their ids, each with at most five of other datasets within 50 km and 3 days. They are for a person to compare: nothing is merged by itself. A page may be empty and yet have a next one.")
            .Produces<ListOf<SimilarToImported>>()
            .ProducesProblems(400, 404);
        imports.MapDelete("/{id}", Cancel)
            .WithName("cancelImport")
            .WithSummary("End an import")
            .WithDescription("It becomes `cancelled`. What it has recorded until then stays.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(404, 409);
    }

    private static async Task<IResult> Request(
        [AsParameters] ImportForm form, HttpContext context, IMediator mediator, Links links, TimeProvider time, CancellationToken cancellationToken)
    {
        if (form.Format is ImportFormat.ConflictEvents && OfEvents.Where(scope => !Caller.Of(context.User)!.Scopes.Allow(scope)).ToList() is [var missing, ..])
            return context.MissingScope(missing);
        if (UploadedFile.Refusal(context) is { } refusal)
            return refusal;
        return (await mediator.Send(new RequestImport(form.Request, context.Request.Body), cancellationToken))
            .ToHttp(job => Results.Accepted(links.To($"/v1/imports/{job.Id}"), ImportView.Of(job, time.GetUtcNow())));
    }

    private static async Task<IResult> List(IMediator mediator, TimeProvider time, CancellationToken cancellationToken) =>
        Results.Ok(new ListOf<ImportView>([.. (await mediator.Send(new ListImports(), cancellationToken)).Select(job => ImportView.Of(job, time.GetUtcNow()))]));

    private static async Task<IResult> Read(Guid id, IMediator mediator, TimeProvider time, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReadImport(id), cancellationToken)).ToHttp(job => Results.Ok(ImportView.Of(job, time.GetUtcNow())));

    private static async Task<IResult> Errors(Guid id, [AsParameters] ImportPage page, IMediator mediator, Links links, HttpContext context, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReadFaults(id, page.Request), cancellationToken)).ToHttp(part => Page(part, page, links, context));

    private static async Task<IResult> Vanished(Guid id, [AsParameters] ImportPage page, IMediator mediator, Links links, HttpContext context, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReadVanished(id, page.Request), cancellationToken)).ToHttp(part => Page(part, page, links, context));

    private static async Task<IResult> Similar(
        Guid id, [AsParameters] Reading reading, [AsParameters] ImportPage page, IMediator mediator, Links links, HttpContext context, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReadSimilarToImport(id, reading, page.Request), cancellationToken))
            .ToHttp(found => Page(new Part<SimilarToImported>(found.Value.Items, found.Value.NextCursor), page, links, context).At(found.Moment, context));

    private static async Task<IResult> Cancel(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new CancelImport(id), cancellationToken)).ToHttp(_ => Results.NoContent());

    private static IResult Page<T>(Part<T> part, ImportPage page, Links links, HttpContext context) =>
        Results.Ok(new ListOf<T>(part.Items, PageResult.Begin(context.Response, part.NextCursor, page.Request, links), part.NextCursor));
}
