using ConflictEvents.Application.Queries;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>What entity tags have to do with the form in which an answer travels.</summary>
internal static class EntityTags
{
    /// <summary>
    /// A strong tag stands for bytes, and compressed ones are others (RFC 9110, section 8.8.3.3): they bear the name of the coding at the
    /// end, as in <c>"v7-gzip"</c>. An erasure changes the bytes of versions that are long past: so tags count the erasures, as in <c>"v7-e1"</c>.
    /// </summary>
    public static EntityTagHeaderValue AsSent(this EntityTagHeaderValue tag, HttpContext context)
    {
        var erasures = context.Features.Get<HeadMark>() is { Erasures: > 0 and var count } ? $"-e{count}" : "";
        var coding = Coding(context) is { } name ? $"-{name}" : "";
        return tag.IsWeak || (erasures.Length, coding.Length) == (0, 0) ? tag : new EntityTagHeaderValue($"{tag.Tag.AsSpan()[..^1]}{erasures}{coding}\"");
    }

    /// <returns>The coding that the answer will be compressed with; null for none.</returns>
    public static string? Coding(HttpContext context) => context.Request.Headers.AcceptEncoding.Count == 0
        ? null
        : context.RequestServices.GetRequiredService<IResponseCompressionProvider>().GetCompressionProvider(context)?.EncodingName;

    /// <summary>Whether <c>If-None-Match</c> holds the star, which stands for whatever there is.</summary>
    public static bool AnyWillDo(HttpRequest request) =>
        request.Headers.IfNoneMatch is { Count: > 0 } header
        && (header is ["*"] || (EntityTagHeaderValue.TryParseList(header, out var known) && known.Contains(EntityTagHeaderValue.Any)));

    /// <summary>Whether <c>If-None-Match</c> names the tag. Tags are compared weakly (RFC 9110, section 13.1.2).</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } header
        && EntityTagHeaderValue.TryParseList(header, out var known)
        && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false));
}
