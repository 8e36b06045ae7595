using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>Imports as a client does: sends a file, and asks until the job has ended.</summary>
internal static class ImportHttp
{
    public static async Task<JsonAnswer> SendFile(this HttpClient client, string query, Stream content, string type = "text/csv")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/imports?{query}") { Content = new StreamContent(content) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new JsonAnswer((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), null);
    }

    /// <returns>The job as it was taken on.</returns>
    public static async Task<JsonNode> BeginImport(this HttpClient client, byte[] content, string query = "format=ucdp-ged")
    {
        var answer = await client.SendFile(query, new MemoryStream(content));
        Assert.True(answer.Status == 202, $"{answer.Status}: {answer.Body}");
        return answer.Body!;
    }

    /// <returns>The job as it ended.</returns>
    public static async Task<JsonNode> Import(this HttpClient client, byte[] content, string query = "format=ucdp-ged", string state = "completed") =>
        await client.ImportUntil(await client.BeginImport(content, query), state);

    public static async Task<JsonNode> ImportUntil(this HttpClient client, JsonNode job, string state)
    {
        for (var tries = 0; ; tries++)
        {
            var now = await client.Get($"/v1/imports/{job["id"]}");
            if (now["state"]!.GetValue<string>() == state)
                return now;
            Assert.True(tries < 1_200 && now["finishedAt"] is null, $"The import is {now["state"]}: {now.ToJsonString()}");
            await Task.Delay(100);
        }
    }

    public static async Task<IReadOnlyList<JsonNode>> ErrorsOf(this HttpClient client, JsonNode job, string list = "errors", int limit = 1_000)
    {
        var items = new List<JsonNode>();
        for (string? path = $"/v1/imports/{job["id"]}/{list}?limit={limit}"; path is not null;)
        {
            var page = await client.Get(path);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            path = page["next"]?.GetValue<string>();
        }

        return items;
    }

    /// <returns>Created, updated, unchanged, rejected and vanished.</returns>
    public static (int Created, int Updated, int Unchanged, int Rejected, int? Vanished) Counts(this JsonNode job) =>
        (Of(job, "created")!.Value, Of(job, "updated")!.Value, Of(job, "unchanged")!.Value, Of(job, "rejected")!.Value, Of(job, "vanished"));

    private static int? Of(JsonNode job, string member) => job[member]?.GetValue<int>();
}
