using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Incidents;

public sealed class Incident() : ClaimHolder<IncidentDetails>(ClaimBasis.Incident)
{
    private IErasure? _erased;

    public Verification Verification { get; private set; } = new(VerificationStatus.Unverified, null);

    /// <summary>Null for what was recorded here.</summary>
    public ImportOrigin? Origin { get; private set; }

    /// <summary>The key of the dataset that it belongs to; <see cref="ImportOrigin.Local"/> for what was recorded here.</summary>
    public string Dataset => Origin?.Dataset ?? ImportOrigin.Local;

    public override bool Redistributable => _erased?.Redistributable ?? Origin?.Redistributable ?? true;

    public Result<IReadOnlyList<DomainEvent>> Verify(Verification verification) =>
        Active().Then<IReadOnlyList<DomainEvent>>(_ => new DomainEvent[] { new VerificationSet(verification) });

    /// <returns>No event where the origin says nothing new; an error where the incident comes from another record.</returns>
    public Result<IReadOnlyList<DomainEvent>> Import(ImportOrigin origin) => Active().Then<IReadOnlyList<DomainEvent>>(_ => Origin switch
    {
        { } current when !current.IsOfSameRecord(origin) => OriginErrors.OtherRecord(Id, current),
        { } current when current.SaysTheSame(origin) => Array.Empty<DomainEvent>(),
        _ => new DomainEvent[] { new Imported(origin) },
    });

    public override Result<IReadOnlyList<DomainEvent>> Decide(DomainEvent wanted) => wanted switch
    {
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
            default:
                base.Change(recorded);
                break;
        }
    }
}
