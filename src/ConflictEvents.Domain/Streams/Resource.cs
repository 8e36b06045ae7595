using System.Text.Json;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Domain.Streams;

/// <summary>Whether a resource stands.</summary>
public enum ResourceStatus
{
    Active,

    /// <summary>Withdrawn with a reason; kept, readable, and out of every search and estimate.</summary>
    Retracted,

    /// <summary>Found to be the same as another one, which stands for it; kept as it is, and out of every search and estimate.</summary>
    Merged,

    /// <summary>Erased for legal reasons; nothing is kept but that it was there.</summary>
    Erased,
}

/// <summary>The state of a stream: a fold of its events. Decisions are methods that return the events they would add.</summary>
public abstract class Resource
{
    private readonly List<Guid> _distinctFrom = [];
    private readonly HashSet<Guid> _everMergedInto = [];

    public Guid Id { get; init; }

    public abstract ResourceKind Kind { get; }

    /// <summary>The version of the last event applied; 0 before the first.</summary>
    public int Version { get; private set; }

    public ResourceStatus Status { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Why the resource was retracted; null while it is active.</summary>
    public string? RetractionReason { get; private set; }

    /// <summary>See <see cref="Retracted.AbsentFrom"/>; null while it is active.</summary>
    public string? AbsentFrom { get; private set; }

    /// <summary>The one that stands for it; null unless it is merged.</summary>
    public Guid? MergedInto { get; private set; }

    /// <summary>Those that have ever stood for it: what it brought stands in their history.</summary>
    public IReadOnlyCollection<Guid> EverMergedInto => _everMergedInto;

    /// <summary>Those that look alike, and that somebody found not to be the same.</summary>
    public IReadOnlyList<Guid> DistinctFrom => _distinctFrom;

    /// <summary>Every other resource that the current state mentions.</summary>
    public abstract IEnumerable<Reference> References();

    /// <exception cref="InvalidOperationException">The event is not the next of this stream, or of another kind of resource.</exception>
    public void Apply(RecordedEvent recorded)
    {
        if (recorded.Version != Version + 1)
            throw new InvalidOperationException($"{Kind} {Id}: version {recorded.Version} cannot follow {Version}.");

        switch (recorded.Event)
        {
            case Retracted { AbsentFrom: var dataset }:
                (Status, RetractionReason, AbsentFrom) = (ResourceStatus.Retracted, recorded.Reason, dataset);
                break;
            case Reinstated:
                (Status, RetractionReason, AbsentFrom) = (ResourceStatus.Active, null, null);
                break;
            case Merged { Into: var into }:
                (Status, MergedInto) = (ResourceStatus.Merged, into);
                _everMergedInto.Add(into);
                break;
            case Unmerged:
                (Status, MergedInto) = (ResourceStatus.Active, null);
                break;
            case MarkedDistinct { OtherId: var other }:
                _distinctFrom.Add(other);
                break;
            case UnmarkedDistinct { OtherId: var other }:
                _distinctFrom.Remove(other);
                break;
            default:
                Change(recorded);
                break;
        }

        if (recorded.Event is IErasure)
            (Status, RetractionReason, AbsentFrom, MergedInto) = (ResourceStatus.Erased, null, null, null);

        Version = recorded.Version;
        UpdatedAt = recorded.RecordedAt;
        if (Version == 1)
            CreatedAt = recorded.RecordedAt;
    }

    /// <param name="absentFrom">See <see cref="Retracted.AbsentFrom"/>.</param>
    /// <returns>The event also where it is retracted for its absence alone: a person may judge what no file has.</returns>
    public Result<IReadOnlyList<DomainEvent>> Retract(string? absentFrom = null) => AbsentFrom is not null && absentFrom is null
        ? new DomainEvent[] { new Retracted() }
        : Active().Then<IReadOnlyList<DomainEvent>>(_ => new DomainEvent[] { new Retracted { AbsentFrom = absentFrom } });

    /// <summary>Decides that it stands again, as it did before it was retracted.</summary>
    public Result<IReadOnlyList<DomainEvent>> Reinstate() =>
        Status is ResourceStatus.Retracted ? new DomainEvent[] { new Reinstated() }
        : Active().Then<IReadOnlyList<DomainEvent>>(_ => ResourceErrors.NotRetracted(Kind, Id));

    /// <summary>Decides that nothing is kept of it any more; also where it no longer stands.</summary>
    public abstract Result<IReadOnlyList<DomainEvent>> Erase();

    /// <summary>Decides that another one of the kind stands for this one from now on.</summary>
    public Result<IReadOnlyList<DomainEvent>> MergeInto(Guid survivor) => Active().Then<IReadOnlyList<DomainEvent>>(_ =>
        survivor == Id ? MergeErrors.Itself("into")
        : _distinctFrom.Contains(survivor) ? MergeErrors.Distinct(Id, survivor)
        : new DomainEvent[] { new Merged(survivor) });

    public Result<IReadOnlyList<DomainEvent>> Unmerge() =>
        MergedInto is { } survivor ? new DomainEvent[] { new Unmerged(survivor) }
        : Status is ResourceStatus.Erased ? ResourceErrors.Erased(Kind, Id)
        : MergeErrors.NotMerged(Kind, Id);

    /// <returns>No event where the two are marked already.</returns>
    public Result<IReadOnlyList<DomainEvent>> MarkDistinct(Guid other) => Active().Then<IReadOnlyList<DomainEvent>>(_ =>
        other == Id ? MergeErrors.Itself("pair")
        : _distinctFrom.Contains(other) ? Array.Empty<DomainEvent>()
        : new DomainEvent[] { new MarkedDistinct(other) });

    /// <summary>Decides that the question is open again; also where the resource no longer stands.</summary>
    public Result<IReadOnlyList<DomainEvent>> UnmarkDistinct(Guid other) =>
        _distinctFrom.Contains(other) ? new DomainEvent[] { new UnmarkedDistinct(other) } : MergeErrors.NotDistinct(Id, other);

    /// <summary>Takes the decision that led to an event elsewhere once more, on this state: as each method of its own takes it.</summary>
    /// <returns>The event itself where it may happen here; no event where it would change nothing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The event is one of another kind of resource.</exception>
    public abstract Result<IReadOnlyList<DomainEvent>> Decide(DomainEvent wanted);

    protected abstract void Change(RecordedEvent recorded);

    protected Result<Resource> Active() =>
        Status is ResourceStatus.Active ? this
        : Status is ResourceStatus.Erased ? ResourceErrors.Erased(Kind, Id)
        : MergedInto is { } survivor ? MergeErrors.Merged(Kind, Id, survivor)
        : ResourceErrors.Retracted(Kind, Id);
}

/// <summary>A resource that is stated and corrected as a whole.</summary>
public class Resource<TDetails> : Resource
    where TDetails : class, IDetailsOfKind
{
    private readonly List<(int From, TDetails Remains)> _remains = [];
    private TDetails? _details;
    private TDetails? _first;

    public override ResourceKind Kind => TDetails.Kind;

    /// <summary>Of an erased resource what remains of them.</summary>
    /// <exception cref="InvalidOperationException">It has no event yet, or is an incident that was erased.</exception>
    public TDetails Details => _details ?? throw new InvalidOperationException($"{Kind} {Id} has no details.");

    /// <summary>The details as those show them that mention it.</summary>
    public virtual TDetails United => Details;

    /// <summary>Whether it may be passed on to others, as what was recorded here may be.</summary>
    public virtual bool Redistributable => true;

    public override IEnumerable<Reference> References() => _details?.References() ?? [];

    public virtual Result<IReadOnlyList<DomainEvent>> Correct(TDetails details) =>
        Active().Then<IReadOnlyList<DomainEvent>>(_ => new DomainEvent[] { new Corrected<TDetails>(details) });

    public override Result<IReadOnlyList<DomainEvent>> Erase() => Status is ResourceStatus.Erased
        ? ResourceErrors.Erased(Kind, Id)
        : new DomainEvent[] { new Erased<TDetails>((TDetails?)United.Remains(_first ?? Details), Redistributable) { Before = RemainsBefore() } };

    public override Result<IReadOnlyList<DomainEvent>> Decide(DomainEvent wanted) => wanted switch
    {
        // What was erased elsewhere comes as such; what stands here is erased here alone.
        Created<TDetails> or Erased<TDetails> when Version == 0 => new[] { wanted },
        Erased<TDetails> => Status is ResourceStatus.Erased ? ResourceErrors.Erased(Kind, Id) : ResourceErrors.ErasedElsewhere(Kind, Id),
        Created<TDetails> => ResourceErrors.Exists(Kind, Id),
        _ when Version == 0 => ResourceErrors.NotFound(Kind, Id),
        Corrected<TDetails> { Details: var details } => Correct(details),
        Retracted { AbsentFrom: var dataset } => Retract(dataset),
        Reinstated => Reinstate(),
        Merged { Into: var survivor } => MergeInto(survivor),
        Unmerged => Unmerge(),
        MarkedDistinct { OtherId: var other } => MarkDistinct(other),
        UnmarkedDistinct { OtherId: var other } => UnmarkDistinct(other),
        _ => throw new ArgumentOutOfRangeException(nameof(wanted), wanted.GetType(), $"{Kind} {Id} cannot hold it."),
    };

    protected override void Change(RecordedEvent recorded)
    {
        _details = recorded.Event switch
        {
            Created<TDetails> created => created.Details,
            Corrected<TDetails> corrected => corrected.Details,
            Erased<TDetails> erased => erased.Remains,
            _ => throw new InvalidOperationException($"{Kind} {Id} cannot hold {recorded.Event.GetType().Name}."),
        };
        if (_details is null)
            return;
        _first ??= _details;
        KeepRemains(recorded.Version);
    }

    /// <summary>Takes down what would be left of it from a version on.</summary>
    protected void KeepRemains(int version)
    {
        if (United.Remains(United) is TDetails remains)
            _remains.Add((version, remains));
    }

    private List<Remainder<TDetails>>? RemainsBefore()
    {
        var remainders = new List<Remainder<TDetails>>();
        foreach (var (i, (_, remains)) in _remains.Index())
        {
            var until = i + 1 < _remains.Count ? _remains[i + 1].From - 1 : Version;
            if (remainders.Count > 0 && IsSame(remainders[^1].Remains, remains))
                remainders[^1] = remainders[^1] with { Until = until };
            else
                remainders.Add(new Remainder<TDetails>(until, remains));
        }

        if (remainders.Count > 0 && United.Remains(_first!) is TDetails last && IsSame(remainders[^1].Remains, last))
            remainders.RemoveAt(remainders.Count - 1);
        return remainders.Count == 0 ? null : remainders;
    }

    private static bool IsSame(TDetails one, TDetails other) => JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other);
}
