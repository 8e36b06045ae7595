using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>An estimate that gives account of itself.</summary>
/// <param name="Estimate">With a reason for every claim of the incident, those of other measures included.</param>
/// <param name="Weights">What the rule knows of each claim, in the order of the reasons.</param>
/// <param name="Ranking">The claims that offer a figure, in the order of step 5: the best one first, then the runner-up.</param>
/// <param name="Alternatives">What a change of one claim would make of the estimate; only changes that would make a difference.</param>
public sealed record EstimateAccount(
    Estimate Estimate, IReadOnlyList<ClaimWeight> Weights, IReadOnlyList<RankedClaim> Ranking, IReadOnlyList<Alternative> Alternatives)
{
    /// <summary>Of how many standing claims the alternatives are worked out, each by estimating anew; the first ones recorded.</summary>
    public const int MostVaried = 100;

    /// <inheritdoc cref="EstimateRule.Estimate(IReadOnlyList{WeighedClaim}, int)"/>
    public static IReadOnlyList<EstimateAccount> All(IReadOnlyList<WeighedClaim> claims, int ruleVersion = EstimateRule.CurrentVersion)
    {
        var rule = RuleVersion.Of(ruleVersion);
        var scoped = EstimateRule.Scopes(claims, Standpoint.Incident, rule);
        var standing = claims.Where(c => WithdrawnClaim.Reason(c.Entry) is null).OrderBy(c => c.Entry, rule.Recorded).Take(MostVaried).ToArray();
        var variants = standing
            .Select(c => (Claim: c, What: ClaimChange.Retracted, Estimates: Vary(c, c.Entry with { Status = ClaimStatus.Retracted })))
            .Concat(standing.Where(c => c.Claim.Rank is not ClaimRank.Preferred)
                .Select(c => (Claim: c, What: ClaimChange.Preferred, Estimates: Vary(c, c.Entry with { Claim = c.Claim with { Rank = ClaimRank.Preferred } }))))
            .ToArray();
        return [.. scoped.Select(Account)];

        // A withdrawn claim stays in the set, so the scopes are the same and in the same order.
        IReadOnlyList<Estimate> Vary(WeighedClaim changed, ClaimEntry entry) =>
            EstimateRule.Estimate([.. claims.Select(c => ReferenceEquals(c, changed) ? c with { Entry = entry } : c)], ruleVersion);

        EstimateAccount Account(ScopedClaims scope, int at)
        {
            var estimate = scope.Estimate();
            var alternatives = variants
                .Where(variant => !SameNumbers(variant.Estimates[at], estimate))
                .Select(variant => Alternative.Of(variant.Claim.Claim.Id, variant.What, variant.Estimates[at]));
            var replacedBy = scope.Judged.ToDictionary(c => c.Claim.Id, c => c.ReplacedBy);
            var weights = claims.OrderBy(c => c.Entry, rule.Recorded)
                .Select(c => ClaimWeight.Of(c, SupersededBy(c) ?? replacedBy.GetValueOrDefault(c.Claim.Id)));
            return new EstimateAccount(estimate with { Reasons = scope.ReasonsOfAll() }, [.. weights], Rank(scope.Best), [.. alternatives]);
        }

        Guid? SupersededBy(WeighedClaim claim) =>
            claim.Entry.Status is ClaimStatus.Superseded ? claims.FirstOrDefault(c => c.Claim.Supersedes == claim.Claim.Id)?.Claim.Id : null;
    }

    private static RankedClaim[] Rank(BestClaim order)
    {
        return [.. order.Ranking.Select(Ranked)];

        RankedClaim Ranked(SelectedClaim claim, int at)
        {
            var best = order.Ranking[0];
            var (step, because) = order.Ranking.Count == 1 ? (OrderStep.OnlyClaim, order.Because)
                : at == 0 ? (order.Decide(best, order.Ranking[1]).Step, order.Because)
                : (order.Decide(best, claim).Step, order.InWords(best, claim));
            var explanation = at == 0 ? $"Comes first: {because}." : $"Comes behind the best claim, of which holds: {because}.";
            return new RankedClaim(claim.Claim.Id, claim.Interval.Best!.Value, order.AgreeingWith(claim), step, explanation);
        }
    }

    private static bool SameNumbers(Estimate one, Estimate two) =>
        (one.Low, one.Best, one.High, one.OpenEnded, one.BestClaimId) == (two.Low, two.Best, two.High, two.OpenEnded, two.BestClaimId);
}

/// <summary>What the rule knows of a claim beside its figure.</summary>
/// <param name="ByParty">True when the claimant, or the actor it speaks for, is a party to the incident: it then gives the best figure only where no other claim of equal standing does.</param>
/// <param name="ReplacedBy">The claim that supersedes it, or the later figure of the same claimant that is counted in its place; null for any other.</param>
public sealed record ClaimWeight(Guid ClaimId, ClaimStatus Status, Reliability Reliability, int? Credibility, bool ByParty, Guid? ReplacedBy)
{
    internal static ClaimWeight Of(WeighedClaim weighed, Guid? replacedBy) => new(
        weighed.Claim.Id, weighed.Entry.Status, weighed.Reliability, weighed.Claim.Credibility, weighed.ByParty, replacedBy);
}

/// <summary>A claim in the order of step 5.</summary>
/// <param name="Best">The figure that it offers.</param>
/// <param name="Agreeing">How many other claimants offer the same figure for the same people, independently.</param>
/// <param name="Step">Of the first claim what put it before the runner-up; of any other what put the best claim before it.</param>
/// <param name="Explanation">The same as one sentence for a person.</param>
public sealed record RankedClaim(Guid ClaimId, int Best, int Agreeing, OrderStep Step, string Explanation);

/// <summary>The criteria of step 5, in the order in which they decide.</summary>
public enum OrderStep
{
    /// <summary>Nothing had to decide: no other claim offers a figure.</summary>
    OnlyClaim,

    /// <summary>An editor prefers it.</summary>
    Preferred,

    /// <summary>The reliability of the source: A, B, C, F, D, E.</summary>
    Reliability,

    /// <summary>The credibility of the information, 1 to 6; 6 where nobody has judged it.</summary>
    Credibility,

    /// <summary>A claimant who is no party to the incident comes before one who is.</summary>
    Party,

    /// <summary>More independent claimants offer the same figure.</summary>
    Agreement,

    /// <summary>It was stated later.</summary>
    Later,

    /// <summary>Its number is the lower one.</summary>
    LowerNumber,

    /// <summary>It was recorded first; from version 2 of the rule on.</summary>
    RecordedFirst,

    /// <summary>Its id comes first; in version 1 of the rule.</summary>
    Id,
}

/// <summary>A change of one claim.</summary>
public enum ClaimChange
{
    /// <summary>The claim is retracted, or deprecated, which comes to the same.</summary>
    Retracted,

    /// <summary>An editor prefers the claim.</summary>
    Preferred,
}

/// <summary>What the estimate would be if one claim changed; worked out by the rule itself.</summary>
public sealed record Alternative(Guid ClaimId, ClaimChange If, int? Low, int? Best, int? High, bool OpenEnded, Guid? BestClaimId)
{
    internal static Alternative Of(Guid claimId, ClaimChange change, Estimate then) =>
        new(claimId, change, then.Low, then.Best, then.High, then.OpenEnded, then.BestClaimId);
}
