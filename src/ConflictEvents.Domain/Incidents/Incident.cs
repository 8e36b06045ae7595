using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Incidents;

public sealed class Incident() : ClaimHolder<IncidentDetails>(ClaimBasis.Incident), IMergeable
{
    private IErasure? _erased;
    private bool _heldClosed;

    public Verification Verification { get; private set; } = new(VerificationStatus.Unverified, null);

    /// <summary>Null for what was recorded here.</summary>
    public ImportOrigin? Origin { get; private set; }

    /// <summary>The key of the dataset that it belongs to; <see cref="ImportOrigin.Local"/> for what was recorded here.</summary>
    public string Dataset => Origin?.Dataset ?? ImportOrigin.Local;

    /// <summary>What is merged into it.</summary>
    public Absorptions<MovedIncident> Absorbed { get; } = new();

    public IEnumerable<Guid> MergedFrom => Absorbed.Standing.Select(absorbed => absorbed.From);

    /// <summary>
    /// Whether it may be passed on to others, as what was recorded here may be. Never again once something was merged into it that may not:
    /// its history goes on telling of that.
    /// </summary>
    public override bool Redistributable => _erased?.Redistributable ?? ((Origin?.Redistributable ?? true) && !_heldClosed);

    /// <summary>The documents that report it, those included that report what is merged into it; each once.</summary>
    public IReadOnlyList<Citation> Citations => [.. Absorbed.Standing.SelectMany(absorbed => absorbed.Moved.Citations).Aggregate(
        Details.Citations.ToList(), (united, citation) => united.Exists(citation.IsSameAs) ? united : [.. united, citation])];

    /// <summary>Its ids in other registers, and those of what is merged into it.</summary>
    public IReadOnlyList<ForeignId> ForeignIds => [.. Details.ForeignIds.Union(Absorbed.Standing.SelectMany(absorbed => absorbed.Moved.ForeignIds))];

    public override IEnumerable<Reference> References() => base.References().Concat(Absorbed.Standing.SelectMany((absorbed, i) =>
        absorbed.Moved.Citations.SelectMany((citation, j) => citation.References($"mergedFrom[{i}].citations[{j}]"))));

    /// <summary>What came with a merge stays what it is: a correction that repeats it does not make it the incident's own.</summary>
    public override Result<IReadOnlyList<DomainEvent>> Correct(IncidentDetails details) => Active().Then(_ => base.Correct(Own(details)));

    public Result<IReadOnlyList<DomainEvent>> Verify(Verification verification) =>
        Active().Then<IReadOnlyList<DomainEvent>>(_ => new DomainEvent[] { new VerificationSet(verification) });

    /// <returns>No event where the origin says nothing new; an error where the incident comes from another record.</returns>
    public Result<IReadOnlyList<DomainEvent>> Import(ImportOrigin origin) => Active().Then<IReadOnlyList<DomainEvent>>(_ => Origin switch
    {
        { } current when !current.IsOfSameRecord(origin) => OriginErrors.OtherRecord(Id, current),
        { } current when current.SaysTheSame(origin) => Array.Empty<DomainEvent>(),
        _ => new DomainEvent[] { new Imported(origin) },
    });

    public Result<IReadOnlyList<DomainEvent>> Absorb(Resource other) => Absorb(other.Id, ((Incident)other).Moved());

    public Result<IReadOnlyList<DomainEvent>> Release(Guid other) =>
        MergedInto is { } survivor ? MergeErrors.Merged(Kind, Id, survivor)
        : Absorbed.Of(other) is null ? Array.Empty<DomainEvent>()
        : Claims.RestingOn(other) is { } resting ? MergeErrors.Entangled(resting.Claim.Id, other)
        : new DomainEvent[] { new Released(other) };

    public IReadOnlyList<(DomainEvent Event, string? Reason)> DecidedFor(Guid other) => [.. Claims.DecidedSince(Absorbed.Of(other)?.Claims ?? [])];

    public override Result<IReadOnlyList<DomainEvent>> Decide(DomainEvent wanted) => wanted switch
    {
        Absorbed<MovedIncident> { From: var other, Moved: var moved } when Version > 0 => Absorb(other, moved),
        Released { To: var other } when Version > 0 => Release(other),
        VerificationSet { Verification: var verification } when Version > 0 => Verify(verification),
        Imported { Origin: var origin } when Version > 0 => Import(origin),
        _ => base.Decide(wanted),
    };

    protected override void Change(RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case VerificationSet set:
                Verification = set.Verification;
                break;
            case Imported imported:
                Origin = imported.Origin;
                break;
            case IErasure erased:
                _erased = erased;
                base.Change(recorded);
                break;
            case Absorbed<MovedIncident> absorbed:
                Absorbed.Apply(absorbed);
                _heldClosed |= !absorbed.Moved.Redistributable;
                Claims.Take(absorbed.From, absorbed.Moved.Claims);
                break;
            case Released released:
                Absorbed.Apply(released);
                Claims.GiveBack(released.To);
                break;
            default:
                base.Change(recorded);
                break;
        }
    }

    /// <summary>What it brings into another one that it is merged into.</summary>
    public MovedIncident Moved() => new()
    {
        Title = Details.Title,
        Claims = [.. Claims.Entries],
        Citations = Citations,
        ForeignIds = ForeignIds,
        Redistributable = Redistributable,
    };

    private Result<IReadOnlyList<DomainEvent>> Absorb(Guid other, MovedIncident moved) => Active().Then<IReadOnlyList<DomainEvent>>(_ =>
        other == Id ? MergeErrors.Itself("into")
        : Absorbed.Of(other) is not null ? MergeErrors.Absorbed(Id, other)
        : moved.Redistributable != Redistributable ? MergeErrors.MixedRedistribution(Id, other)
        : moved.Claims.FirstOrDefault(entry => Claims.Find(entry.Claim.Id) is not null) is { } twice ? MergeErrors.SameClaim(twice.Claim.Id)
        : new DomainEvent[] { new Absorbed<MovedIncident>(other, moved) });

    private IncidentDetails Own(IncidentDetails details)
    {
        var (broughtCitations, broughtIds) = (Absorbed.Standing.SelectMany(absorbed => absorbed.Moved.Citations).ToList(), Absorbed.Standing.SelectMany(absorbed => absorbed.Moved.ForeignIds).ToHashSet());
        var citations = details.Citations.Where(citation => Details.Citations.Any(citation.IsSameAs) || !broughtCitations.Exists(citation.IsSameAs)).ToList();
        var foreignIds = details.ForeignIds.Where(id => Details.ForeignIds.Contains(id) || !broughtIds.Contains(id)).ToList();
        return (citations.Count, foreignIds.Count) == (details.Citations.Count, details.ForeignIds.Count)
            ? details
            : details with { Citations = citations.Count > 0 ? citations : details.Citations, ForeignIds = foreignIds };
    }
}
