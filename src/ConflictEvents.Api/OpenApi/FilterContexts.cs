using Swashbuckle.AspNetCore.SwaggerGen;

namespace ConflictEvents.Api.OpenApi;

internal static class FilterContexts
{
    /// <summary>All that the mapping of an endpoint says of it.</summary>
    public static EndpointMetadataCollection Metadata(this OperationFilterContext context) => new(context.ApiDescription.ActionDescriptor.EndpointMetadata);
}
