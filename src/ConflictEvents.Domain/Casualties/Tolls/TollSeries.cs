using ConflictEvents.Domain.Casualties.Estimates;

namespace ConflictEvents.Domain.Casualties.Tolls;

/// <summary>The running totals of a conflict, each claimant's for itself.</summary>
/// <param name="LeftOut">The claims that are no point of any series, in the order recorded.</param>
public sealed record TollLedger(IReadOnlyList<TollSeries> Series, IReadOnlyList<EstimateReason> LeftOut);

/// <param name="Points">In the order of their days; those of an unknown day come first.</param>
public sealed record TollSeries(TollSeriesKey Key, IReadOnlyList<TollPoint> Points)
{
    /// <returns>The latest figure at or before a day; null where there is none.</returns>
    public TollPoint? At(DateOnly day) => Points.LastOrDefault(point => point.AsOf <= day && point.Low is not null);
}

/// <summary>What makes two figures comparable over time. Figures that differ in any of these are never one series.</summary>
/// <param name="StockOrFlow"><c>not_stated</c> for every measure but displaced and evacuated.</param>
/// <param name="PeriodStart">First day counted, inclusive; null where the claimant counts from the start of the conflict.</param>
/// <param name="Area">The narrower area that is counted, as the claimant names it; null for the whole conflict.</param>
public sealed record TollSeriesKey(
    string ClaimantKey,
    Measure Measure,
    VictimGroup Victims,
    StockOrFlow StockOrFlow,
    DateOnly? PeriodStart,
    string? Area,
    Guid? VictimsActorId,
    AgeGroup? AgeGroup,
    Sex? Sex);

/// <summary>One claim of a series, with the numbers it allows; see <see cref="ClaimInterval"/>.</summary>
/// <param name="AsOf">Last day counted, inclusive; the day it was stated where the claim gives no other, null where neither is known.</param>
/// <param name="DerivedChange">
/// Best less the best of the nearest earlier point that has one; worked out here and claimed by nobody. Null without such a point or
/// where a day is unknown. It is no count of the victims between the two days: totals also change by late reports and revisions.
/// </param>
/// <param name="SubsetClaimIds">The standing claims whose figures this one includes, directly or inside another part, in the order recorded.</param>
public sealed record TollPoint(
    Guid ClaimId,
    DateOnly? AsOf,
    DateOnly? StatedOn,
    int? Low,
    int? Best,
    int? High,
    bool OpenEnded,
    int? DerivedChange,
    TollWarning? Warning,
    IReadOnlyList<Guid> SubsetClaimIds)
{
    /// <summary>The claim of the earlier point from which the change is derived; null where there is no change.</summary>
    public Guid? DerivedFrom { get; init; }
}

public enum TollWarning
{
    /// <summary>The best figure is lower than the one before it, which a running total cannot be: a revision or a mistake.</summary>
    Fall,
}

/// <summary>The toll of a conflict on one day, for one measure and victim group.</summary>
/// <param name="Estimate">From each claimant's latest figure at or before the day.</param>
/// <param name="BestAsOf">The day of the best figure; null where there is none.</param>
/// <param name="StalenessDays">Days from then to the day asked for; 0 on the day itself.</param>
public sealed record Toll(Estimate Estimate, DateOnly? BestAsOf, int? StalenessDays)
{
    /// <summary>The claims whose numbers entered the range, in the order recorded.</summary>
    public IEnumerable<Guid> ContributingClaimIds => Estimate.Reasons.Where(r => r.Counted).Select(r => r.ClaimId);
}
