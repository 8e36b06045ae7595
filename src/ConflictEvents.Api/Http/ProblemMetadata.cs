using Microsoft.AspNetCore.Http.Metadata;

namespace ConflictEvents.Api.Http;

/// <summary>Tells the OpenAPI document which problems an endpoint may answer with.</summary>
internal static class ProblemMetadata
{
    public static void AddProblems(this EndpointBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            if (!builder.Metadata.OfType<IProducesResponseTypeMetadata>().Any(m => m.StatusCode == status))
                builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.MediaType]));
        }
    }
}
