using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Api.Http;

/// <summary>Answers with a problem.</summary>
public sealed class ProblemResult(int status, string code, string detail, IReadOnlyList<FieldError>? errors = null) : IResult, IStatusCodeHttpResult
{
    public int Status => status;

    public string Code => code;

    /// <summary>Seconds after which the client may try again; null where waiting will not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The id to ask for instead of the one in the address of the request; null where nothing has moved.</summary>
    public Guid? MovedTo { get; init; }

    int? IStatusCodeHttpResult.StatusCode => status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var problem = new Problem($"urn:conflict-events:problem:{code}", Problems.Title(status), status, code, detail, TraceIds.Of(httpContext))
        {
            Errors = errors is { Count: > 0 } ? errors : null,
        };

        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers.CacheControl = "no-store";
        if (MovedTo is { } id)
            httpContext.Response.Headers.Location = Links.With(id, httpContext);
        if (RetryAfterSeconds is { } seconds)
            httpContext.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await httpContext.Response.WriteAsJsonAsync(problem, JsonContract.Options, Problem.MediaType, httpContext.RequestAborted);
    }
}
