using ConflictEvents.Api.Security;
using ConflictEvents.Application.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Scope = ConflictEvents.Application.Keys.Scope;

namespace ConflictEvents.Api.OpenApi;

/// <summary>Says which operations need a key, how it is sent and which scope it must have.</summary>
internal sealed class Access(IOptions<SecurityOptions> options) : IOperationFilter, IDocumentFilter
{
    private const string Bearer = "bearer";
    private const string ApiKey = "apiKey";

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        const string Where = "The first one is the bootstrap key of the service's configuration; in Development, the one it prints when it first starts. `POST /v1/keys` gives out more.";
        var schemes = (swaggerDoc.Components ??= new OpenApiComponents()).SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        schemes[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = $"The key, sent as `Authorization: Bearer <key>`. {Where}",
        };
        schemes[ApiKey] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyHandler.Header,
            Description = $"The key, sent as `{ApiKeyHandler.Header}: <key>`; one of the two ways is enough.",
        };
    }

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.Metadata();
        var required = metadata.GetMetadata<RequiredScope>();
        var scope = required?.Scope;
        var isOpen = metadata.GetMetadata<IAllowAnonymous>() is not null || (required is { Scope: Scope.Read, OfSomebody: false } && options.Value.AnonymousReads);
        operation.Security = [Requirement(Bearer, context.Document), Requirement(ApiKey, context.Document)];
        if (isOpen)
            operation.Security.Insert(0, []);
        else
            operation.Description = $"{operation.Description}\n\nNeeds a key {(scope is { } needed ? $"with the scope `{JsonContract.NameOf(needed)}`" : "of whatever scope")}.".TrimStart();
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
