using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>A claim with what the rule must know beside it, looked up by the caller.</summary>
/// <param name="Reliability">Of the source that the figure rests on; F where nobody has judged it.</param>
/// <param name="ByParty">True when the claimant, or the actor it speaks for, is a party to the incident or conflict.</param>
/// <param name="ClaimantKey">Two claims with the same key are one voice; see <see cref="Citing.Claimant.Key"/>.</param>
/// <param name="OriginKey">Two claims with the same key rest on the same material, as when one source republishes another's.</param>
public sealed record WeighedClaim(ClaimEntry Entry, Reliability Reliability, bool ByParty, string ClaimantKey, string OriginKey)
{
    public CasualtyClaim Claim => Entry.Claim;
}
