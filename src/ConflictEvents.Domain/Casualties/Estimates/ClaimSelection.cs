using static System.FormattableString;

namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>Steps 1 to 3 of the rule: which claims of a resource count in a scope, and as what.</summary>
internal sealed class ClaimSelection
{
    private readonly IReadOnlyList<WeighedClaim> _claims;
    private readonly Dictionary<Guid, CasualtyClaim> _byId;

    public ClaimSelection(IReadOnlyList<WeighedClaim> claims, Standpoint standpoint, RuleVersion rule)
    {
        _claims = claims;
        _byId = _claims.ToDictionary(c => c.Claim.Id, c => c.Claim);
        Standpoint = standpoint;
        Rule = rule;
    }

    /// <summary>From where the claims are looked at.</summary>
    public Standpoint Standpoint { get; }

    public RuleVersion Rule { get; }

    /// <summary>Every claim, in the order recorded.</summary>
    public IReadOnlyList<WeighedClaim> Claims => _claims;

    /// <summary>Every claim that shares the measure of the scope.</summary>
    public IReadOnlyList<SelectedClaim> In(EstimateScope scope)
    {
        var eligible = _claims.Where(c => scope.SharesMeasure(c.Claim)).Select(c => Judge(c, scope));
        return CountWholeOrParts(KeepLatest(TellSidesApart([.. eligible])), scope);
    }

    private SelectedClaim Judge(WeighedClaim weighed, EstimateScope scope)
    {
        var (claim, interval) = (weighed.Claim, ClaimInterval.Of(weighed.Claim));
        var lateStart = Standpoint.LateStart(claim);
        var isPart = !scope.SharesVictims(claim) || lateStart is not null || claim.Area is not null || IsInsideAnother(claim, scope);
        var part = isPart ? new CountedPart(Group(claim), null, lateStart, claim.Area) : null;
        var (code, why) = WithdrawnClaim.Reason(weighed.Entry) ?? OutOfScope(claim, scope) ?? WithoutFigure(claim, interval)
            ?? (ReasonCode.Range, "");
        return new SelectedClaim(weighed, interval, part, code, why);
    }

    private static (ReasonCode, string)? OutOfScope(CasualtyClaim claim, EstimateScope scope)
    {
        if (claim.AgeGroup is not null || claim.Sex is not null)
            return (ReasonCode.AgeOrSexOnly, "Left out: it counts one age group or sex only.");
        return scope.SharesVictims(claim) || scope.Victims is VictimGroup.All
            ? null
            : (ReasonCode.OtherVictims, $"Left out: it counts another victim group ({claim.Victims.ToString().ToLowerInvariant()}).");
    }

    private (ReasonCode, string)? WithoutFigure(CasualtyClaim claim, ClaimInterval interval)
    {
        if (Standpoint.Day is { } day)
        {
            if (Standpoint.DayOf(claim) is not { } asOf)
                return (ReasonCode.Undated, "Left out: it is not known on which day it stood.");
            if (asOf > day)
                return (ReasonCode.AfterDay, Invariant($"Left out: it is the figure of a later day, {asOf:yyyy-MM-dd}."));
        }

        return interval.Low is null ? (ReasonCode.NoNumber, "Left out: its words give no number; that is unknown, not 0.") : null;
    }

    /// <summary>True when a claim that includes this one, directly or through others, counts the same group.</summary>
    private bool IsInsideAnother(CasualtyClaim claim, EstimateScope scope)
    {
        var seen = new HashSet<Guid>();
        for (var parent = claim.SubsetOf; parent is { } id && seen.Add(id) && _byId.TryGetValue(id, out var including); parent = including.SubsetOf)
        {
            if (scope.SharesMeasure(including) && scope.SharesVictims(including))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The actor of the victims is a mere remark while all eligible claims name the same one. Where they name several, each of
    /// those claims counts one side, so none of them is the whole and none replaces another side's.
    /// </summary>
    private static List<SelectedClaim> TellSidesApart(List<SelectedClaim> selected)
    {
        var severalSides = selected
            .Where(s => s.Counted && s.Claim.VictimsActorId is not null)
            .GroupBy(s => Group(s.Claim), s => s.Claim.VictimsActorId)
            .Where(actors => actors.Distinct().Skip(1).Any())
            .Select(actors => actors.Key)
            .ToHashSet();
        return selected.ConvertAll(s => s.Claim.VictimsActorId is { } side && severalSides.Contains(Group(s.Claim))
            ? s with { Part = (s.Part ?? new CountedPart(Group(s.Claim), null, null, null)) with { ActorId = side } }
            : s);
    }

    private List<SelectedClaim> KeepLatest(List<SelectedClaim> selected)
    {
        var latest = selected
            .Where(s => s.Counted)
            .GroupBy(s => (s.Weighed.ClaimantKey, s.Part))
            .ToDictionary(same => same.Key, same => same
                .OrderBy(s => Standpoint.DayOf(s.Claim) ?? DateOnly.MinValue)
                .ThenBy(s => s.Claim.StatedOn ?? DateOnly.MinValue)
                .ThenBy(IsOwn)
                .ThenBy(s => s.Weighed.Entry, Rule.Recorded)
                .Last().Claim.Id);
        return selected.ConvertAll(s => s.Counted
            && latest[(s.Weighed.ClaimantKey, s.Part)] is var later && later != s.Claim.Id
            && !(Standpoint.KeepsPreferred && s.Claim.Rank is ClaimRank.Preferred)
                ? s with { Code = ReasonCode.EarlierOfClaimant, Why = "Left out: the same claimant has a later figure.", ReplacedBy = later }
                : s);
    }

    // Of two that a claimant stated on one day, the one of the record that was chosen to stand for both.
    private static bool IsOwn(SelectedClaim selected) => selected.Weighed.Entry.MergedFrom is null;

    private static List<SelectedClaim> CountWholeOrParts(List<SelectedClaim> selected, EstimateScope scope)
    {
        var wholeIsCounted = selected.Exists(s => s.Counted && s.Part is null);
        return selected.ConvertAll(s =>
            !s.Counted || s.Part is not { } part ? s
            : wholeIsCounted ? s with { Code = ReasonCode.PartOfWhole, Why = $"Left out: it counts {part.InWords(scope)}, and another claim counts the whole group." }
            : s with { Code = ReasonCode.LowerBoundOfWhole });
    }

    private static VictimGroup Group(CasualtyClaim claim) => claim.Victims is VictimGroup.Unknown ? VictimGroup.All : claim.Victims;
}
