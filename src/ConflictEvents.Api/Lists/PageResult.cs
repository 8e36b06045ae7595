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
        Write(writer, page.Items, next, page.NextCursor);
        if (page.Count is { } count)
        {
            writer.Write(",\"count\":"u8);
            writer.Write(JsonSerializer.SerializeToUtf8Bytes(count, JsonContract.Options));
        }

        writer.Write("}"u8);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>Writes the members that every list has, and leaves the object open for more.</summary>
    public static void Write(IBufferWriter<byte> writer, IReadOnlyList<ReadOnlyMemory<byte>> items, string? next, string? nextCursor)
    {
        writer.Write("{\"items\":["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                writer.Write(","u8);
            writer.Write(items[i].Span);
        }

        writer.Write("],\"next\":"u8);
        writer.Write(JsonSerializer.SerializeToUtf8Bytes(next, JsonContract.Options));
        writer.Write(",\"nextCursor\":"u8);
        writer.Write(JsonSerializer.SerializeToUtf8Bytes(nextCursor, JsonContract.Options));
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
