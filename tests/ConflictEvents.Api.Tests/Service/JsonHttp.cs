using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ConflictEvents.Api.Tests.Service;

/// <summary>Speaks JSON over HTTP as a client would, with the answer beside its body.</summary>
internal static class JsonHttp
{
    /// <summary>Reads a resource that must be there.</summary>
    public static async Task<JsonNode> Get(this HttpClient client, string path)
    {
        var answer = await client.Send(HttpMethod.Get, path);
        Assert.True(answer.Status == 200, $"GET {path} answered {answer.Status}: {answer.Body}");
        return answer.Body!;
    }

    public static Task<JsonAnswer> Post(this HttpClient client, string path, object body) => client.Send(HttpMethod.Post, path, body);

    /// <param name="ifMatch">The entity tag with its quotes, or <c>*</c>; null to send none.</param>
    public static async Task<JsonAnswer> Send(this HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new JsonAnswer((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers.ETag?.ToString());
    }
}

/// <param name="ETag">With its quotes.</param>
internal sealed record JsonAnswer(int Status, JsonNode? Body, string? ETag)
{
    public string? Code => Body?["code"]?.GetValue<string>();
}
