using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>Of an operation whose body is a file: read as it comes in, of any size, whatever type the client takes it for.</summary>
internal sealed record UploadedFile
{
    /// <summary>The types of which the document of the API tells; programs that send files often name none, or another.</summary>
    public static readonly string[] MediaTypes = ["text/csv", "application/x-ndjson", "application/gzip", "application/octet-stream"];

    /// <returns>Why the body is not taken; null when it can be read.</returns>
    public static IResult? Refusal(HttpContext context)
    {
        // A form would have to be taken apart first, and what is in it is no file of a known form then.
        if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return new ProblemResult(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the file itself as the body, not a form: curl --data-binary @file.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        return null;
    }
}
