using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Dates;

namespace ConflictEvents.Domain.Casualties.Tolls;

/// <summary>
/// Step 7 of the rule: cumulative figures. A claimant's figures form a running series; one claimant's lower figure is no fall of
/// another's. Pure functions of the claims of one conflict, in any order. A toll is never added to incidents nor split over them.
/// </summary>
public static class TollRule
{
    /// <summary>Every series, ordered by measure, victims and claimant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version of the rule.</exception>
    public static TollLedger Ledger(IReadOnlyList<WeighedClaim> claims, int ruleVersion = EstimateRule.CurrentVersion)
    {
        var rule = RuleVersion.Of(ruleVersion);
        var recorded = claims.OrderBy(c => c.Entry, rule.Recorded).ToArray();
        var standing = recorded.Where(c => WithdrawnClaim.Reason(c.Entry) is null).ToArray();
        var keys = recorded.ToDictionary(c => c.Claim.Id, Key);
        var parts = standing.Where(c => c.Claim.SubsetOf is not null).ToLookup(c => c.Claim.SubsetOf!.Value, c => c.Claim.Id);

        var series = standing
            .Where(c => !IsInsidePoint(c.Claim))
            .GroupBy(c => keys[c.Claim.Id])
            .OrderBy(s => s.Key.Measure).ThenBy(s => s.Key.Victims).ThenBy(s => s.Key.StockOrFlow)
            .ThenBy(s => s.Key.ClaimantKey, StringComparer.Ordinal).ThenBy(s => s.Key.PeriodStart)
            .ThenBy(s => s.Key.Area, StringComparer.Ordinal)
            .ThenBy(s => s.Key.VictimsActorId).ThenBy(s => s.Key.AgeGroup).ThenBy(s => s.Key.Sex)
            .Select(s => new TollSeries(s.Key, Points(s, Inside, rule)));
        return new TollLedger([.. series], [.. recorded.Select(LeftOut).OfType<EstimateReason>()]);

        IReadOnlyList<Guid> Inside(Guid whole)
        {
            var inside = new HashSet<Guid>();
            for (var level = parts[whole].ToArray(); level.Length > 0; level = [.. level.SelectMany(part => parts[part])])
                level = [.. level.Where(inside.Add)];
            return [.. recorded.Select(c => c.Claim.Id).Where(inside.Contains)];
        }

        bool IsInsidePoint(CasualtyClaim claim) =>
            claim.SubsetOf is { } parent && keys.TryGetValue(parent, out var including) && including == keys[claim.Id];

        EstimateReason? LeftOut(WeighedClaim weighed)
        {
            if (WithdrawnClaim.Reason(weighed.Entry) is var (code, why))
                return new EstimateReason(weighed.Claim.Id, false, code, why);
            return IsInsidePoint(weighed.Claim)
                ? new EstimateReason(weighed.Claim.Id, false, ReasonCode.PartOfWhole, "Left out: it is a part of another figure of the same series.")
                : null;
        }
    }

    /// <summary>
    /// The toll on one day: each claimant's latest figure at or before it, then steps 4 to 6 of the rule, where the figure that counts
    /// to the later day stands for the one stated later. A preferred claim decides only while it is its claimant's latest. A figure that starts counting after the conflict began serves only while no other does,
    /// and then as a lower bound.
    /// </summary>
    /// <param name="day">Inclusive.</param>
    /// <param name="onset">When the conflict began. Without it no figure is taken to start late.</param>
    /// <returns>Killed and injured of everybody first, known or not, then every other scope that a claim speaks to.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version of the rule.</exception>
    public static IReadOnlyList<Toll> At(
        DateOnly day, IReadOnlyList<WeighedClaim> claims, DateWindow? onset, int ruleVersion = EstimateRule.CurrentVersion)
    {
        var standpoint = new Standpoint(day, onset?.Latest);
        return [.. EstimateRule.Estimate(claims, standpoint, ruleVersion).Select(Toll)];

        Toll Toll(Estimate estimate)
        {
            var best = claims.FirstOrDefault(c => c.Claim.Id == estimate.BestClaimId);
            var asOf = best is null ? null : standpoint.DayOf(best.Claim);
            return new Toll(estimate, asOf, day.DayNumber - asOf?.DayNumber);
        }
    }

    private static TollSeriesKey Key(WeighedClaim weighed)
    {
        var claim = weighed.Claim;
        return new TollSeriesKey(
            weighed.ClaimantKey, claim.Measure, claim.Victims, EstimateScope.Of(claim).StockOrFlow,
            claim.PeriodStart, claim.Area, claim.VictimsActorId, claim.AgeGroup, claim.Sex);
    }

    private static List<TollPoint> Points(IEnumerable<WeighedClaim> series, Func<Guid, IReadOnlyList<Guid>> inside, RuleVersion rule)
    {
        var points = new List<TollPoint>();
        (int Best, Guid ClaimId)? before = null;
        foreach (var claim in series.OrderBy(c => Day(c.Claim)).ThenBy(c => c.Claim.StatedOn)
            .ThenBy(c => c.Entry, rule.Recorded).Select(c => c.Claim))
        {
            var (low, best, high, openEnded) = ClaimInterval.Of(claim);
            var change = best - before?.Best;
            points.Add(new TollPoint(
                claim.Id, Day(claim), claim.StatedOn, low, best, high, openEnded,
                change, change < 0 ? TollWarning.Fall : null, inside(claim.Id))
            {
                DerivedFrom = change is null ? null : before?.ClaimId,
            });
            if (Day(claim) is not null && best is { } figure)
                before = (figure, claim.Id);
        }

        return points;
    }

    private static DateOnly? Day(CasualtyClaim claim) => claim.AsOf ?? claim.StatedOn;
}
