using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>Answers with JSON that was rendered before: its bytes are copied. A client that has it already is told so instead.</summary>
/// <param name="utf8">One JSON text.</param>
/// <param name="tag">Changes whenever the text does; a strong one is sent as <see cref="EntityTags.AsSent"/>.</param>
public sealed class RenderedJson(ReadOnlyMemory<byte> utf8, EntityTagHeaderValue? tag = null) : IResult, IStatusCodeHttpResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>
    /// For people. Clients compare tags: two versions may fall in one second, which is as fine as this header goes, so
    /// <c>If-Modified-Since</c> is not heeded.
    /// </summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The absolute URL of what was created.</summary>
    public string? Location { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var headers = response.GetTypedHeaders();
        headers.LastModified = LastModified;
        if (Location is not null)
            response.Headers.Location = Location;

        var sent = headers.ETag = tag?.AsSent(httpContext);
        if (Status == StatusCodes.Status200OK && sent is not null && HttpMethods.IsGet(httpContext.Request.Method) && EntityTags.IsKnown(httpContext.Request, sent))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = Status;
        return WholeBody.Send(httpContext, utf8);
    }
}
