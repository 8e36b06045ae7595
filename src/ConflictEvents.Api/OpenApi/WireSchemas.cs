using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ConflictEvents.Application.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConflictEvents.Api.OpenApi;

/// <summary>
/// Makes schemas from the contract by which the service reads and writes JSON, so that they cannot say anything else. In an answer every
/// member is present; a request may leave out what is not required, and may hold nothing that is not named.
/// </summary>
internal sealed class WireSchemas(EndpointDataSource endpoints, XmlDocs docs) : ISchemaGenerator
{
    private readonly Lazy<HashSet<Type>> _bodies = new(
        () => [.. endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType).OfType<Type>()]);

    private readonly Dictionary<string, (Type, Direction)> _owners = [];

    public IOpenApiSchema GenerateSchema(
        Type modelType,
        SchemaRepository schemaRepository,
        MemberInfo? memberInfo = null,
        ParameterInfo? parameterInfo = null,
        ApiParameterRouteInfo? routeInfo = null) =>
        Of(modelType, _bodies.Value.Contains(modelType) ? Direction.Request : Direction.Answer, schemaRepository);

    private IOpenApiSchema Of(Type type, Direction direction, SchemaRepository repository)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarSchemas.Of(type) is { } scalar)
            return scalar;
        if (type.IsEnum)
            return Component(type, Direction.Answer, repository, schema => Fill(schema, type));
        if (type.IsArray)
            return new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(type.GetElementType()!, direction, repository) };

        var info = JsonContract.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(info.ElementType!, direction, repository) },
            JsonTypeInfoKind.Dictionary => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(info.ElementType!, direction, repository) },
            JsonTypeInfoKind.Object when info.PolymorphismOptions is null => Component(type, direction, repository, schema => Fill(schema, info, direction, repository)),
            _ => throw new InvalidOperationException($"There is no schema for {type}."),
        };
    }

    private OpenApiSchemaReference Component(Type type, Direction direction, SchemaRepository repository, Action<OpenApiSchema> fill)
    {
        var name = SchemaNames.Of(type, direction, isBody: direction is Direction.Request && _bodies.Value.Contains(type));
        if (!_owners.TryAdd(name, (type, direction)) && _owners[name] != (type, direction))
            throw new InvalidOperationException($"Two schemas would be named {name}: those of {type} and of {_owners[name].Item1}.");
        if (!repository.Schemas.ContainsKey(name))
        {
            var schema = new OpenApiSchema { Description = docs.Of(type) };
            repository.AddDefinition(name, schema);
            fill(schema);
        }

        return new OpenApiSchemaReference(name);
    }

    private void Fill(OpenApiSchema schema, Type enumType)
    {
        var names = JsonContract.NamesOf(enumType);
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. names.Select(name => JsonValue.Create(name))];

        var meanings = names.Zip(Enum.GetNames(enumType), (name, member) => (name, Meaning: docs.Of(enumType.GetField(member)!)))
            .Where(value => value.Meaning is not null)
            .Select(value => $"- `{value.name}`: {value.Meaning}");
        schema.Description = string.Join("\n\n", new[] { schema.Description, string.Join('\n', meanings) }.Where(text => !string.IsNullOrEmpty(text)));
    }

    private void Fill(OpenApiSchema schema, JsonTypeInfo info, Direction direction, SchemaRepository repository)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        schema.Required = new HashSet<string>();
        schema.AdditionalPropertiesAllowed = direction is Direction.Answer;
        var unsaid = direction is Direction.Request ? Activator.CreateInstance(info.Type) : null;

        var members = info.Properties.Where(p => direction is Direction.Request ? p.IsRead() : p.Get is not null);
        foreach (var property in members.OrderBy(p => Generation(((MemberInfo)p.AttributeProvider!).DeclaringType!)))
        {
            var whenAsked = ((MemberInfo)property.AttributeProvider!).GetCustomAttribute<WhenAskedAttribute>();
            var isAlwaysThere = direction is Direction.Answer ? property.ShouldSerialize is null && whenAsked is null : property.IsRequiredInJson();
            if (isAlwaysThere)
                schema.Required.Add(property.Name);

            var takesNull = direction is Direction.Request ? property.TakesNull() : whenAsked?.OrNull ?? (isAlwaysThere && MayBeNull(property));
            var description = docs.Of((MemberInfo)property.AttributeProvider!);
            if (unsaid is not null && !isAlwaysThere && Default(property, unsaid) is { } byDefault)
                description = $"{description} {byDefault}".TrimStart();
            schema.Properties.Add(property.Name, Member(Of(property.PropertyType, direction, repository), takesNull, description));
        }
    }

    /// <summary>What a contract has in common with others comes before what it adds.</summary>
    private static int Generation(Type type) => type.BaseType is { } above ? 1 + Generation(above) : 0;

    /// <summary>
    /// OpenAPI 3.0 ignores what stands beside a reference, so a description needs a schema around it; and a null that the schema referred to
    /// does not allow must be allowed beside it.
    /// </summary>
    private static IOpenApiSchema Member(IOpenApiSchema schema, bool takesNull, string? description)
    {
        if (schema is OpenApiSchema own)
        {
            own.Description = description;
            // What has no type allows null already.
            own.Type |= takesNull && own.Type is not null ? JsonSchemaType.Null : 0;
            return own;
        }

        if (takesNull)
            return new OpenApiSchema { Description = description, OneOf = [schema, Null()] };
        return description is null ? schema : new OpenApiSchema { Description = description, AllOf = [schema] };
    }

    private static OpenApiSchema Null() => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Enum = [JsonNullSentinel.JsonNull] };

    private static bool MayBeNull(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsGetNullable;

    /// <summary>
    /// Said in words: the keyword <c>default</c> would have generators of clients demand the member, since it is never without a value.
    /// </summary>
    private static string? Default(JsonPropertyInfo property, object unsaid) => property.Get!(unsaid) is Enum value
        ? $"`{JsonSerializer.SerializeToElement(value, value.GetType(), JsonContract.Options)}` when left out."
        : null;
}
