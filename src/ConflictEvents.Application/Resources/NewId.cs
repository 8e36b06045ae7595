using ConflictEvents.Domain.Casualties;

namespace ConflictEvents.Application.Resources;

/// <summary>The one place that ids come from: UUIDs of version 7, whose order is the order in which they were given (RFC 9562).</summary>
public static class NewId
{
    public static Guid Next() => Guid.CreateVersion7();

    /// <returns>The claim with an id: its own where the client chose one.</returns>
    public static CasualtyClaim For(CasualtyClaim claim) => claim.Id == Guid.Empty ? claim with { Id = Next() } : claim;
}
