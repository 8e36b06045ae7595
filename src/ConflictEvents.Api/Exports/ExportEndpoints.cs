using System.ComponentModel;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Incidents;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Exports.ListExports;
using ConflictEvents.Application.Exports.ReadExport;
using ConflictEvents.Application.Exports.RemoveExport;
using ConflictEvents.Application.Exports.RequestExport;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Incidents.SearchIncidents.Areas;
using ConflictEvents.Application.Keys;
using ConflictEvents.Application.Queries;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Exports;

/// <summary>What is to be written to a file besides the filter.</summary>
public sealed record ExportForm
{
    public const string RawDescription = "`true` for CSV whose texts stand exactly as they are. Else those that a spreadsheet would take for a formula are prefixed with an apostrophe.";

    [FromQuery(Name = Negotiation.Parameter)]
    [Description("The form of the file; `csv` unless told.")]
    public ExportFormat? Format { get; init; }

    [Description(RawDescription)]
    public bool? Raw { get; init; }
}

internal static class ExportEndpoints
{
    public const string FileOperation = "readExportFile";

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        // Anonymous readers may read, yet a file outlasts their request: it must be somebody's.
        var exports = routes.MapGroup("/v1/exports").WithTags("Exports").RequireScope(Scope.Read, ofSomebody: true);
        exports.MapPostWithQuery("/", Request)
            .WithName("requestExport")
            .WithSummary("Ask for a whole result as a file")
            .WithDescription("With the filters and orders of `GET /v1/incidents`, and with the polygon of `POST /v1/incidents/search` where one is sent as the body. The file tells the state of knowledge at the moment of the request, or of `asOf` or `release`, whenever it is written, also after a restart of the service.")
            .Produces<ExportView>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 429);
        exports.MapGet("/", List)
            .WithName("listExports")
            .WithSummary("List the exports that were asked for with this key")
            .WithDescription("The newest first, the whole of them; those that have expired are gone.")
            .Produces<ListOf<ExportView>>();
        exports.MapGet("/{id}", Read)
            .WithName("readExport")
            .WithSummary("See how far an export has come")
            .WithDescription("Ask again while it is `queued` or `running`. When it is `completed`, `file` is the address of the file.")
            .Produces<ExportView>()
            .ProducesProblems(404);
        exports.MapGet("/{id}/file", File)
            .WithMetadata(new StoredForm())
            .WithName(FileOperation)
            .WithSummary("Fetch the file of an export")
            .WithDescription("Whole, or in parts with `Range`, so that a transfer that broke off can go on where it ended. The `ETag` is the file's SHA-256. An erasure withdraws every file that was written before it.")
            .Produces<string>(StatusCodes.Status200OK, ExportFormats.Csv.MediaType, ExportFormats.GeoJson.MediaType, ExportFormats.NdJson.MediaType)
            .ProducesProblems(404, 409, 410);
        exports.MapDelete("/{id}", Remove)
            .WithName("removeExport")
            .WithSummary("Cancel an export, or remove it with its file")
            .WithDescription("One that is not finished becomes `cancelled`; one that is finished is gone.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(404);
    }

    private static async Task<IResult> Request(
        JsonBody<SearchArea>? body,
        [AsParameters] IncidentFilter filter,
        [AsParameters] Sorting sorting,
        [AsParameters] Reading reading,
        [AsParameters] ExportForm form,
        IMediator mediator,
        Links links,
        CancellationToken cancellationToken)
    {
        if (body is not null)
        {
            var area = AreaReader.Read(body.Value.Geometry);
            if (area.Error is { } error)
                return error.ToHttp();
            filter = filter.Inside(area.Value);
        }

        var format = form.Format ?? ExportFormat.Csv;
        if (form.Raw is not null && format is not ExportFormat.Csv)
            return ExportErrors.RawWithoutCsv.ToHttp();
        var query = new ExportQuery(filter, sorting.Sort ?? IncidentSort.Default, format, form.Raw is true);
        return (await mediator.Send(new RequestExport(query, reading), cancellationToken))
            .ToHttp(job => Results.Accepted(links.To($"/v1/exports/{job.Id}"), ExportView.Of(job, links)));
    }

    private static async Task<IResult> List(IMediator mediator, Links links, CancellationToken cancellationToken) =>
        Results.Ok(new ListOf<ExportView>([.. (await mediator.Send(new ListExports(), cancellationToken)).Select(job => ExportView.Of(job, links))]));

    private static async Task<IResult> Read(Guid id, IMediator mediator, Links links, CancellationToken cancellationToken) =>
        (await mediator.Send(new ReadExport(id), cancellationToken)).ToHttp(job => Results.Ok(ExportView.Of(job, links)));

    private static async Task<IResult> File(Guid id, IMediator mediator, IOptions<ExportOptions> options, HttpContext context, CancellationToken cancellationToken) =>
        (await mediator.Send(new FindExportFile(id), cancellationToken)).ToHttp(file =>
        {
            ExportHeaders.Write(context.Response, file.Job.Format, file.Job.DataThrough, options.Value.License);

            // As it is: the tag and the ranges are those of the file, and a transfer may go on in the middle of it.
            context.Request.Headers.AcceptEncoding = default;
            return Results.File(
                file.Path,
                context.Response.ContentType,
                lastModified: file.Job.FinishedAt,
                entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(file.Job.Sha256!)}\""),
                enableRangeProcessing: true);
        });

    private static async Task<IResult> Remove(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RemoveExport(id), cancellationToken)).ToHttp(_ => Results.NoContent());
}
