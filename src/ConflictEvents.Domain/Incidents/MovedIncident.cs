using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Domain.Incidents;

/// <summary>What an incident brings into the one that it is merged into, as it stood then; all else of it stays where it is.</summary>
public sealed record MovedIncident
{
    public required string Title { get; init; }

    /// <summary>In the order they were recorded, whatever became of them.</summary>
    public required IReadOnlyList<ClaimEntry> Claims { get; init; }

    /// <summary>The documents that report it.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    public required IReadOnlyList<ForeignId> ForeignIds { get; init; }

    /// <summary>Whether it may be passed on to others.</summary>
    public required bool Redistributable { get; init; }
}
