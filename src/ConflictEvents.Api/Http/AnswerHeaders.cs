namespace ConflictEvents.Api.Http;

/// <summary>The headers that every answer carries, errors included.</summary>
internal sealed class AnswerHeaders(RequestDelegate next)
{
    private const string PolicyOfTheApi = "default-src 'none'; frame-ancestors 'none'";

    // Its scripts are files; its styles are partly written into the page.
    private const string PolicyOfSwagger =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string VaryBy = "Accept, Accept-Encoding, Authorization, X-Api-Key";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Write, context);
        return next(context);
    }

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/swagger") ? PolicyOfSwagger : PolicyOfTheApi;
        headers.Vary = headers.Vary.Count == 0 ? VaryBy : string.Join(", ", VaryBy.Split(", ").Union(headers.Vary, StringComparer.OrdinalIgnoreCase));

        if (context.User.Identity is { IsAuthenticated: true })
            headers.CacheControl = "private, no-store";
        else if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-cache";
        return Task.CompletedTask;
    }
}
