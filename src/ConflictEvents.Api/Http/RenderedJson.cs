using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>Answers with JSON that was rendered before: its bytes are copied. A client that has it already is told so instead.</summary>
/// <param name="utf8">One JSON text.</param>
/// <param name="tag">Changes whenever the text does.</param>
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

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var headers = response.GetTypedHeaders();
        headers.LastModified = LastModified;
        if (Location is not null)
            response.Headers.Location = Location;

        if (Status == StatusCodes.Status200OK && NotModified.Applies(httpContext.Request, tag))
        {
            await new NotModified(tag!).ExecuteAsync(httpContext);
            return;
        }

        headers.ETag = tag;
        response.StatusCode = Status;
        response.ContentType = MediaFormat.Json.ContentType;
        response.ContentLength = utf8.Length;
        await response.BodyWriter.WriteAsync(utf8, httpContext.RequestAborted);
    }
}

/// <summary>Tells the client that what it has is still what it would get.</summary>
public sealed class NotModified(EntityTagHeaderValue tag) : IResult, IStatusCodeHttpResult
{
    int? IStatusCodeHttpResult.StatusCode => StatusCodes.Status304NotModified;

    /// <summary>Ask this before doing the work. Tags are compared weakly (RFC 9110, section 13.1.2).</summary>
    public static bool Applies(HttpRequest request, EntityTagHeaderValue? tag) =>
        tag is not null
        && HttpMethods.IsGet(request.Method)
        && request.Headers.IfNoneMatch is { Count: > 0 } header
        && EntityTagHeaderValue.TryParseList(header, out var known)
        && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        httpContext.Response.GetTypedHeaders().ETag = tag;
        return Task.CompletedTask;
    }
}
