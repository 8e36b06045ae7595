namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>
/// The range of casualties that the claims of one incident allow: a pure function of the claims and the version of the rule, so
/// that anyone can replay it. The order of the claims does not matter.
/// <list type="number">
/// <item>A scope is one measure and victim group. Retracted, superseded and deprecated claims are left out, and claims of one age
/// group or sex. A claimant who does not say whom counts everybody. A claim that counts a part of the scope (civilians of
/// everybody, one side of several, a narrower area, a part of another claim's figure) serves only while no claim counts the whole,
/// and then as a lower bound.</item>
/// <item>The latest claim of each claimant is kept, and any that an editor prefers. Words without a number replace nothing.</item>
/// <item>Each claim is an interval; see <see cref="ClaimInterval"/>.</item>
/// <item>Low is the least lower bound, high the greatest number stated.</item>
/// <item>Best is the figure of one claim, never an average: preferred by an editor; source reliability A, B, C, F, D, E; credibility
/// 1 to 6 with unjudged as 6; no party before a party; more independent agreeing claimants; stated later; lower number; recorded first.</item>
/// <item>What counts in killed_or_injured raises the high of killed and of injured, never their low or best.</item>
/// </list>
/// Version 1 differs in one thing: of claims that were recorded in one commit, the one with the lesser id was taken for the earlier, and
/// where all else was equal the lesser id decided.
/// </summary>
public static class EstimateRule
{
    /// <summary>Versions count from 1 and every one of them stays available.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The oldest first.</summary>
    public static IReadOnlyList<int> Versions => RuleVersion.Numbers;

    /// <returns>Killed and injured of everybody first, known or not, then every other scope that a claim speaks to.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version of the rule.</exception>
    public static IReadOnlyList<Estimate> Estimate(IReadOnlyList<WeighedClaim> claims, int ruleVersion = CurrentVersion) =>
        Estimate(claims, Standpoint.Incident, ruleVersion);

    internal static IReadOnlyList<Estimate> Estimate(IReadOnlyList<WeighedClaim> claims, Standpoint standpoint, int ruleVersion) =>
        [.. Scopes(claims, standpoint, RuleVersion.Of(ruleVersion)).Select(scope => scope.Estimate())];

    internal static IReadOnlyList<ScopedClaims> Scopes(IReadOnlyList<WeighedClaim> claims, Standpoint standpoint, RuleVersion rule)
    {
        var selection = new ClaimSelection(claims, standpoint, rule);
        return [.. EstimateScope.All(claims.Select(c => c.Claim)).Select(scope => new ScopedClaims(scope, selection))];
    }
}
