using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Feed;

/// <summary>Reads the feed as a follower does.</summary>
internal static class FeedHttp
{
    /// <returns>A page that must be there.</returns>
    public static async Task<FeedPage> Changes(this HttpClient client, string? after = null, string query = "")
    {
        var page = await client.Get($"/v1/changes?{(after is null ? "" : $"after={after}&")}{query}".TrimEnd('&', '?'));
        return new FeedPage([.. page["items"]!.AsArray().Select(item => item!)], page["next"]?.ToString(), page["nextCursor"]!.ToString());
    }

    /// <returns>Everything from a cursor on, page by page.</returns>
    public static async Task<IReadOnlyList<JsonNode>> Walk(this HttpClient client, string? after = null, string query = "")
    {
        var all = new List<JsonNode>();
        while (true)
        {
            var page = await client.Changes(after, query);
            all.AddRange(page.Items);
            if (page.Next is null)
                return all;
            after = page.Cursor;
        }
    }

    public static async Task<string> Latest(this HttpClient client) => (await client.Changes("latest")).Cursor;

    public static string Type(this JsonNode change) => change["type"]!.ToString();

    public static Guid About(this JsonNode change) => change["resourceId"]!.GetValue<Guid>();

    public static string EventId(this JsonNode change) => change["eventId"]!.ToString();
}

internal sealed record FeedPage(IReadOnlyList<JsonNode> Items, string? Next, string Cursor);
