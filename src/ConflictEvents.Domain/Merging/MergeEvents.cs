using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Merging;

/// <summary>The resource was found to be the same as another of its kind, which stands for it from now on. It is kept as it is.</summary>
public sealed record Merged(Guid Into) : DomainEvent;

/// <summary>The resource stands for itself again, as it did before it was merged.</summary>
/// <param name="From">The one that stood for it.</param>
public sealed record Unmerged(Guid From) : DomainEvent;

/// <summary>Another resource was merged into this one. It stands in the commit that the other's <see cref="Merged"/> stands in.</summary>
/// <param name="Moved">What the other one brings, as it stood.</param>
public sealed record Absorbed<TMoved>(Guid From, TMoved Moved) : DomainEvent
    where TMoved : class;

/// <summary>What another resource brought goes back to it.</summary>
/// <param name="To">The other one, as in <see cref="Absorbed{TMoved}"/>.</param>
public sealed record Released(Guid To) : DomainEvent;

/// <summary>Somebody has compared the two and found that they are not the same, however alike they look.</summary>
public sealed record MarkedDistinct(Guid OtherId) : DomainEvent;

/// <summary>Whether the two are the same is open again.</summary>
public sealed record UnmarkedDistinct(Guid OtherId) : DomainEvent;
