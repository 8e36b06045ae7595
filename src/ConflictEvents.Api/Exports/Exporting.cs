using System.ComponentModel;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Resources;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Exports.OpenExport;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Exports;

/// <summary>The form of a list of incidents, and how forms other than JSON are answered.</summary>
public sealed record Exporting
{
    [Description("`true` for CSV whose texts stand exactly as they are. Else those that a spreadsheet would take for a formula are prefixed with an apostrophe.")]
    public bool? Raw { get; init; }

    public required MediaFormat Format { get; init; }

    [FromServices]
    public required IOptions<ExportOptions> Options { get; init; }

    [FromServices]
    public required ILogger<Exporting> Logger { get; init; }

    public Error? Fault() => Raw is not null && Format != ExportFormats.Csv ? ExportErrors.RawWithoutCsv : null;

    /// <returns>False for what is answered in pages: JSON, and whatever is asked for by the page.</returns>
    public bool IsWhole(ListRequest request, out ExportFormat format)
    {
        format = ExportFormats.Of(Format).GetValueOrDefault();
        return ExportFormats.Of(Format) is not null && request is { Limit: null, Cursor: null };
    }

    public async Task<IResult> Export(ExportQuery query, ListRequest request) =>
        (await request.Mediator.Send(new OpenExport(query, request.AsOf?.Time), request.Aborted))
            .ToHttp(answer => new ExportResult(answer.Value, query.Format, Options.Value, Logger).At(answer.Moment, request.Context));

    public IResult Page(Answer<Page> answer, ListRequest request) => ExportFormats.Of(Format) is { } format
        ? new FormattedPage(answer.Value, request.Page(), request.Links, format, Raw is true).At(answer.Moment, request.Context)
        : request.Answer(answer);
}
