using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.ListReferences;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Queries;

/// <summary>Answers questions about the state of every resource, now or at an earlier moment.</summary>
public interface IReadModel
{
    /// <summary>Finds the last position recorded at or before a time, or the one that a release names, for whoever asks. What is read at the moment is what this reader may see.</summary>
    /// <returns>
    /// An error when the time lies in the future, when there is no such release, or when a name that had changed by then is still being refreshed where it is shown; for
    /// that it waits as long as a statement may take.
    /// </returns>
    Task<Result<Moment>> MomentOf(Reading reading, CancellationToken cancellationToken);

    /// <returns>The moment itself, or the position that the log holds now: for answers put together from several reads.</returns>
    Task<Moment> Pin(Moment moment, CancellationToken cancellationToken);

    /// <returns>True when nothing has ever been recorded.</returns>
    Task<bool> IsEmpty(CancellationToken cancellationToken);

    Task<Rendered?> Find(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken);

    /// <returns>Why there is nothing to read: nothing of that kind has the id, or it was erased.</returns>
    Task<Error> Absence(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken);

    /// <returns>The explained estimate of an incident, in place of its document.</returns>
    Task<Rendered?> FindEstimate(Guid incidentId, Moment moment, CancellationToken cancellationToken);

    /// <returns>The state itself, with a book that has everything it mentions.</returns>
    Task<(Resource Resource, ReferenceBook Book)?> Load(ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken);

    Task<Result<Page>> List(ReferenceFilter filter, Moment moment, PageRequest page, CancellationToken cancellationToken);

    Task<Result<Page>> Search(IncidentFilter filter, IncidentSort sort, Moment moment, PageRequest page, CancellationToken cancellationToken);
}

/// <param name="Limit">Items wanted, 1 or more; more than the maximum is taken for the maximum.</param>
/// <param name="Cursor">The opaque text that the page before gave; null for the first page.</param>
public sealed record PageRequest(int? Limit, string? Cursor)
{
    public const int DefaultLimit = 50;

    public const int MaximumLimit = 1_000;

    /// <summary>Null for all members that a list shows.</summary>
    public MemberSelection? Members { get; init; }

    public Counting Count { get; init; }

    /// <summary>Items given where none are asked for.</summary>
    public int Usual { get; init; } = DefaultLimit;

    /// <summary>The most items that are ever given.</summary>
    public int Most { get; init; } = MaximumLimit;

    public int EffectiveLimit => Math.Min(Limit ?? Usual, Most);

    /// <returns>The same page as it is answered at a moment: what the database expects changes from day to day, an answer about the past does not.</returns>
    public PageRequest At(Moment moment) => Count is Counting.Estimated && !moment.IsNow ? this with { Count = Counting.Exact } : this;
}

/// <summary>Whether and how the items of a list are counted, on all its pages together.</summary>
public enum Counting
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>One by one, as far as 100,000.</summary>
    Exact,

    /// <summary>By what the database expects; costs next to nothing. Of the past they are counted one by one.</summary>
    Estimated,
}

/// <summary>How many items a list has on all its pages together.</summary>
/// <param name="Value">The number as far as it is known.</param>
/// <param name="Relation">How the number relates to the true one.</param>
public sealed record ListCount(long Value, CountRelation Relation);

public enum CountRelation
{
    /// <summary>It is the number.</summary>
    Exact,

    /// <summary>There are more; counting stopped there.</summary>
    AtLeast,

    /// <summary>The database's expectation, from samples: often near, sometimes far off.</summary>
    Estimated,
}

/// <summary>A page of a list, each item as rendered JSON.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record Page(IReadOnlyList<ReadOnlyMemory<byte>> Items, string? NextCursor)
{
    /// <summary>Null when it was not asked for.</summary>
    public ListCount? Count { get; init; }
}

/// <summary>An answer and the state of knowledge it was given from.</summary>
public sealed record Answer<T>(T Value, Moment Moment);
