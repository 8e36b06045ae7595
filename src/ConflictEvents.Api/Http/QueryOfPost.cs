namespace ConflictEvents.Api.Http;

internal static class QueryOfPost
{
    /// <summary>
    /// Maps a POST that takes lists from its query. The framework would look for them in the body; of a handler that is mapped for GET it knows
    /// better, so this one is, until the methods are put right.
    /// </summary>
    public static RouteHandlerBuilder MapPostWithQuery(this IEndpointRouteBuilder routes, string pattern, Delegate handler)
    {
        var endpoint = routes.MapMethods(pattern, [HttpMethods.Get], handler);
        endpoint.Add(builder =>
        {
            builder.Metadata.Remove(builder.Metadata.OfType<IHttpMethodMetadata>().Single());
            builder.Metadata.Add(new HttpMethodMetadata([HttpMethods.Post]));
        });
        return endpoint;
    }
}
