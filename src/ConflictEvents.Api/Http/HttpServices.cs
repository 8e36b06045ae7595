using System.IO.Compression;
using System.Net;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Json;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace ConflictEvents.Api.Http;

public static class HttpServices
{
    private static readonly string[] CompressedTypes =
        ["application/json", Problem.MediaType, "application/ld+json", "application/geo+json", "application/x-ndjson", "application/vnd.citationstyles.csl+json", "application/x-bibtex", "text/csv", "text/html", "text/css", "text/javascript", "application/javascript"];

    /// <summary>Registers what every endpoint relies on: JSON, problems, query rules, links, keys and their scopes.</summary>
    public static IServiceCollection AddConflictEventsHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HttpOptions>()
            .Bind(configuration.GetSection(HttpOptions.Section))
            .Validate(options => options.MaxBodyBytes > 0, "Http:MaxBodyBytes must be positive.")
            .Validate(options => options.KeptBytes >= 0, "Http:KeptBytes must not be negative.")
            .Validate(options => options.PublicBaseUrl is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Http:PublicBaseUrl must be an absolute http or https URL.")
            .Validate(options => options.TrustedProxies.All(proxy => ParseNetwork(proxy) is not null), "Http:TrustedProxies must be addresses or networks such as 10.0.0.0/8.")
            .ValidateOnStart();
        services.ConfigureHttpJsonOptions(options => JsonContract.Configure(options.SerializerOptions));
        services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddExceptionHandler<ExceptionAnswers>();
        services.AddHostedService<EndpointCheck>();
        services.AddHttpContextAccessor();
        services.AddScoped<Links>();

        services.AddCors();
        services.AddSingleton<ICorsPolicyProvider, CorsRules>();
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = CompressedTypes;
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);

        return services.AddKeySecurity(configuration);
    }

    /// <summary>Adds everything that stands before the endpoints, in its order. Call it once, before mapping any endpoint.</summary>
    public static WebApplication UseConflictEventsHttp(this WebApplication app)
    {
        UseTrustedProxies(app);
        app.UseMiddleware<AnswerHeaders>();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseResponseCompression();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => Problems.ForStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        app.Use((context, next) =>
        {
            // HEAD is GET without the body, which the server leaves out by itself (RFC 9110, section 9.3.2).
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Request.Method = HttpMethods.Get;
                context.Features.Set(new HeadersOnly());
            }

            return next(context);
        });
        app.UseRouting();
        app.UseCors();
        app.UseKeySecurity();
        app.UseMiddleware<QueryRules>();
        app.UseMiddleware<Negotiation>();
        app.UseMiddleware<ConditionalReads>();
        app.UseMiddleware<RepeatedReads>();
        return app;
    }

    /// <summary>Without configured proxies nobody's <c>X-Forwarded-*</c> is believed, not even that of this machine.</summary>
    private static void UseTrustedProxies(WebApplication app)
    {
        var networks = app.Services.GetRequiredService<IOptions<HttpOptions>>().Value.TrustedProxies.Select(ParseNetwork).OfType<IPNetwork>().ToList();
        if (networks.Count == 0)
            return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    private static IPNetwork? ParseNetwork(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
