using System.Reflection;
using ConflictEvents.Application.Requests;
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
    private IfMatch(ExpectedVersion expected) => Expected = expected;

    /// <summary>The versions listed; any for <c>*</c>. Weak and foreign tags match none (RFC 9110, section 13.1.1).</summary>
    public ExpectedVersion Expected { get; }

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
        else if (Read(header) is { } expected)
        {
            return ValueTask.FromResult<IfMatch?>(new IfMatch(expected));
        }
        else
        {
            RefusedInput.Refuse(context, Problems.Parameter(
                StatusCodes.Status400BadRequest, "malformed-header", "If-Match", "Expected * or a list of entity tags, each in quotes, such as \"v7\"."));
        }

        return ValueTask.FromResult<IfMatch?>(new IfMatch(ExpectedVersion.Any));
    }

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        RefusedInput.Heed(builder);
        builder.Metadata.Add(new NeedsIfMatch());
        builder.AddProblems(400, 412, 428);
    }

    private static ExpectedVersion? Read(StringValues header)
    {
        if (header is ["*"])
            return ExpectedVersion.Any;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags) || tags.Contains(EntityTagHeaderValue.Any))
            return null;
        return new ExpectedVersion([.. tags.Select(VersionTag.From).OfType<VersionTag>().Select(tag => tag.Version)]);
    }
}

/// <summary>Marks an endpoint that answers 428 to a request without <c>If-Match</c>; for the OpenAPI document.</summary>
public sealed record NeedsIfMatch;
