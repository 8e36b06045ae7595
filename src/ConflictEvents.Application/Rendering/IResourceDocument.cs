using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Rendering;

/// <summary>Something that is answered in versions.</summary>
public interface IVersioned
{
    /// <summary>Counts the changes from 1. The <c>ETag</c> of the answer names it too.</summary>
    int Version { get; }
}

/// <summary>What the answer says of a resource of whatever kind.</summary>
public interface IResourceDocument : IVersioned
{
    /// <summary>Stable for ever.</summary>
    Guid Id { get; }

    ResourceStatus Status { get; }

    /// <summary>Why it was retracted; null while it is active.</summary>
    string? RetractionReason { get; }

    /// <summary>Its ids in other registers.</summary>
    IReadOnlyList<ForeignId> ForeignIds { get; }

    /// <summary>When the service first recorded it, UTC; not when it happened.</summary>
    DateTimeOffset RecordedAt { get; }

    /// <summary>When the service last recorded a change of it, UTC.</summary>
    DateTimeOffset UpdatedAt { get; }
}
