using System.ComponentModel;
using ConflictEvents.Api.Exports;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Resources;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Exports.OpenExport;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Results;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Incidents;

/// <summary>The order of a list of incidents.</summary>
public sealed record Sorting
{
    public const string Description = "`occurred` (first day of the window), `killed` (best estimate of all killed, unknown last), `recorded` (last change), each with a minus for descending, or `distance` from `near`. Newest first unless told.";

    [Description(Description)]
    public IncidentSort? Sort { get; init; }
}

/// <summary>What a search for incidents takes besides its filters, and what answers it: a page, or the whole result as a file.</summary>
public sealed record SearchRequest : ListRequest
{
    [Description(Sorting.Description)]
    public IncidentSort? Sort { get; init; }

    [Description(Selection.Description + " In JSON only.")]
    public Member<IncidentCard>[]? Fields { get; init; }

    [Description("Members of the whole incident that each item of the list is to have besides, separated by commas. In JSON only.")]
    public IncidentPart[]? Include { get; init; }

    [Description(ExportForm.RawDescription)]
    public bool? Raw { get; init; }

    public required MediaFormat Format { get; init; }

    [FromServices]
    public required IOptions<ExportOptions> Options { get; init; }

    [FromServices]
    public required ILogger<SearchRequest> Logger { get; init; }

    public Task<IResult> Answer(IncidentFilter filter)
    {
        var file = ExportFormats.Of(Format);
        if (Fault(file) is { } fault)
            return Task.FromResult<IResult>(fault.ToHttp());
        return file is { } format && this is { Limit: null, Cursor: null } ? Whole(filter, format) : Page(filter, file);
    }

    private async Task<IResult> Whole(IncidentFilter filter, ExportFormat format)
    {
        var query = new ExportQuery(filter, Sort ?? IncidentSort.Default, format, Raw is true);
        var export = await Mediator.Send(new OpenExport(query, this), Aborted);
        return export.ToHttp(answer => new ExportResult(answer.Value, format, Options.Value, Logger).At(answer.Moment, Context));
    }

    private async Task<IResult> Page(IncidentFilter filter, ExportFormat? file)
    {
        var page = Page(Selection.Of(Fields, Include));
        var found = await Mediator.Send(new SearchIncidents(filter, Sort ?? IncidentSort.Default, this, page), Aborted);
        return found.ToHttp(answer => file is { } format
            ? new FormattedPage(answer.Value, page, Links, format, Raw is true).At(answer.Moment, Context)
            : Answer(answer));
    }

    /// <summary>Refuses what the form of the answer has no room for.</summary>
    private Error? Fault(ExportFormat? file)
    {
        if (Raw is not null && file is not ExportFormat.Csv)
            return ExportErrors.RawWithoutCsv;
        if (file is null)
            return null;
        var misplaced = Fields is { Length: > 0 } ? "fields" : Include is { Length: > 0 } ? "include" : Count is not null ? "count" : null;
        return misplaced is null ? null : QueryErrors.Parameter(misplaced, "goes with JSON only; the other forms have members of their own.");
    }
}
