using System.Text.Json;
using ConflictEvents.Application.Json;

namespace ConflictEvents.Application.Tests.Samples;

/// <summary>One step of a sample: a request of the public API with its body.</summary>
public sealed record SampleStep
{
    /// <summary>Method and path, such as <c>POST /v1/actors</c>.</summary>
    public required string Request { get; init; }

    /// <summary>The version that a correction was made from.</summary>
    public int? IfMatch { get; init; }

    public required JsonElement Body { get; init; }

    /// <summary>Every step of the sample, in the order of the files and within them, with the file it stands in.</summary>
    public static IReadOnlyList<(string File, SampleStep Step)> ReadAll(string sample)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples", sample);
        return [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(path =>
            JsonSerializer.Deserialize<SampleStep[]>(File.ReadAllText(path), JsonContract.Options)!.Select(step => (Path.GetFileName(path), step)))];
    }

    public T Read<T>() => Body.Deserialize<T>(JsonContract.Options) ?? throw new JsonException($"{Request} has no body.");
}
