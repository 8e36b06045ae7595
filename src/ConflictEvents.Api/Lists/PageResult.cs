using System.Globalization;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Lists;

/// <summary>Answers with a page whose items were rendered before: a <see cref="PageOf{T}"/> as JSON.</summary>
internal sealed class PageResult(Page page, PageRequest request, Links links) : IResult
{
    /// <summary>The limit that was applied, where the one asked for was too great.</summary>
    public const string LimitHeader = "Limit-Applied";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var next = Begin(httpContext.Response, page.NextCursor, request, links);

        // What the database expects may change without a commit.
        if (page.Count?.Relation is CountRelation.Estimated)
            httpContext.Features.Set<KeepAnswer>(null);
        return page.Count is { } count
            ? RenderedList.Send(httpContext, page.Items, new { Next = next, page.NextCursor, Count = count })
            : RenderedList.Send(httpContext, page.Items, new { Next = next, page.NextCursor });
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
