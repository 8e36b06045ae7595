using System.Text.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Releases;
using Microsoft.OpenApi;

namespace ConflictEvents.Api.OpenApi;

/// <summary>How a single value looks on the wire: in JSON, and in the text of a parameter.</summary>
internal static class ScalarSchemas
{
    private const string Degrees = @"[+-]?[0-9]+(\.[0-9]+)?";

    private static readonly string[] SortOrders = ["-occurred", "occurred", "-killed", "killed", "-recorded", "recorded", "distance"];

    private static readonly Dictionary<Type, Func<OpenApiSchema>> Known = new()
    {
        [typeof(string)] = () => Text(),
        [typeof(bool)] = () => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        [typeof(int)] = () => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        [typeof(long)] = () => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
        [typeof(double)] = () => new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" },
        [typeof(decimal)] = () => new OpenApiSchema { Type = JsonSchemaType.Number },
        [typeof(Guid)] = () => Text("uuid"),
        [typeof(DateOnly)] = () => Text("date"),
        [typeof(DateTimeOffset)] = () => Text("date-time"),
        [typeof(JsonNode)] = () => new OpenApiSchema(),
        [typeof(JsonElement)] = () => new OpenApiSchema(),

        [typeof(AsOf)] = () => Text("date-time"),
        [typeof(ReleaseName)] = () => Text(pattern: ReleaseName.Pattern),
        [typeof(CountryList)] = () => Text(pattern: "^[A-Za-z]{2,3}(,[A-Za-z]{2,3})*$"),
        [typeof(DateInterval)] = () => Text(pattern: @"^([0-9]{4}[^/]*|(\.\.)?/[0-9]{4}[^/]*|[0-9]{4}[^/]*/((\.\.)|[0-9]{4}[^/]*)?)$"),
        [typeof(ExternalId)] = () => Text(pattern: "^[^:]+:.+$"),
        [typeof(BoundingBox)] = () => Text(pattern: $"^{Degrees}(,{Degrees}){{3}}$"),
        [typeof(GeoPoint)] = () => Text(pattern: $"^{Degrees},{Degrees}$"),
        [typeof(Distance)] = () => Text(pattern: @"^[0-9]+(\.[0-9]+)?(km|m)$"),
        [typeof(IncidentSort)] = () => OneOf(SortOrders),
    };

    /// <returns>Null for a type whose values are objects, lists or members of an enum.</returns>
    public static OpenApiSchema? Of(Type type) => typeof(IChoice).IsAssignableFrom(type) ? OneOf(ParameterText.Choices(type)) : Known.GetValueOrDefault(type)?.Invoke();

    private static OpenApiSchema OneOf(IReadOnlyList<string> names) => new() { Type = JsonSchemaType.String, Enum = [.. names.Select(name => JsonValue.Create(name))] };

    private static OpenApiSchema Text(string? format = null, string? pattern = null) =>
        new() { Type = JsonSchemaType.String, Format = format, Pattern = pattern };
}
