using static System.FormattableString;

namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>What a counted claim did for an estimate, in one sentence.</summary>
internal static class Explanation
{
    /// <param name="because">What made it the best claim; null for any other.</param>
    public static string Of(SelectedClaim claim, EstimateScope scope, string? because)
    {
        var numbers = Numbers(claim);
        if (claim.Claim.Measure != scope.Measure)
            return $"Counts killed and injured together ({numbers}), so it bears on the high end only.";

        var part = claim.Part is null ? "" : $", and is a lower bound because it counts {claim.Part.InWords(scope)} and no claim counts the whole group";
        return because is null
            ? $"Counted as {numbers}{part}."
            : Invariant($"Gives the best figure, {claim.Interval.Best}, because {because}; counted as {numbers}{part}.");
    }

    public static string OfOtherMeasure(CasualtyClaim claim, EstimateScope scope) => claim.Measure == scope.Measure
        ? $"Left out: it counts {InWords(claim.StockOrFlow)}, and this estimate {InWords(scope.StockOrFlow)}."
        : $"Left out: it counts {InWords(claim.Measure)}, and this estimate {InWords(scope.Measure)}.";

    private static string InWords(Measure measure) => measure is Measure.KilledOrInjured ? "killed and injured together" : measure.ToString().ToLowerInvariant();

    private static string InWords(StockOrFlow count) => count switch
    {
        StockOrFlow.Stock => "those away from home at a moment",
        StockOrFlow.Flow => "those who left during a period",
        _ => "people on the move without saying which",
    };

    private static string Numbers(SelectedClaim claim)
    {
        var (low, best, high, openEnded) = claim.Interval;
        var range = openEnded ? Invariant($"{low} or more") : low == high ? Invariant($"{low}") : Invariant($"{low} to {high}");
        if (ClaimInterval.IsIrregular(claim.Claim))
            return $"{range}, from the least to the greatest of its numbers, which contradict each other";
        if (claim.Claim.Qualifier is Qualifier.About)
            return $"{range}, which the claimant calls approximate";
        return best is null ? $"{range}, the least that its words allow" : range;
    }
}
