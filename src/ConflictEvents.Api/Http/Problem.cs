using System.Diagnostics;
using System.Text.Json.Serialization;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Api.Http;

/// <summary>The body of every answer that is an error (RFC 9457).</summary>
/// <param name="Type">Identifies the kind of problem; as stable as the code.</param>
/// <param name="Title">What the kind of problem is, for a person.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable and machine-readable, in kebab-case.</param>
/// <param name="Detail">What is wrong with this request, for a person.</param>
/// <param name="TraceId">Names this request in the logs of the service.</param>
public sealed record Problem(string Type, string Title, int Status, string Code, string Detail, string TraceId)
{
    public const string MediaType = "application/problem+json";

    /// <summary>The members or parameters at fault; left out when the problem is not about one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldError>? Errors { get; init; }
}

internal static class TraceIds
{
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
