using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Http;

/// <summary>Makes absolute links: under the configured public address, else under the one that the request came to.</summary>
public sealed class Links(IHttpContextAccessor accessor, IOptions<HttpOptions> options)
{
    /// <param name="path">Begins with a slash; may have a query.</param>
    public string To(string path) => Base() + path;

    private string Base()
    {
        if (options.Value.PublicBaseUrl is { } configured)
            return configured.AbsoluteUri.TrimEnd('/');

        var context = accessor.HttpContext ?? throw new InvalidOperationException("Links outside a request need Http:PublicBaseUrl.");
        // HTTP/1.0 knows no Host.
        var host = context.Request.Host is { HasValue: true } named ? named : new HostString("localhost", context.Connection.LocalPort);
        return $"{context.Request.Scheme}://{host.ToUriComponent()}{context.Request.PathBase.ToUriComponent()}";
    }
}
