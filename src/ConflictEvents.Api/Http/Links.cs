using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Http;

/// <summary>Makes absolute links: under the configured public address, else under the one that the request came to.</summary>
public sealed class Links(IHttpContextAccessor accessor, IOptions<HttpOptions> options)
{
    /// <param name="path">Begins with a slash; may have a query.</param>
    public string To(string path) => Base() + path;

    /// <summary>The address of the request itself, its query as it was sent, with one parameter given another value.</summary>
    public string Here(string parameter, string value)
    {
        var request = Context().Request;
        var others = (request.QueryString.Value ?? "").TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => QueryText.Read(part, out _) is not [var (name, _)] || name != parameter);
        return $"{Base()}{request.Path.ToUriComponent()}?{string.Join('&', others.Append($"{parameter}={Uri.EscapeDataString(value)}"))}";
    }

    /// <summary>The address of the request itself, its query as it was sent, with another id in the place of its own.</summary>
    public static string With(Guid id, HttpContext context)
    {
        var own = Guid.Parse((string)context.Request.RouteValues["id"]!);
        var segments = (context.Request.Path.Value ?? "").Split('/').Select(segment => Guid.TryParse(segment, out var given) && given == own ? $"{id}" : segment);
        var options = context.RequestServices.GetRequiredService<IOptions<HttpOptions>>().Value;
        return $"{BaseOf(context, options)}{string.Join('/', segments)}{context.Request.QueryString.Value}";
    }

    /// <summary>What every link of an answer begins with.</summary>
    public static string BaseOf(HttpContext context, HttpOptions options)
    {
        if (options.PublicBaseUrl is { } configured)
            return configured.AbsoluteUri.TrimEnd('/');

        // HTTP/1.0 knows no Host.
        var host = context.Request.Host is { HasValue: true } named ? named : new HostString("localhost", context.Connection.LocalPort);
        return $"{context.Request.Scheme}://{host.ToUriComponent()}{context.Request.PathBase.ToUriComponent()}";
    }

    private HttpContext Context() => accessor.HttpContext ?? throw new InvalidOperationException("There is no request.");

    private string Base() => BaseOf(Context(), options.Value);
}
