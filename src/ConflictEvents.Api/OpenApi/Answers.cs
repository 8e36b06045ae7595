using ConflictEvents.Api.Exports;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Incidents;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Resources;
using ConflictEvents.Application.Rendering;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConflictEvents.Api.OpenApi;

/// <summary>Says of every answer of an operation when it comes, in which forms, and with which headers.</summary>
internal sealed class Answers : IOperationFilter
{
    private static readonly Dictionary<string, string> Meanings = new()
    {
        ["201"] = "Recorded. The header `Location` is its address.",
        ["202"] = "Taken on. The header `Location` is where to ask how far it is.",
        ["204"] = "Done. There is nothing to show.",
        ["301"] = "It is merged into another one, which stands for both. The header `Location` is the same request of that one.",
        ["304"] = "What `If-None-Match` names is still what you would get.",
        ["400"] = "The request cannot be read: a parameter, header or member is unknown, repeated or malformed.",
        ["401"] = "The request carries no key where one is needed, or one that is not in force.",
        ["403"] = "The key lacks the scope, or what is asked for is shown to callers with a key only.",
        ["404"] = "There is no such resource.",
        ["406"] = "The header `Accept` excludes every form there is.",
        ["409"] = "The state of the resource does not allow it: it is retracted, for example, or its id is taken.",
        ["410"] = "It was erased for legal reasons; `detail` says when and why.",
        ["412"] = "The resource has moved on from the version in `If-Match`. Read it again.",
        ["413"] = "The body is larger than the service reads.",
        ["415"] = "The body is of a type that is not read here.",
        ["422"] = "The body can be read, but its content breaks a rule; `errors` names each member at fault.",
        ["428"] = "The header `If-Match` is missing.",
        ["429"] = "As many exports or imports are under way as the service allows at once.",
        ["503"] = "The database cannot answer at the moment, or not in the time that a query is given.",
    };

    /// <summary>Whether what the operation reads can be asked for only if it has changed.</summary>
    public static bool CanBeUnmodified(OperationFilterContext context) => context.Metadata().GetMetadata<FollowsLog>() is not null;

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var responses = operation.Responses ??= [];
        // Declared by no endpoint, since they are the same for all: the query and the key of each request are checked, and the database asked.
        foreach (var status in new[] { "400", "401", "503" })
            responses.TryAdd(status, new OpenApiResponse { Content = ProblemContent(context) });
        if (CanBeUnmodified(context))
            responses["304"] = new OpenApiResponse();

        foreach (var (status, response) in responses.Select(pair => (pair.Key, (OpenApiResponse)pair.Value)))
        {
            response.Description = status is "200" ? Success(operation, context)
                : status is "410" && IsFeed(operation) ? "What follows the cursor is not kept any more. The header `Link` leads to a full copy to start again from."
                : status is "410" && operation.OperationId is ExportEndpoints.FileOperation ? "The file is withdrawn: something was erased for legal reasons since it was written. Ask for another export."
                : Meanings.GetValueOrDefault(status) ?? throw new InvalidOperationException($"What does {status} of {operation.OperationId} mean?");
            response.Headers = HeadersOf(status, operation, context).ToDictionary(header => header.Name, header => header.Header);
        }

        foreach (var format in context.Metadata().GetMetadata<OfferedFormats>()?.Formats ?? [])
            ((OpenApiResponse)responses["200"]).Content!.TryAdd(format.MediaType, new OpenApiMediaType { Schema = SchemaOf(format) });
        if (responses.TryGetValue("200", out var ok) && ok.Content?.ContainsKey(ExportFormats.GeoJson.MediaType) is true)
            ok.Content[ExportFormats.GeoJson.MediaType] = new OpenApiMediaType { Schema = SchemaOf(ExportFormats.GeoJson) };

        operation.Responses = [];
        foreach (var (status, response) in responses.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            operation.Responses.Add(status, response);
    }

