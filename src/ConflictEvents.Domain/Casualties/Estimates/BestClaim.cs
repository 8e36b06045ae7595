using ConflictEvents.Domain.Sources;
using static System.FormattableString;

namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>Step 5 of the rule: which of the counted claims gives the best figure.</summary>
internal sealed class BestClaim : IComparer<SelectedClaim>
{
    private readonly List<SelectedClaim> _candidates;
    private readonly Standpoint _standpoint;

    private BestClaim(IEnumerable<SelectedClaim> counted, Standpoint standpoint)
    {
        _candidates = [.. counted.Where(c => c.Interval.Best is not null)];
        _standpoint = standpoint;
    }

    /// <returns>The claim and what decided between it and the next one; null where no claim offers a figure.</returns>
    public static (SelectedClaim Claim, string Because)? Among(IEnumerable<SelectedClaim> counted, Standpoint standpoint)
    {
        var order = new BestClaim(counted, standpoint);
        var ranked = order._candidates.Order(order).Take(2).ToArray();
        return ranked switch
        {
            [] => null,
            [var only] => (only, "no other claim offers one"),
            [var first, var second, ..] => (first, order.Decide(first, second).Because),
        };
    }

    public int Compare(SelectedClaim? x, SelectedClaim? y) => ReferenceEquals(x, y) ? 0 : Decide(x!, y!).Order;

    /// <summary>The first criterion that tells the two apart; negative when <paramref name="x"/> comes first.</summary>
    private (int Order, string Because) Decide(SelectedClaim x, SelectedClaim y)
    {
        var (agreeX, agreeY) = (Agreeing(x), Agreeing(y));
        (int Order, string Because)[] criteria =
        [
            (IsPreferred(y).CompareTo(IsPreferred(x)), "an editor prefers it"),
            (Place(x.Weighed.Reliability).CompareTo(Place(y.Weighed.Reliability)),
                $"its source is the more reliable ({x.Weighed.Reliability} against {y.Weighed.Reliability})"),
            ((x.Claim.Credibility ?? 6).CompareTo(y.Claim.Credibility ?? 6),
                Invariant($"its information is the more credible ({x.Claim.Credibility ?? 6} against {y.Claim.Credibility ?? 6})")),
            (x.Weighed.ByParty.CompareTo(y.Weighed.ByParty), "its claimant is not a party to the events"),
            (agreeY.CompareTo(agreeX), Invariant($"more independent claimants agree with it ({agreeX} against {agreeY})")),
            (DayOf(y).CompareTo(DayOf(x)), _standpoint.Day is null ? "it was stated later" : "it is of a later day"),
            (x.Interval.Best!.Value.CompareTo(y.Interval.Best!.Value), "its number is the lower one"),
        ];
        var decided = Array.Find(criteria, c => c.Order != 0);
        return decided.Order != 0 ? decided : (x.Claim.Id.CompareTo(y.Claim.Id), "its id comes first, all else being equal");
    }

    private DateOnly DayOf(SelectedClaim candidate) => _standpoint.DayOf(candidate.Claim) ?? DateOnly.MinValue;

    private static bool IsPreferred(SelectedClaim candidate) => candidate.Claim.Rank is ClaimRank.Preferred;

    private static int Place(Reliability reliability) => reliability switch
    {
        Reliability.A => 0,
        Reliability.B => 1,
        Reliability.C => 2,
        Reliability.F => 3,
        Reliability.D => 4,
        Reliability.E => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(reliability), reliability, null),
    };

    /// <summary>
    /// How many others offer the same figure for the same people, independently: by another claimant on other material.
    /// Others that share a claimant or their material with each other count once.
    /// </summary>
    private int Agreeing(SelectedClaim candidate)
    {
        var others = _candidates
            .Where(o => o.Interval.Best == candidate.Interval.Best && o.Part == candidate.Part
                && o.Weighed.ClaimantKey != candidate.Weighed.ClaimantKey && o.Weighed.OriginKey != candidate.Weighed.OriginKey)
            .ToArray();
        return Math.Min(others.DistinctBy(o => o.Weighed.ClaimantKey).Count(), others.DistinctBy(o => o.Weighed.OriginKey).Count());
    }
}
