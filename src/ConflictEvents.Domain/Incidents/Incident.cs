using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Incidents;

public sealed class Incident() : ClaimHolder<IncidentDetails>(ClaimBasis.Incident)
{
    public Verification Verification { get; private set; } = new(VerificationStatus.Unverified, null);

    public Result<IReadOnlyList<DomainEvent>> Verify(Verification verification) =>
        Active().Then<IReadOnlyList<DomainEvent>>(_ => new DomainEvent[] { new VerificationSet(verification) });

    protected override void Change(RecordedEvent recorded)
    {
        if (recorded.Event is VerificationSet set)
            Verification = set.Verification;
        else
            base.Change(recorded);
    }
}
