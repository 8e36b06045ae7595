using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Resources.EraseResource;

/// <summary>What is left of a resource that was erased.</summary>
/// <param name="Id">It is not given again.</param>
/// <param name="Reason">In the author's words.</param>
/// <param name="ErasedAt">UTC.</param>
public sealed record Tombstone(Guid Id, ResourceKind Resource, int Version, ResourceStatus Status, string Reason, DateTimeOffset ErasedAt) : IVersioned;
