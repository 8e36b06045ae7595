using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Resources;

/// <summary>The log of everything that ever changed, and the only way to change anything.</summary>
public interface IEventStore
{
    /// <summary>
    /// Runs one command as one transaction. Commands run one after the other: what <paramref name="decide"/> loads is the newest
    /// state and stays so until its events are appended. A failed result appends nothing.
    /// </summary>
    /// <param name="decide">Loads, decides, appends, and returns the resource to answer with.</param>
    /// <param name="mentioned">All that it may ask <see cref="IChanges.Missing"/> about: they are looked up when its turn has come.</param>
    /// <returns>The resource as it stands after the commit.</returns>
    Task<Result<Rendered>> Commit(Func<IChanges, Task<Result<Resource>>> decide, CancellationToken cancellationToken, IEnumerable<Reference>? mentioned = null);
}

/// <summary>The view of a command on the log, open for the time of its transaction.</summary>
public interface IChanges
{
    /// <returns>The newest state; null when nothing of that kind has the id.</returns>
    Task<Resource?> Load(ResourceKind kind, Guid id);

    /// <returns>True when any stream, of whatever kind, has the id.</returns>
    Task<bool> IsTaken(Guid id);

    /// <param name="references">Of those that the commit was begun with.</param>
    /// <returns>Those of the references that do not lead to an active resource of their kind.</returns>
    /// <exception cref="ArgumentException">One of them was not looked up.</exception>
    Task<IReadOnlyList<Reference>> Missing(IEnumerable<Reference> references);

    /// <summary>Adds the events to the resource's stream and applies them to the resource.</summary>
    /// <param name="reason">Why, in the author's words.</param>
    void Append(Resource resource, IReadOnlyList<DomainEvent> events, string? reason);
}

/// <summary>A resource as it is answered: UTF-8 JSON, and what names its version.</summary>
/// <param name="Rendering">1 for the first rendering of the version; more when a name shown in it changed since.</param>
public sealed record Rendered(Guid Id, int Version, int Rendering, DateTimeOffset UpdatedAt, ReadOnlyMemory<byte> Document)
{
    /// <summary>The one that stands for it at the end of all merges; null unless it is merged.</summary>
    public Guid? Survivor { get; init; }
}
