using ConflictEvents.Api.Http;
using ConflictEvents.Application.Exports;

namespace ConflictEvents.Api.Exports;

/// <summary>
/// Answers with the whole of a result as it is read. What fails before its first incident is there is answered as a problem; what fails later
/// breaks the connection off, so that what has arrived cannot pass for the whole.
/// </summary>
internal sealed class ExportResult(IExport export, ExportFormat format, ExportOptions options, ILogger logger) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = export;
        ExportHeaders.Write(httpContext.Response, format, export.DataThrough, options.License);
        if (httpContext.Features.Get<HeadersOnly>() is not null)
            return;

        try
        {
            await export.CopyTo(httpContext.Response.BodyWriter, TimeSpan.FromSeconds(options.StallSeconds), httpContext.RequestAborted);
        }
        catch (Exception fault) when (httpContext.Response.HasStarted)
        {
            if (httpContext.RequestAborted.IsCancellationRequested)
                logger.LogInformation("The reader of {Path} left before its end.", httpContext.Request.Path);
            else
                logger.LogError(fault, "{Path} could not be exported to its end; the connection is broken off.", httpContext.Request.Path);
            httpContext.Abort();
        }
    }
}
