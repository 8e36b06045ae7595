using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Casualties;

/// <summary>A resource that holds casualty claims beside its details, and takes new ones while it is active.</summary>
/// <param name="basis">The basis that its claims must have.</param>
public abstract class ClaimHolder<TDetails>(ClaimBasis basis) : Resource<TDetails>, IHoldsClaims
    where TDetails : class, IDetailsOfKind
{
    public ClaimLedger Claims { get; } = new(basis);

    public override IEnumerable<Reference> References() => base.References().Concat(Claims.References());

    public Result<IReadOnlyList<DomainEvent>> AddClaims(IReadOnlyList<CasualtyClaim> claims, string path) =>
        Active().Then(_ => Claims.Add(claims, path));

    /// <summary>Retracts some claims, and then adds others.</summary>
    /// <param name="withdrawn">Active claims.</param>
    public Result<IReadOnlyList<DomainEvent>> Restate(IReadOnlyList<Guid> withdrawn, IReadOnlyList<CasualtyClaim> claims) =>
        Active().Then(_ => Claims.Add(claims, "claims", withdrawn));

    public Result<IReadOnlyList<DomainEvent>> RetractClaim(Guid claimId) => Active().Then(_ => Claims.Retract(claimId));

    public Result<IReadOnlyList<DomainEvent>> RankClaim(Guid claimId, ClaimRank rank) => Active().Then(_ => Claims.Rank(claimId, rank));

    public override Result<IReadOnlyList<DomainEvent>> Decide(DomainEvent wanted) => wanted switch
    {
        ClaimAdded { Claim: var claim } when Version > 0 => AddClaims([claim], path: ""),
        ClaimRetracted { ClaimId: var id } when Version > 0 => RetractClaim(id),
        ClaimRanked { ClaimId: var id, Rank: var rank } when Version > 0 => RankClaim(id, rank),
        _ => base.Decide(wanted),
    };

    protected override void Change(RecordedEvent recorded)
    {
        if (!Claims.Apply(recorded))
            base.Change(recorded);
    }
}
