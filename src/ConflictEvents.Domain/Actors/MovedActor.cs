using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Domain.Actors;

/// <summary>What an actor brings into the one that it is merged into, as it stood then; all else of it stays where it is.</summary>
public sealed record MovedActor
{
    /// <summary>At least one; the first was the one shown.</summary>
    public required IReadOnlyList<Name> Names { get; init; }

    public required IReadOnlyList<Relation> Relations { get; init; }

    public required IReadOnlyList<ForeignId> ForeignIds { get; init; }
}
