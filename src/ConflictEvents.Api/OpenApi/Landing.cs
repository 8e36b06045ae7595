using ConflictEvents.Api.Http;

namespace ConflictEvents.Api.OpenApi;

/// <summary>What the service is and where to go from here, for programs that know its address only.</summary>
/// <param name="Links">Each relation once, in the registered names of link relations (RFC 8288) where there is one.</param>
public sealed record LandingPage(string Title, string Description, IReadOnlyList<LandingLink> Links);

/// <param name="Rel">What the link leads to.</param>
/// <param name="Href">Absolute.</param>
/// <param name="Type">The media type found there.</param>
public sealed record LandingLink(string Rel, string Href, string Type, string Title);

internal static class Landing
{
    private static readonly MediaFormat Html = new("html", "text/html");

    /// <summary>People who come with a browser are taken to the page made for them.</summary>
    public static void MapLanding(this IEndpointRouteBuilder routes) => routes
        .MapGet("/", (MediaFormat format, Links links) => format == Html ? Results.Redirect(links.To(OpenApiServices.PagePath)) : Results.Ok(Page(links)))
        .Offers(MediaFormat.Json, Html)
        .AllowAnonymous()
        .ExcludeFromDescription();

    private static LandingPage Page(Links links) => new(
        "ConflictEvents",
        "Armed-conflict incidents, actors, locations and casualty claims, each with the sources it rests on.",
        [
            new("self", links.To("/"), "application/json", "This page"),
            new("service-desc", links.To(OpenApiServices.DocumentPath), "application/json", "The API for programs: OpenAPI 3.0"),
            new("service-doc", links.To(OpenApiServices.PagePath), "text/html", "The API for people: Swagger UI"),
            new("data", links.To("/v1/incidents"), "application/json", "Incidents, the newest first"),
            new("status", links.To("/health/ready"), "text/plain", "Whether the service can answer"),
        ]);
}
