using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ConflictEvents.Api.Tests.OpenApi;

/// <summary>Holds a JSON value against a schema of the document: the keywords that the document uses, and no member that it does not name.</summary>
internal sealed class SchemaCheck(ApiDocument document)
{
    private static readonly HashSet<string> Known =
    [
        "type", "format", "nullable", "enum", "pattern", "minimum", "maximum", "minItems", "items", "properties", "required", "additionalProperties", "allOf", "oneOf", "description",
    ];

    private readonly List<string> _faults = [];

    public static IReadOnlyList<string> Faults(ApiDocument document, JsonNode? value, JsonNode schema)
    {
        var check = new SchemaCheck(document);
        check.Check(value, schema, "$");
        return check._faults;
    }

    private void Check(JsonNode? value, JsonNode reference, string path)
    {
        var schema = document.Resolve(reference);
        foreach (var keyword in schema.Select(member => member.Key).Where(keyword => !Known.Contains(keyword)))
            _faults.Add($"{path}: this check does not know the keyword {keyword}");

        foreach (var part in schema["allOf"]?.AsArray() ?? [])
            Check(value, part!, path);
        if (schema["oneOf"] is JsonArray choices && choices.Count(choice => Faults(document, value, choice!).Count == 0) != 1)
            _faults.Add($"{path}: {Shown(value)} is not exactly one of the choices");
        if (schema["enum"] is JsonArray values && !values.Any(allowed => JsonNode.DeepEquals(allowed, value)))
            _faults.Add($"{path}: {Shown(value)} is not one of {values.ToJsonString()}");
        if (schema["type"] is { } type && !IsNullAllowed(value, schema))
            CheckType(value, type.GetValue<string>(), schema, path);
    }

    private static bool IsNullAllowed(JsonNode? value, JsonObject schema) => value is null && schema["nullable"]?.GetValue<bool>() is true;

    private void CheckType(JsonNode? value, string type, JsonObject schema, string path)
    {
        switch (type, value?.GetValueKind())
        {
            case ("object", JsonValueKind.Object):
                CheckMembers(value!.AsObject(), schema, path);
                break;
            case ("array", JsonValueKind.Array):
                for (var i = 0; i < value!.AsArray().Count; i++)
                    Check(value[i], schema["items"]!, $"{path}[{i}]");
                break;
            case ("string", JsonValueKind.String):
                CheckText(value!.GetValue<string>(), schema, path);
                break;
            case ("boolean", JsonValueKind.True or JsonValueKind.False):
                break;
            case ("integer" or "number", JsonValueKind.Number):
                if (type is "integer" && !long.TryParse(value!.ToJsonString(), CultureInfo.InvariantCulture, out _))
                    _faults.Add($"{path}: {Shown(value)} is not whole");
                break;
            default:
                _faults.Add($"{path}: {Shown(value)} is no {type}");
                break;
        }
    }

    private void CheckMembers(JsonObject value, JsonObject schema, string path)
    {
        foreach (var name in schema["required"]?.AsArray() ?? [])
        {
            if (!value.ContainsKey(name!.GetValue<string>()))
                _faults.Add($"{path}: {name} is missing");
        }

        foreach (var (name, member) in value)
        {
            if (schema["properties"]?[name] is { } property)
                Check(member, property, $"{path}.{name}");
            else if (schema["properties"] is not null)
                _faults.Add($"{path}: {name} is not in the schema");
        }
    }

    private void CheckText(string text, JsonObject schema, string path)
    {
        var fits = schema["format"]?.GetValue<string>() switch
        {
            null => schema["pattern"]?.GetValue<string>() is not { } pattern || Regex.IsMatch(text, pattern),
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
            _ => false,
        };
        if (!fits)
            _faults.Add($"{path}: {text} is not of the form {schema["format"] ?? schema["pattern"]}");
    }

    private static string Shown(JsonNode? value) => value?.ToJsonString() ?? "null";
}
