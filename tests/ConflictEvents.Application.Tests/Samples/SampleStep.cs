using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConflictEvents.Application.Tests.Samples;

/// <summary>One step of a sample: a request of the public API with its body.</summary>
public sealed record SampleStep
{
    /// <summary>Method and path, such as <c>POST /v1/actors</c>.</summary>
    public required string Request { get; init; }

    /// <summary>The version that a correction was made from.</summary>
    public int? IfMatch { get; init; }

    public required JsonElement Body { get; init; }

    /// <summary>The contract of the API: camelCase members, enums as snake_case words, nothing unknown, doubled or missing.</summary>
    public static JsonSerializerOptions Contract { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Every step of the sample, in the order of the files and within them, with the file it stands in.</summary>
    public static IReadOnlyList<(string File, SampleStep Step)> ReadAll(string sample)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples", sample);
        return [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(path =>
            JsonSerializer.Deserialize<SampleStep[]>(File.ReadAllText(path), Contract)!.Select(step => (Path.GetFileName(path), step)))];
    }

    public T Read<T>() => Body.Deserialize<T>(Contract) ?? throw new JsonException($"{Request} has no body.");
}
