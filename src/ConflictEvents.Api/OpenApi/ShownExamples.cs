using System.Globalization;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConflictEvents.Api.OpenApi;

/// <summary>Shows the examples with every request body and answer that they are examples of.</summary>
internal sealed class ShownExamples(Examples examples) : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        foreach (var operation in swaggerDoc.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            Show(operation.RequestBody?.Content, "", operation, swaggerDoc);
            foreach (var (status, response) in operation.Responses!)
                Show(response.Content, status, operation, swaggerDoc);
        }
    }

    private void Show(IDictionary<string, IOpenApiMediaType>? content, string status, OpenApiOperation operation, OpenApiDocument document)
    {
        foreach (var (mediaType, media) in content ?? new Dictionary<string, IOpenApiMediaType>())
        {
            var of = media.Schema is OpenApiSchemaReference { Reference.Id: { } schema } ? schema : mediaType;
            var fitting = examples.All.Where(e => Fits(e.Value, of, status, operation)).ToDictionary(e => e.Key, e => e.Value);
            if (fitting.Count == 0 && ItemsOf(of, document) is { } item)
                fitting = examples.All.Where(e => Fits(e.Value, item, status, operation)).Take(1).ToDictionary(e => $"{of}.{e.Key}", e => ListOf(e.Value));

            var shown = new Dictionary<string, IOpenApiExample>();
            foreach (var (name, example) in fitting)
            {
                var components = (document.Components ??= new OpenApiComponents()).Examples ??= new Dictionary<string, IOpenApiExample>();
                components.TryAdd(name, new OpenApiExample { Summary = example.Summary, Value = example.Value.DeepClone() });
                shown[name] = new OpenApiExampleReference(name, document);
            }

            ((OpenApiMediaType)media).Examples = shown.Count > 0 ? shown : null;
        }
    }

    private static bool Fits(Example example, string of, string status, OpenApiOperation operation) =>
        example.Of == of
        && (example.Operations.Count == 0 || example.Operations.Contains(operation.OperationId!))
        && (of != nameof(Problem) || example.Value["status"]!.GetValue<int>().ToString(CultureInfo.InvariantCulture) == status)
        && (example.WithBody is not { } withBody || withBody == operation.RequestBody is not null);

    /// <returns>The schema of the items of a list; null for what is none.</returns>
    private static string? ItemsOf(string schema, OpenApiDocument document) =>
        document.Components?.Schemas is { } schemas
        && schemas.TryGetValue(schema, out var list)
        && list.Properties?.TryGetValue("items", out var items) is true
        && items.Items is OpenApiSchemaReference { Reference.Id: { } item }
            ? item
            : null;

    private static Example ListOf(Example item) => item with
    {
        Value = new JsonObject { ["items"] = new JsonArray(item.Value.DeepClone()), ["next"] = null, ["nextCursor"] = null },
    };
}
