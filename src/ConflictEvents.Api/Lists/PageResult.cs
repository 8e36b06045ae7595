using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using Microsoft.AspNetCore.Http.Extensions;

namespace ConflictEvents.Api.Lists;

/// <summary>Answers with a page whose items were rendered before: their bytes are copied between the members of <see cref="ListOf{T}"/>.</summary>
internal sealed class PageResult(Page page, PageRequest request, Links links) : IResult
{
    /// <summary>The limit that was applied, where the one asked for was too great.</summary>
    public const string LimitHeader = "Limit-Applied";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var next = page.NextCursor is { } cursor ? links.To(NextPath(httpContext.Request, cursor)) : null;
        if (next is not null)
            response.Headers.Link = $"<{next}>; rel=\"next\"";
        if (request.Limit > request.EffectiveLimit)
            response.Headers[LimitHeader] = request.EffectiveLimit.ToString(CultureInfo.InvariantCulture);
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
        writer.Write("}"u8);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    private static string NextPath(HttpRequest request, string cursor)
    {
        var query = new QueryBuilder(request.Query.Where(parameter => parameter.Key != "cursor").SelectMany(
            parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value ?? ""))))
        {
            { "cursor", cursor },
        };
        return $"{request.Path.ToUriComponent()}{query.ToQueryString()}";
    }
}
