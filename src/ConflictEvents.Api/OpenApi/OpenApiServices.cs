using System.Reflection;
using ConflictEvents.Api.Http;
using ConflictEvents.Application;
using ConflictEvents.Domain.Streams;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace ConflictEvents.Api.OpenApi;

/// <summary>The description of the API: for programs at <c>/openapi/v1.json</c>, for people at <c>/swagger</c>, with the way to both at <c>/</c>.</summary>
public static class OpenApiServices
{
    internal const string Version = "v1";
    internal const string DocumentPath = $"/openapi/{Version}.json";
    internal const string PagePath = "/swagger";

    // One document and one server need no choosing from. The padlock of what is open to all would be shown as a closed one.
    private const string Style = """
        <style>
          .swagger-ui .topbar, .swagger-ui .servers-title, .swagger-ui .servers { display: none; }
          .swagger-ui .opblock-get .authorization__btn:has(.locked) { visibility: hidden; }
          .swagger-ui .info { margin: 32px 0; }
          .swagger-ui .info .renderedMarkdown { max-width: 120ch; }
          .swagger-ui .info li, .swagger-ui .info p { margin: 0.4em 0; }
        </style>
        """;

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => new XmlDocs([typeof(OpenApiServices).Assembly, typeof(ApplicationServices).Assembly, typeof(Resource).Assembly]));
        services.AddSingleton<Examples>();
        services.AddSingleton<DocumentBytes>();
        services.AddSingleton<ISchemaGenerator, WireSchemas>();
        services.AddEndpointsApiExplorer();
        return services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Version, Info(configuration.GetSection("Contact")));
            options.OperationFilter<Bodies>();
            options.OperationFilter<Parameters>();
            options.OperationFilter<Answers>();
            options.OperationFilter<Access>();
            options.DocumentFilter<Access>();
            options.DocumentFilter<Arrangement>();
            options.DocumentFilter<ShownExamples>();
        });
    }

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(DocumentPath, (DocumentBytes document) => new RenderedJson(document.Utf8, document.Tag)).AllowAnonymous().ExcludeFromDescription();
        routes.MapLanding();
        routes.MapSwaggerUI(PagePath[1..], options =>
        {
            options.SwaggerEndpoint(DocumentPath, Version);
            options.DocumentTitle = "ConflictEvents API";
            options.HeadContent = Style;
            options.EnableTryItOutByDefault();
            options.EnablePersistAuthorization();
            options.EnableDeepLinking();
            options.EnableFilter();
            options.DisplayRequestDuration();
            options.DefaultModelExpandDepth(2);
            options.DefaultModelsExpandDepth(0);
            options.DocExpansion(DocExpansion.List);
        }).AllowAnonymous();
    }

    private static OpenApiInfo Info(IConfigurationSection contact)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var introduction = new StreamReader(assembly.GetManifestResourceStream("openapi/introduction.md")!);
        return new OpenApiInfo
        {
            Title = "ConflictEvents",
            Version = assembly.GetName().Version!.ToString(3),
            Description = introduction.ReadToEnd(),
            License = new OpenApiLicense { Name = "Apache-2.0", Url = new Uri("https://www.apache.org/licenses/LICENSE-2.0") },
            Contact = contact.Exists()
                ? new OpenApiContact { Name = contact["Name"], Email = contact["Email"], Url = contact["Url"] is { } url ? new Uri(url) : null }
                : null,
        };
    }
}
