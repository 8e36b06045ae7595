using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Application.Feed.FollowChanges;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Feed;

/// <summary>Answers with a page of changes. Other than of a list, there is always a cursor to go on with.</summary>
internal sealed class FeedResult(FeedPage page, PageRequest request, Links links) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        PageResult.Begin(response, nextCursor: null, request, links);
        var cursor = page.Reached.ToString();
        var next = page.HasMore ? links.Here("after", cursor) : null;
        if (next is not null)
            response.Headers.Link = $"<{next}>; rel=\"next\"";
        return RenderedList.Send(httpContext, [.. page.Items.Select(item => item.Entry)], new { Next = next, NextCursor = cursor });
    }
}
