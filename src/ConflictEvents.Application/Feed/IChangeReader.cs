using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Feed;

/// <summary>Reads what was recorded in the order in which it was.</summary>
public interface IChangeReader
{
    /// <summary>The names of all events that there can be.</summary>
    IReadOnlyCollection<string> EventTypes { get; }

    /// <param name="head">Where the log ends, as far as is known; nothing beyond it is read.</param>
    /// <param name="limit">Items wanted, at most.</param>
    /// <returns>An error where the log is not the one that gave the cursor, or has lost what follows it.</returns>
    Task<Result<FoundChanges>> Read(ChangeFilter filter, FeedCursor after, HeadMark head, int limit, Audience audience, CancellationToken cancellationToken);

    /// <returns>Every change of a resource as it was rendered, oldest first; empty when nothing of that kind has the id.</returns>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> History(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken);

    /// <returns>The events of a resource, oldest first, and a book of what it mentions.</returns>
    Task<(IReadOnlyList<RecordedEvent> Events, ReferenceBook Book)> Events(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken);
}

/// <summary>Which changes are meant; every member given must hold.</summary>
/// <param name="Incidents">Where it narrows anything: changes of incidents that it finds in the state after the commit, or found in the state before.</param>
/// <param name="EventTypes">Null for all.</param>
/// <param name="Resources">Null for all.</param>
public sealed record ChangeFilter(IncidentFilter Incidents, IReadOnlyList<string>? EventTypes, IReadOnlyList<ResourceKind>? Resources)
{
    private static readonly IncidentFilter Everything = new();

    public bool IsOfIncidents => Incidents != Everything;
}

/// <param name="Cursor">Stands behind the change.</param>
/// <param name="Entry">As it was rendered.</param>
public readonly record struct FoundChange(FeedCursor Cursor, ReadOnlyMemory<byte> Entry);

/// <param name="Reached">Everything up to there has been looked at.</param>
public sealed record FoundChanges(IReadOnlyList<FoundChange> Items, FeedCursor Reached);
