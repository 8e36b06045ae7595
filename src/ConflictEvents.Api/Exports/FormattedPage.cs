using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Exports;

/// <summary>Answers with one page of incidents in a form that has no room for the way to the next one: that stands in the header <c>Link</c>.</summary>
internal sealed class FormattedPage(Page page, PageRequest request, Links links, ExportFormat format, bool raw) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        PageResult.Begin(response, page.NextCursor, request, links);
        response.ContentType = ExportFormats.MediaOf(format).ContentType;

        var file = new IncidentFile(response.BodyWriter, format);
        file.Begin();
        foreach (var card in page.Items)
            file.AddCard(card.Span, raw);
        file.End();
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
