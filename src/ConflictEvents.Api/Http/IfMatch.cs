using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>
/// The <c>If-Match</c> header of a change that must say which version it starts from. A handler that takes one is called only when there is
/// a readable header; otherwise the answer is 428 or 400. Whether the version is the current one (412) is for the handler's command to find.
/// </summary>
public sealed class IfMatch : IBindableFromHttpContext<IfMatch>, IEndpointParameterMetadataProvider
{
    private IfMatch(int? expectedVersion) => ExpectedVersion = expectedVersion;

    /// <summary>
    /// The version the change starts from; null for <c>*</c>, any. Of several, the newest: whoever was shown that one knows that the others
    /// are past. 0, which no version is, when all tags are weak or foreign: they match nothing (RFC 9110, section 13.1.1).
    /// </summary>
    public int? ExpectedVersion { get; }

    static ValueTask<IfMatch?> IBindableFromHttpContext<IfMatch>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            RefusedInput.Refuse(context, new ProblemResult(
                StatusCodes.Status428PreconditionRequired,
                "precondition-required",
                "Say in an If-Match header which version the change starts from: the ETag of the last answer, such as \"v7\"."));
        }
        else if (header is ["*"])
        {
            return ValueTask.FromResult<IfMatch?>(new IfMatch(null));
        }
        else if (Newest(header) is { } version)
        {
            return ValueTask.FromResult<IfMatch?>(new IfMatch(version));
        }
        else
        {
            RefusedInput.Refuse(context, Problems.Parameter(
                StatusCodes.Status400BadRequest, "malformed-header", "If-Match", "Expected * or a list of entity tags, each in quotes, such as \"v7\"."));
        }

        return ValueTask.FromResult<IfMatch?>(new IfMatch(0));
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        RefusedInput.Heed(builder);
        builder.Metadata.Add(new NeedsIfMatch());
        builder.AddProblems(400, 412, 428);
    }

    private static int? Newest(StringValues header)
    {
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags) || tags.Contains(EntityTagHeaderValue.Any))
            return null;
        return tags.Max(tag => VersionTag.From(tag)?.Version ?? 0);
    }
}

/// <summary>Marks an endpoint that answers 428 to a request without <c>If-Match</c>; for the OpenAPI document.</summary>
public sealed record NeedsIfMatch;
