using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Incidents;

public sealed class Incident : Resource<IncidentDetails>, IHoldsClaims
{
    public ClaimLedger Claims { get; } = new(ClaimBasis.Incident);

    public Verification Verification { get; private set; } = new(VerificationStatus.Unverified, null);

    public override IEnumerable<Reference> References() => Details.References().Concat(Claims.References());

    public Result<IReadOnlyList<DomainEvent>> Verify(Verification verification) =>
        Active().Then<IReadOnlyList<DomainEvent>>(_ => new DomainEvent[] { new VerificationSet(verification) });

    protected override void Change(RecordedEvent recorded)
    {
        if (recorded.Event is VerificationSet set)
            Verification = set.Verification;
        else if (!Claims.Apply(recorded))
            base.Change(recorded);
    }
}
