using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConflictEvents.Application.Exports;

/// <summary>How a job keeps what was asked for, until it is begun by whatever process.</summary>
public static class ExportQueryJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(ExportQuery query) => JsonSerializer.Serialize(query, Options);

    public static ExportQuery Read(string json) => JsonSerializer.Deserialize<ExportQuery>(json, Options)!;
}
