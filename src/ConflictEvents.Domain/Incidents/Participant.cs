using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Incidents;

/// <summary>What an actor did in an incident, or what was done to it.</summary>
public enum ParticipantRole
{
    Attacker,
    Defender,
    Target,
    Ally,
    Bystander,

    /// <summary>Took part in a way the documents do not tell.</summary>
    Involved,
}

/// <summary>An actor's part in an incident.</summary>
public sealed record Participant
{
    /// <summary>The actor that took part, or was hit.</summary>
    public required Guid ActorId { get; init; }

    public required ParticipantRole Role { get; init; }

    /// <summary>The words of the source where it hedges ("apparently"); null where it does not.</summary>
    public string? Wording { get; init; }

    /// <summary>Where the participation is published; at least one.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    internal IEnumerable<Reference> References(string path) =>
        Citations.SelectMany((citation, i) => citation.References($"{path}.citations[{i}]"))
            .Prepend(new Reference(ResourceKind.Actor, ActorId, $"{path}.actorId"));
}

/// <summary>What is said of an actor's responsibility.</summary>
public enum ResponsibilityStance
{
    /// <summary>The actor says that it did it.</summary>
    Claimed,

    /// <summary>Somebody else says that the actor did it.</summary>
    Attributed,

    /// <summary>Somebody, the actor included, says that the actor did not do it.</summary>
    Denied,
}

/// <summary>What somebody says about who is responsible for an incident.</summary>
public sealed record ResponsibilityClaim
{
    /// <summary>The actor held responsible.</summary>
    public required Guid ActorId { get; init; }

    public required ResponsibilityStance Stance { get; init; }

    /// <summary>Who says so.</summary>
    public required Claimant By { get; init; }

    /// <summary>The day it was said.</summary>
    public DateOnly? StatedOn { get; init; }

    /// <summary>The words in which the document dates it ("on Saturday"); null where it gives a date.</summary>
    public string? StatedWording { get; init; }

    /// <summary>True when a date given here was worked out rather than read off the document.</summary>
    public bool DateInferred { get; init; }

    /// <summary>Where it is published; at least one.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    internal IEnumerable<Reference> References(string path) =>
        Citations.SelectMany((citation, i) => citation.References($"{path}.citations[{i}]"))
            .Concat(By.References($"{path}.by"))
            .Prepend(new Reference(ResourceKind.Actor, ActorId, $"{path}.actorId"));
}
