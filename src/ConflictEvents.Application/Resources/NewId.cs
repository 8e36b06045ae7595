using ConflictEvents.Domain.Casualties;

namespace ConflictEvents.Application.Resources;

/// <summary>The one place that ids of resources and claims come from: UUIDs of version 7, ordered by the millisecond they were given in (RFC 9562).</summary>
public static class NewId
{
    public static Guid Next() => Guid.CreateVersion7();

    /// <returns>The claim with an id: its own where the client chose one.</returns>
    public static CasualtyClaim For(CasualtyClaim claim) => claim.Id == Guid.Empty ? claim with { Id = Next() } : claim;
}
