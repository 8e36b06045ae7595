using System.Net.Http.Headers;
using System.Text.Json;

namespace ConflictEvents.Api.Tests.Http;

/// <summary>An answer as the tests look at it.</summary>
public sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>Of a problem.</summary>
    public string? Code => Json.GetProperty("code").GetString();

    /// <summary>The members or parameters that a problem names; empty when it names none.</summary>
    public IReadOnlyList<string> Paths =>
        Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(e => e.GetProperty("path").GetString()!)] : [];

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answer> Of(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        All(response.Headers).Concat(All(response.Content.Headers)).ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsStringAsync());

    public static Answer OfRaw(string text)
    {
        var parts = text.Split("\r\n\r\n", 2);
        var lines = parts[0].Split("\r\n");
        var body = parts[1];
        // One chunk is all that small answers have.
        if (body.Length > 0 && char.IsAsciiHexDigit(body[0]) && body.Contains("\r\n", StringComparison.Ordinal))
            body = body.Split("\r\n")[1];
        return new Answer(
            int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture),
            lines.Skip(1).Select(line => line.Split(": ", 2)).GroupBy(h => h[0]).ToDictionary(h => h.Key, h => string.Join(", ", h.Select(v => v[1])), StringComparer.OrdinalIgnoreCase),
            body);
    }

    private static IEnumerable<KeyValuePair<string, string>> All(HttpHeaders headers) =>
        headers.NonValidated.Select(h => KeyValuePair.Create(h.Key, string.Join(", ", h.Value)));
}
