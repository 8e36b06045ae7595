using System.Net.Http.Headers;

namespace ConflictEvents.Api.Tests.Http;

/// <summary>Asks as a client that keeps answers does.</summary>
internal static class ConditionalHttp
{
    /// <param name="known">The <c>If-None-Match</c> header; null to send none.</param>
    public static async Task<Answer> Ask(this HttpClient client, string path, string? known = null, string? encoding = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        if (encoding is not null)
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        using var response = await client.SendAsync(request);
        return await Answer.Of(response);
    }

    public static string Tag(this Answer answer) => answer.Header("ETag") ?? throw new InvalidOperationException($"No tag: {answer.Status} {answer.Text}");
}