    private static string Success(OpenApiOperation operation, OperationFilterContext context) =>
        Takes(operation, "limit") ? "One page of the list."
        : !HttpMethods.IsGet(context.ApiDescription.HttpMethod!) ? "Done. The resource as it now stands."
        : "What was asked for.";

    private static IEnumerable<IProducesResponseTypeMetadata> Produced(OperationFilterContext context) =>
        context.Metadata().GetOrderedMetadata<IProducesResponseTypeMetadata>();

    private static bool IsVersioned(IProducesResponseTypeMetadata response) =>
        response.StatusCode < 300 && typeof(IVersioned).IsAssignableFrom(response.Type);

    private static IEnumerable<(string Name, IOpenApiHeader Header)> HeadersOf(string status, OpenApiOperation operation, OperationFilterContext context)
    {
        if (status is "301")
            yield return Header(HeaderNames.Location, "The absolute address of the same read of the one that stands for both.", "uri");
        if (status is "202")
            yield return Header(HeaderNames.Location, "The absolute address of the job.", "uri");
        if (status is "201")
            yield return Header(HeaderNames.Location, "The absolute address of what was recorded, or of the resource it was added to.", "uri");
        if (Produced(context).Any(response => IsVersioned(response) && (status is "304" || $"{response.StatusCode}" == status)))
            yield return Header(HeaderNames.ETag, "Names the version, such as `\"v7\"`; of a compressed answer the coding too: `\"v7-gzip\"`. A change brings it back in `If-Match`, a read in `If-None-Match`.");
        else if (CanBeUnmodified(context) && status is "200" or "304")
            yield return Header(HeaderNames.ETag, "Opaque; the same for as long as you would get the same answer. A read brings it back in `If-None-Match`.");
        if (status is "410" && IsFeed(operation))
            yield return Header(HeaderNames.Link, "The address of a full copy, as `<...>; rel=\"alternate\"`.");
        if (status is "429")
            yield return Header(HeaderNames.RetryAfter, "Seconds after which to try again.");
        if (status is "503")
            yield return Header(HeaderNames.RetryAfter, "Seconds after which trying again may help; absent where the query itself is too expensive.");
        if (status is not "200")
            yield break;

        if (Takes(operation, "limit"))
        {
            yield return Header(HeaderNames.Link, "The address of the next page, as `<...>; rel=\"next\"`; absent on the last one.");
            yield return Header(PageResult.LimitHeader, "The limit that was applied, where the one asked for was too great.");
        }

        if (operation.OperationId == BundleEndpoints.Operation)
            yield return Header(HeaderNames.ContentDisposition, "Names the file.");

        if (Takes(operation, "raw"))
        {
            yield return Header(HeaderNames.ContentDisposition, "Names the file. Of a whole result alone, as the two below.");
            yield return Header(ExportHeaders.DataThrough, "When the last event was recorded that the file takes account of.", "date-time");
            yield return Header(ExportHeaders.License, "The terms under which the data may be used.");
        }

        if (Takes(operation, "asOf"))
            yield return Header(ReadingExtensions.PositionHeader, "Names the state of knowledge that an answer with `asOf` or `release` rests on: the same position gives the same answer for ever. Absent without them.");
    }

    private static bool IsFeed(OpenApiOperation operation) => Takes(operation, "after");

    private static bool Takes(OpenApiOperation operation, string parameter) => operation.Parameters?.Any(p => p.Name == parameter) is true;

    private static (string, IOpenApiHeader) Header(string name, string description, string? format = null) =>
        (name, new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format } });

    private static Dictionary<string, IOpenApiMediaType> ProblemContent(OperationFilterContext context) =>
        new() { [Problem.MediaType] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository) } };

    /// <summary>Of a form whose content other standards define.</summary>
    private static OpenApiSchema SchemaOf(MediaFormat format) => format == ExportFormats.GeoJson
        ? new OpenApiSchema { Type = JsonSchemaType.Object }
        : format.MediaType.EndsWith("+json", StringComparison.Ordinal)
        ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object } }
        : new OpenApiSchema { Type = JsonSchemaType.String };
}
