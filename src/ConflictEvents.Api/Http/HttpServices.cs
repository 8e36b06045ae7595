using ConflictEvents.Application.Json;

namespace ConflictEvents.Api.Http;

public static class HttpServices
{
    /// <summary>Registers what every endpoint relies on: JSON, problems, query rules.</summary>
    public static IServiceCollection AddConflictEventsHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HttpOptions>()
            .Bind(configuration.GetSection(HttpOptions.Section))
            .Validate(options => options.MaxBodyBytes > 0, "Http:MaxBodyBytes must be positive.")
            .ValidateOnStart();
        services.ConfigureHttpJsonOptions(options => JsonContract.Apply(options.SerializerOptions));
        services.AddExceptionHandler<ExceptionAnswers>();
        return services;
    }

    /// <summary>Adds everything that stands before the endpoints, in its order. Call it once, before mapping any endpoint.</summary>
    public static WebApplication UseConflictEventsHttp(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => Problems.ForStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        app.UseRouting();
        app.UseMiddleware<QueryRules>();
        return app;
    }
}
