using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Http;

/// <summary>Answers 200 with what was worked out for the request, written as JSON in one piece.</summary>
internal sealed class ComputedJson(object value) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return WholeBody.Send(httpContext, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), options));
    }
}
