using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Citing;

/// <summary>Who states something: an actor, a source, or somebody the document only describes. At least one member is given.</summary>
public sealed record Claimant
{
    /// <summary>The actor who speaks.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The source that speaks in its own voice.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>The person or role as the document has it ("a spokesman", "residents"); on its own for an unnamed claimant.</summary>
    public string? Description { get; init; }

    /// <summary>Two claimants with the same key are one voice: the actor, else the source, else the words of the description.</summary>
    public string Key() =>
        ActorId is { } actor ? $"actor:{actor}" :
        SourceId is { } source ? $"source:{source}" :
        $"described:{string.Join(' ', (Description ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}";

    internal IEnumerable<Reference> References(string path)
    {
        if (ActorId is { } actor)
            yield return new Reference(ResourceKind.Actor, actor, $"{path}.actorId");
        if (SourceId is { } source)
            yield return new Reference(ResourceKind.Source, source, $"{path}.sourceId");
    }
}
