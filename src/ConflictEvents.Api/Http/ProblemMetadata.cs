using Microsoft.AspNetCore.Http.Metadata;

namespace ConflictEvents.Api.Http;

/// <summary>Tells the OpenAPI document which problems an endpoint may answer with.</summary>
internal static class ProblemMetadata
{
    /// <summary>The same at the end of a mapping.</summary>
    public static TBuilder ProducesProblems<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Finally(endpoint => endpoint.AddProblems(statuses));
        return builder;
    }

    public static void AddProblems(this EndpointBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            if (!builder.Metadata.OfType<IProducesResponseTypeMetadata>().Any(m => m.StatusCode == status))
                builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.MediaType]));
        }
    }
}
