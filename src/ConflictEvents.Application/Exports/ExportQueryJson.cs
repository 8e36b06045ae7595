using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ConflictEvents.Application.Incidents.SearchIncidents.Areas;

namespace ConflictEvents.Application.Exports;

/// <summary>How a job keeps what was asked for, until it is begun by whatever process. The area stands beside the filter, which takes it from no other text.</summary>
public static class ExportQueryJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(ExportQuery query)
    {
        var json = JsonSerializer.SerializeToNode(query, Options)!.AsObject();
        if (query.Filter.Area is { } area)
            json[nameof(Area)] = JsonSerializer.SerializeToNode(area, Options);
        return json.ToJsonString();
    }

    public static ExportQuery Read(string text)
    {
        var json = JsonNode.Parse(text)!;
        var query = json.Deserialize<ExportQuery>(Options)!;
        return json[nameof(Area)].Deserialize<Area>(Options) is { } area ? query with { Filter = query.Filter.Inside(area) } : query;
    }
}
