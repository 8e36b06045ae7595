namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>Claims that no longer count anywhere.</summary>
internal static class WithdrawnClaim
{
    /// <returns>Null for a claim that stands.</returns>
    public static (ReasonCode Code, string Why)? Reason(ClaimEntry entry) => entry switch
    {
        { Status: ClaimStatus.Superseded } => (ReasonCode.Superseded, "Left out: a later claim supersedes it."),
        { Status: ClaimStatus.Retracted } => (ReasonCode.Retracted, "Left out: it is retracted."),
        { Claim.Rank: ClaimRank.Deprecated } => (ReasonCode.Deprecated, "Left out: an editor deprecated it."),
        _ => null,
    };
}
