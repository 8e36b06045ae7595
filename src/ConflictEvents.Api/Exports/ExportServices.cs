using ConflictEvents.Api.Http;

namespace ConflictEvents.Api.Exports;

public static class ExportServices
{
    public static IServiceCollection AddExports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ExportOptions>()
            .Bind(configuration.GetSection(ExportOptions.Section))
            .Validate(options => options.License.Length > 0 && options.License.All(c => c is >= ' ' and <= '~'), "Exports:License must be a sentence or an address in ASCII, since it travels in a header.")
            .Validate(options => options.StallSeconds > 0, "Exports:StallSeconds must be positive.")
            .ValidateOnStart();
        return services;
    }

    /// <summary>Lets a list of incidents be had in every form, in pages or as a whole.</summary>
    internal static RouteHandlerBuilder OffersExports(this RouteHandlerBuilder builder) => builder
        .Offers(MediaFormat.Json, ExportFormats.Csv, ExportFormats.GeoJson, ExportFormats.NdJson)
        .ProducesProblems(406, 429);
}
