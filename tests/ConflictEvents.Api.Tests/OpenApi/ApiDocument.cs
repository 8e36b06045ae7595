using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.OpenApi;

/// <summary>The OpenAPI document as a client gets it.</summary>
internal sealed class ApiDocument
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private ApiDocument(JsonObject root)
    {
        Root = root;
        Operations =
        [
            .. from path in root["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where Methods.Contains(operation.Key)
               select new ApiOperation(this, operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()),
        ];
    }

    public JsonObject Root { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public JsonObject Schemas => Components("schemas");

    public JsonObject Examples => Components("examples");

    public static async Task<ApiDocument> Of(TestService service) => new((await service.Reader.Get("/openapi/v1.json")).AsObject());

    /// <returns>The object itself, or what it refers to.</returns>
    public JsonObject Resolve(JsonNode node)
    {
        if (node["$ref"]?.GetValue<string>() is not { } reference)
            return node.AsObject();

        JsonNode? at = Root;
        foreach (var part in reference.TrimStart('#', '/').Split('/'))
            at = at?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        return at?.AsObject() ?? throw new InvalidOperationException($"{reference} leads nowhere.");
    }

    private JsonObject Components(string kind) => Root["components"]![kind]!.AsObject();
}

/// <summary>One operation of the document.</summary>
internal sealed record ApiOperation(ApiDocument Document, string Method, string Path, JsonObject Json)
{
    public string Id => Json["operationId"]!.GetValue<string>();

    public IReadOnlyList<JsonObject> Parameters => [.. (Json["parameters"]?.AsArray() ?? []).Select(parameter => Document.Resolve(parameter!))];

    public JsonObject Responses => Json["responses"]!.AsObject();

    public JsonObject? Body => Json["requestBody"]?["content"]?["application/json"]?.AsObject();

    /// <summary>True when a request without a key is among those it takes.</summary>
    public bool IsOpen => Json["security"]!.AsArray().Any(requirement => requirement!.AsObject().Count == 0);

    /// <summary>The path with the example of every parameter in it.</summary>
    public string ExamplePath => In("path").Aggregate(
        Path, (path, parameter) => path.Replace($"{{{Name(parameter)}}}", parameter["example"]!.GetValue<string>(), StringComparison.Ordinal));

    /// <summary>True where the sample has nothing to answer with: exports and imports come and go, and no incident of it was imported. Their own tests hold them against the document.</summary>
    public bool IsOutsideSample => Path.StartsWith("/v1/exports/{id}", StringComparison.Ordinal) || Path.StartsWith("/v1/imports", StringComparison.Ordinal) || Id is "readIncidentOrigin";

    public IEnumerable<JsonObject> In(string place) => Parameters.Where(parameter => parameter["in"]!.GetValue<string>() == place);

    public static string Name(JsonObject parameter) => parameter["name"]!.GetValue<string>();

    public override string ToString() => $"{Method} {Path}";
}
