using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConflictEvents.Api.OpenApi;

/// <summary>Describes the parameters of an operation from what the service itself holds requests against.</summary>
internal sealed class Parameters(Examples examples) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.Metadata();
        var pattern = RoutePatternFactory.Parse(context.ApiDescription.RelativePath ?? "");
        var taken = EndpointParameters.Of(metadata, pattern) ?? throw new InvalidOperationException($"{operation.OperationId} is no handler.");

        operation.Parameters =
        [
            .. pattern.Parameters.Select(parameter => InRoute(taken.Route.Single(p => p.Name == parameter.Name), operation, context)),
            .. taken.Query.Values.Select(parameter => InQuery(parameter, metadata, context)),
        ];
        if (metadata.GetMetadata<NeedsIfMatch>() is not null)
            operation.Parameters.Add(IfMatch());
        if (Answers.CanBeUnmodified(context))
            operation.Parameters.Add(IfNoneMatch());
    }

    private OpenApiParameter InRoute(EndpointParameter parameter, OpenApiOperation operation, OperationFilterContext context)
    {
        var collection = $"/{context.ApiDescription.RelativePath}".Split($"/{{{parameter.Name}}}")[0];
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Path,
            Required = true,
            Description = parameter.Description ?? $"The id of the {collection.Split('/')[^1].TrimEnd('s')}.",
            Schema = Schema(parameter, context),
            Example = examples.IdFor(operation.OperationId!, parameter.Name, collection),
        };
    }

    private static OpenApiParameter InQuery(EndpointParameter parameter, EndpointMetadataCollection metadata, OperationFilterContext context)
    {
        var schema = Schema(parameter, context);
        if (parameter.Name == Negotiation.Parameter && metadata.GetMetadata<OfferedFormats>() is { } offered)
            schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. offered.Formats.Select(f => JsonValue.Create(f.Name))] };

        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Required = parameter.IsRequired,
            Description = parameter.Description,
            Schema = parameter.IsList ? new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = schema } : schema,
            Style = parameter.IsList ? ParameterStyle.Form : null,
            Explode = !parameter.IsList,
        };
    }

    private static IOpenApiSchema Schema(EndpointParameter parameter, OperationFilterContext context)
    {
        var type = Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type;
        if (!type.IsEnum && ScalarSchemas.Of(type) is null)
            throw new InvalidOperationException($"How is the parameter {parameter.Name} written? {nameof(ScalarSchemas)} does not know {type}.");

        var schema = context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
        if (schema is not OpenApiSchema own)
            return schema;

        foreach (var attribute in parameter.Attributes)
        {
            switch (attribute)
            {
                case RangeAttribute { Minimum: int minimum, Maximum: int maximum }:
                    own.Minimum = Text(minimum);
                    own.Maximum = maximum is int.MaxValue ? null : Text(maximum);
                    break;
                case ClampedAttribute clamped:
                    own.Maximum = Text(clamped.Maximum);
                    break;
                default:
                    break;
            }
        }

        return own;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static OpenApiParameter IfMatch() => new()
    {
        Name = HeaderNames.IfMatch,
        In = ParameterLocation.Header,
        Required = true,
        Description = "The version that the change starts from: the `ETag` of the answer you read, such as `\"v7\"`, quotes included. When the resource has moved on, "
            + "the answer is 412 and nothing is changed. `*` takes whatever version stands, and may undo what somebody else has just written.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = "*",
    };

    private static OpenApiParameter IfNoneMatch() => new()
    {
        Name = HeaderNames.IfNoneMatch,
        In = ParameterLocation.Header,
        Description = "The `ETag` of the answer that you have already, quotes included. When it is still what you would get, the answer is 304, without a body.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
