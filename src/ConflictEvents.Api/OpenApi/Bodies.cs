using ConflictEvents.Api.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConflictEvents.Api.OpenApi;

/// <summary>
/// Shows each request body once, in the form that everybody sends, though every type of JSON is read. What the body is the handler tells: the
/// framework takes the first list among the parameters of a POST for it.
/// </summary>
internal sealed class Bodies : IOperationFilter
{
    private const string Shown = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.Metadata().GetMetadata<UploadedFile>() is not null)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = UploadedFile.MediaTypes.ToDictionary(type => type, IOpenApiMediaType (_) => new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                }),
            };
            return;
        }

        if (context.Metadata().GetMetadata<IAcceptsMetadata>() is not { RequestType: { } type } accepted)
        {
            operation.RequestBody = null;
            return;
        }

        var schema = context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = !accepted.IsOptional,
            Content = new Dictionary<string, IOpenApiMediaType> { [Shown] = new OpenApiMediaType { Schema = schema } },
        };
    }
}
