using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConflictEvents.Api.OpenApi;

/// <summary>Shows each request body once, in the form that everybody sends, though every type of JSON is read.</summary>
internal sealed class Bodies : IRequestBodyFilter
{
    private const string Shown = "application/json";

    public void Apply(IOpenApiRequestBody requestBody, RequestBodyFilterContext context)
    {
        var body = (OpenApiRequestBody)requestBody;
        body.Required = true;
        body.Content = new Dictionary<string, IOpenApiMediaType> { [Shown] = body.Content![Shown] };
    }
}
