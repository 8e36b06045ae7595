using ConflictEvents.Domain.Sources;
using static System.FormattableString;

namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>Step 5 of the rule: which of the counted claims gives the best figure.</summary>
internal sealed class BestClaim
{
    private readonly Standpoint _standpoint;
    private readonly RuleVersion _rule;
    private readonly Dictionary<SelectedClaim, int> _agreeing = new(ReferenceEqualityComparer.Instance);

    public BestClaim(IEnumerable<SelectedClaim> counted, Standpoint standpoint, RuleVersion rule)
    {
        (_standpoint, _rule) = (standpoint, rule);
        var candidates = counted.Where(c => c.Interval.Best is not null).ToArray();
        foreach (var same in candidates.GroupBy(c => (c.Interval.Best, c.Part)))
        {
            foreach (var candidate in same)
                _agreeing.Add(candidate, Agreeing(candidate, same));
        }

        Ranking = [.. candidates.Order(Comparer<SelectedClaim>.Create((x, y) => Decide(x, y).Order))];
    }

    /// <summary>The claims that offer a figure, the best one first.</summary>
    public IReadOnlyList<SelectedClaim> Ranking { get; }

    /// <summary>Null where no claim offers a figure.</summary>
    public SelectedClaim? Claim => Ranking.Count > 0 ? Ranking[0] : null;

    /// <summary>What decided between the best claim and the next one, as the end of a sentence.</summary>
    public string Because => Ranking.Count > 1 ? InWords(Ranking[0], Ranking[1]) : "no other claim offers one";

    /// <summary>The first criterion that tells the two apart; negative when <paramref name="x"/> comes first.</summary>
    public (int Order, OrderStep Step) Decide(SelectedClaim x, SelectedClaim y)
    {
        (int Order, OrderStep Step)[] criteria =
        [
            (IsPreferred(y).CompareTo(IsPreferred(x)), OrderStep.Preferred),
            (Place(x.Weighed.Reliability).CompareTo(Place(y.Weighed.Reliability)), OrderStep.Reliability),
            (Credibility(x).CompareTo(Credibility(y)), OrderStep.Credibility),
            (x.Weighed.ByParty.CompareTo(y.Weighed.ByParty), OrderStep.Party),
            (AgreeingWith(y).CompareTo(AgreeingWith(x)), OrderStep.Agreement),
            (DayOf(y).CompareTo(DayOf(x)), OrderStep.Later),
            (x.Interval.Best!.Value.CompareTo(y.Interval.Best!.Value), OrderStep.LowerNumber),
            (_rule.LastResort.Compare(x.Weighed.Entry, y.Weighed.Entry), _rule.LastStep),
        ];
        return Array.Find(criteria, criterion => criterion.Order != 0);
    }

    /// <summary>What puts the one before the other, as the end of a sentence about the first.</summary>
    public string InWords(SelectedClaim first, SelectedClaim second) => Decide(first, second).Step switch
    {
        OrderStep.Preferred => "an editor prefers it",
        OrderStep.Reliability => $"its source is the more reliable ({first.Weighed.Reliability} against {second.Weighed.Reliability})",
        OrderStep.Credibility => Invariant($"its information is the more credible ({Credibility(first)} against {Credibility(second)})"),
        OrderStep.Party => "its claimant is not a party to the events",
        OrderStep.Agreement => Invariant($"more independent claimants agree with it ({AgreeingWith(first)} against {AgreeingWith(second)})"),
        OrderStep.Later => _standpoint.Day is null ? "it was stated later" : "it is of a later day",
        OrderStep.LowerNumber => "its number is the lower one",
        OrderStep.RecordedFirst => "it was recorded first, all else being equal",
        _ => "its id comes first, all else being equal",
    };

    /// <summary>
    /// How many others offer the same figure for the same people, independently: by another claimant on other material.
    /// Others that share a claimant or their material with each other count once.
    /// </summary>
    public int AgreeingWith(SelectedClaim candidate) => _agreeing[candidate];

    private DateOnly DayOf(SelectedClaim candidate) => _standpoint.DayOf(candidate.Claim) ?? DateOnly.MinValue;

    private static int Credibility(SelectedClaim candidate) => candidate.Claim.Credibility ?? 6;

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

    private static int Agreeing(SelectedClaim candidate, IEnumerable<SelectedClaim> same)
    {
        var others = same
            .Where(o => o.Weighed.ClaimantKey != candidate.Weighed.ClaimantKey && o.Weighed.OriginKey != candidate.Weighed.OriginKey)
            .ToArray();
        return Math.Min(others.DistinctBy(o => o.Weighed.ClaimantKey).Count(), others.DistinctBy(o => o.Weighed.OriginKey).Count());
    }
}
