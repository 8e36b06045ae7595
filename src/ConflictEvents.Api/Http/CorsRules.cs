using ConflictEvents.Api.Exports;
using ConflictEvents.Api.Lists;
using ConflictEvents.Api.Resources;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Pages from anywhere may read and search, without a key; pages of the configured origins may write as well, with one. Browsers never send
/// credentials of their own: there are none.
/// </summary>
internal sealed class CorsRules(IOptions<HttpOptions> options) : ICorsPolicyProvider
{
    private static readonly string[] Shown =
    [
        HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.ContentDisposition,
        ExportHeaders.DataThrough, ExportHeaders.License, ReadingExtensions.PositionHeader, PageResult.LimitHeader,
    ];

    private static readonly CorsPolicy Readers = new CorsPolicyBuilder()
        .AllowAnyOrigin()
        .WithMethods("GET", "HEAD")
        .WithHeaders(HeaderNames.Accept, HeaderNames.IfNoneMatch, "Last-Event-ID")
        .WithExposedHeaders(Shown)
        .SetPreflightMaxAge(TimeSpan.FromHours(1))
        .Build();

    // What is sent there is a polygon, and what is asked for is read. No key may go with it.
    private static readonly CorsPolicy Searchers = new CorsPolicyBuilder(Readers)
        .WithMethods("POST")
        .WithHeaders(HeaderNames.ContentType)
        .Build();

    private readonly CorsPolicy _writers = new CorsPolicyBuilder()
        .WithOrigins([.. options.Value.WriteOrigins])
        .WithMethods("GET", "HEAD", "POST", "PUT", "DELETE")
        .WithHeaders(
            HeaderNames.Accept, HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfMatch, HeaderNames.IfNoneMatch, "Last-Event-ID", "X-Api-Key")
        .WithExposedHeaders(Shown)
        .SetPreflightMaxAge(TimeSpan.FromHours(1))
        .Build();

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) =>
        Task.FromResult<CorsPolicy?>(context.Request.Headers.Origin is [{ } origin] && _writers.IsOriginAllowed(origin) ? _writers
            : context.Request.Path.Value?.EndsWith("/search", StringComparison.Ordinal) is true ? Searchers
            : Readers);
}
