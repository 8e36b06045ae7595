using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Lists;

/// <summary>Answers with a page whose items were rendered before: their bytes are copied between the members of <see cref="PageOf{T}"/>.</summary>
internal sealed class PageResult(Page page, PageRequest request, Links links) : IResult
{
    /// <summary>The limit that was applied, where the one asked for was too great.</summary>
    public const string LimitHeader = "Limit-Applied";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var next = Begin(response, page.NextCursor, request, links);
        response.ContentType = MediaFormat.Json.ContentType;

        var writer = response.BodyWriter;
        writer.Write("{\"items\":["u8);
        for (var i = 0; i < page.Items.Count; i++)
        {
            if (i > 0)
                writer.Write(","u8);
            writer.Write(page.Items[i].Span);
        }

        writer.Write("],\"next\":"u8);
        writer.Write(JsonSerializer.SerializeToUtf8Bytes(next, JsonContract.Options));
        writer.Write(",\"nextCursor\":"u8);
        writer.Write(JsonSerializer.SerializeToUtf8Bytes(page.NextCursor, JsonContract.Options));
        if (page.Count is { } count)
        {
            writer.Write(",\"count\":"u8);
            writer.Write(JsonSerializer.SerializeToUtf8Bytes(count, JsonContract.Options));
        }

        writer.Write("}"u8);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Sets the headers of a page.</summary>
    /// <returns>The address of the next page; null on the last.</returns>
    public static string? Begin(HttpResponse response, string? nextCursor, PageRequest request, Links links)
    {
        var next = nextCursor is null ? null : links.Here("cursor", nextCursor);
        if (next is not null)
            response.Headers.Link = $"<{next}>; rel=\"next\"";
        if (request.Limit > request.EffectiveLimit)
            response.Headers[LimitHeader] = request.EffectiveLimit.ToString(CultureInfo.InvariantCulture);
        return next;
    }
}
