namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>The claims of a resource as one scope sees them, and what they come to.</summary>
internal sealed class ScopedClaims
{
    private readonly EstimateScope _scope;
    private readonly ClaimSelection _selection;
    private readonly IReadOnlyList<SelectedClaim> _own;

    public ScopedClaims(EstimateScope scope, ClaimSelection selection)
    {
        (_scope, _selection) = (scope, selection);
        _own = selection.In(scope);
        var combined = scope.Measure is Measure.Killed or Measure.Injured ? selection.In(scope with { Measure = Measure.KilledOrInjured }) : [];
        Judged = [.. _own.Concat(combined).OrderBy(c => c.Weighed.Entry, selection.Rule.Recorded)];
        Best = new BestClaim(_own.Where(c => c.Counted), selection.Standpoint, selection.Rule);
    }

    /// <summary>Every claim that bears on the scope by its measure, in the order recorded.</summary>
    public IReadOnlyList<SelectedClaim> Judged { get; }

    public BestClaim Best { get; }

    public Estimate Estimate()
    {
        var counted = _own.Where(c => c.Counted).ToArray();
        var bounding = Judged.Where(c => c.Counted).ToArray();
        return new Estimate(
            _scope.Measure,
            _scope.Victims,
            _scope.StockOrFlow,
            Low: counted.Min(c => c.Interval.Low),
            Best: Best.Claim?.Interval.Best,
            High: bounding.Max(c => c.Greatest),
            OpenEnded: bounding.Any(c => c.OpenEnded),
            BestClaimId: Best.Claim?.Claim.Id,
            Reasons: [.. Judged.Select(Reason)]);
    }

    /// <summary>A reason for every claim of the resource, in the order recorded: also for those whose measure does not bear on the scope.</summary>
    public IReadOnlyList<EstimateReason> ReasonsOfAll()
    {
        var judged = Judged.ToDictionary(c => c.Claim.Id);
        return [.. _selection.Claims
            .OrderBy(c => c.Entry, _selection.Rule.Recorded)
            .Select(c => judged.TryGetValue(c.Claim.Id, out var own) ? Reason(own) : Elsewhere(c))];
    }

    private EstimateReason Reason(SelectedClaim claim)
    {
        var isBest = ReferenceEquals(claim, Best.Claim);
        var code = !claim.Counted ? claim.Code
            : claim.Claim.Measure != _scope.Measure ? ReasonCode.RaisesHigh
            : isBest && claim.Part is null ? ReasonCode.Best
            : claim.Code;
        var explanation = claim.Counted ? Explanation.Of(claim, _scope, isBest ? Best.Because : null) : claim.Why;
        return new EstimateReason(claim.Claim.Id, claim.Counted, code, explanation);
    }

    private EstimateReason Elsewhere(WeighedClaim weighed)
    {
        var (code, why) = WithdrawnClaim.Reason(weighed.Entry) ?? (ReasonCode.OtherMeasure, Explanation.OfOtherMeasure(weighed.Claim, _scope));
        return new EstimateReason(weighed.Claim.Id, false, code, why);
    }
}
