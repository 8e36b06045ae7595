using System.Reflection;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>A form in which a resource can be answered. A handler that takes one is given the one to answer with.</summary>
/// <param name="Name">What <c>f=</c> calls it.</param>
/// <param name="MediaType">Without parameters.</param>
public sealed record MediaFormat(string Name, string MediaType) : IBindableFromHttpContext<MediaFormat>
{
    public static MediaFormat Json { get; } = new("json", "application/json");

    /// <summary>As it is sent; every text is UTF-8.</summary>
    public string ContentType => $"{MediaType}; charset=utf-8";

    static ValueTask<MediaFormat?> IBindableFromHttpContext<MediaFormat>.BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<MediaFormat>());
}

/// <summary>The forms in which an endpoint answers, the preferred one first.</summary>
public sealed record OfferedFormats(IReadOnlyList<MediaFormat> Formats)
{
    /// <summary>Of an endpoint that says nothing.</summary>
    public static OfferedFormats JsonOnly { get; } = new([MediaFormat.Json]);

    /// <param name="accept">The header as sent; absent, it accepts anything (RFC 9110, section 12.5.1).</param>
    /// <returns>The form that the client likes best, of equals the one offered first; null when it accepts none.</returns>
    public MediaFormat? Choose(IList<string?> accept)
    {
        if (accept is ["*/*"] || accept.All(string.IsNullOrWhiteSpace))
            return Formats[0];
        if (!MediaTypeHeaderValue.TryParseList(accept!, out var ranges))
            return null;

        return Formats.Select(format => (Format: format, Quality: Quality(format, ranges)))
            .Where(f => f.Quality > 0)
            .OrderByDescending(f => f.Quality)
            .FirstOrDefault().Format;
    }

    /// <summary>
    /// The most specific range that covers the form decides, also when it refuses it. Of parameters the charset alone is looked at: forms come in
    /// one profile or version each.
    /// </summary>
    private static double Quality(MediaFormat format, IList<MediaTypeHeaderValue> ranges)
    {
        var offered = MediaTypeHeaderValue.Parse(format.ContentType);
        return ranges.Where(range => offered.IsSubsetOf(new MediaTypeHeaderValue(range.MediaType) { Charset = range.Charset }))
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
            .ThenByDescending(range => range.Quality ?? 1)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}

public static class MediaFormatExtensions
{
    /// <summary>Lets clients of the endpoint choose a form, by <c>f=</c> or, without it, by <c>Accept</c>.</summary>
    /// <param name="formats">The preferred one first.</param>
    public static TBuilder Offers<TBuilder>(this TBuilder builder, params IReadOnlyList<MediaFormat> formats)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new OfferedFormats(formats));
}

/// <summary>Of an endpoint whose answer was given its form before the request: there is nothing to choose.</summary>
internal sealed record StoredForm;
