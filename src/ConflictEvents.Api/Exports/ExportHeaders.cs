using System.Globalization;
using ConflictEvents.Application.Exports;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Exports;

/// <summary>What an exported file says of itself beside its content.</summary>
internal static class ExportHeaders
{
    /// <summary>When the last event was recorded that the file takes account of; absent while nothing is recorded.</summary>
    public const string DataThrough = "Data-Through";

    /// <summary>The terms under which the data may be used. Where they are an address, <c>Link</c> has it with <c>rel="license"</c> as well.</summary>
    public const string License = "License";

    public static void Write(HttpResponse response, ExportFormat format, DateTimeOffset? dataThrough, string license)
    {
        var media = ExportFormats.MediaOf(format);
        var headers = response.Headers;
        var time = dataThrough?.UtcDateTime;
        response.ContentType = media.ContentType;
        headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = string.Create(CultureInfo.InvariantCulture, $"incidents{time:'-'yyyyMMdd'T'HHmmss'Z'}.{media.Name}"),
        }.ToString();
        headers[License] = license;
        if (time is not null)
            headers[DataThrough] = string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}");
        if (Uri.TryCreate(license, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            headers.Append(HeaderNames.Link, $"<{address.AbsoluteUri}>; rel=\"license\"");
    }
}
