namespace ConflictEvents.Domain.Casualties;

/// <summary>The numbers that a claim allows.</summary>
/// <param name="Low">Least number, inclusive; null where the claim states none.</param>
/// <param name="Best">The number the claim itself offers as its figure; null where it is unquantified.</param>
/// <param name="High">Greatest number, inclusive; null where the claim states no upper bound.</param>
/// <param name="OpenEnded">True when a quantified claim sets no upper bound.</param>
public readonly record struct ClaimInterval(int? Low, int? Best, int? High, bool OpenEnded)
{
    /// <summary>
    /// exactly and about n are [n, n]; at_least n is [n, inf); more_than n is [n + 1, inf); at_most n is [0, n]; fewer_than n is [0, n - 1].
    /// A range without a best offers its low; a range without a high is open-ended. Words alone give a documented low, if any.
    /// A range whose members stand in the wrong order is taken from the least to the greatest of them.
    /// </summary>
    public static ClaimInterval Of(CasualtyClaim claim)
    {
        if (claim.Number is { } n)
        {
            return (claim.Qualifier ?? Qualifier.Exactly) switch
            {
                Qualifier.AtLeast => new(n, n, null, true),
                Qualifier.MoreThan => new(n + 1, n + 1, null, true),
                Qualifier.AtMost => new(0, n, n, false),
                Qualifier.FewerThan => new(0, n - 1, n - 1, false),
                _ => new(n, n, n, false),
            };
        }

        if (claim.Wording is not null)
            return new(claim.Low, null, null, claim.Low is not null);

        int?[] stated = [claim.Low, claim.Best, claim.High];
        var least = claim.Low is null && claim.Best is null ? 0 : stated.Min();
        return new(least, claim.Best ?? claim.Low ?? claim.High, claim.High is null ? null : stated.Max(), claim.High is null);
    }

    /// <summary>True when the claim's own low, best and high do not stand in that order.</summary>
    public static bool IsIrregular(CasualtyClaim claim) => claim.Low > claim.Best || claim.Best > claim.High || claim.Low > claim.High;
}
