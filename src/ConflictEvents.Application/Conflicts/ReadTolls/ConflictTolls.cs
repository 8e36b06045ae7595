using ConflictEvents.Application.Casualties;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Casualties.Tolls;

namespace ConflictEvents.Application.Conflicts.ReadTolls;

/// <summary>The cumulative figures of a conflict, and what they come to on one day. A toll is never added to incidents nor split over them.</summary>
/// <param name="On">The day asked for, inclusive.</param>
/// <param name="RuleVersion">The version of the rule that the tolls follow.</param>
/// <param name="Tolls">The range on that day for each measure and victim group, from each claimant's latest figure.</param>
/// <param name="Reconciliation">Toll, sum of incidents and their difference, side by side.</param>
/// <param name="Series">Each claimant's figures over time, whatever the day asked for.</param>
/// <param name="LeftOut">The claims that are a point of no series, with the reason.</param>
public sealed record ConflictTolls(
    ConflictLink Conflict,
    DateOnly On,
    int RuleVersion,
    IReadOnlyList<TollView> Tolls,
    IReadOnlyList<Reconciliation> Reconciliation,
    IReadOnlyList<TollSeriesView> Series,
    IReadOnlyList<ReasonView> LeftOut);

/// <summary>The range on one day.</summary>
/// <inheritdoc cref="Estimate"/>
/// <param name="BestClaimId">The claim that gave the best figure.</param>
/// <param name="BestAsOf">The day of the best figure.</param>
/// <param name="StalenessDays">Days from then to the day asked for; 0 on the day itself.</param>
public sealed record TollView(
    Measure Measure,
    VictimGroup Victims,
    StockOrFlow StockOrFlow,
    int? Low,
    int? Best,
    int? High,
    bool OpenEnded,
    Guid? BestClaimId,
    DateOnly? BestAsOf,
    int? StalenessDays,
    IReadOnlyList<ReasonView> Reasons);

/// <summary>A toll beside what the recorded incidents add up to; for all victims.</summary>
/// <param name="From">First day that the best toll counts, inclusive; null where it counts from the start of the conflict.</param>
/// <param name="Until">Last day that the best toll counts, inclusive; the day asked for where there is none.</param>
/// <param name="Incidents">How many incidents of the conflict, and of those below it, fall between the two; null where they are not added up.</param>
/// <param name="SumOfIncidents">Null where they are not added up.</param>
/// <param name="Datasets">The datasets that these incidents stand in, by key.</param>
/// <param name="NotAddedUp">Why they are not: several datasets tell of the same incidents, and the request does not say which are meant. Null where they are.</param>
/// <param name="Difference">Best toll less the best sum; null where either is unknown, or the best toll counts only a part of the victims. It belongs to no incident.</param>
public sealed record Reconciliation(
    Measure Measure,
    EstimateView Toll,
    DateOnly? From,
    DateOnly Until,
    long? Incidents,
    SummedFigure? SumOfIncidents,
    IReadOnlyList<string> Datasets,
    string? NotAddedUp,
    long? Difference);

/// <summary>One claimant's figures for one thing counted, in the order of their days.</summary>
/// <param name="PeriodStart">First day counted, inclusive; null where the claimant counts from the start of the conflict.</param>
/// <param name="Area">The narrower area that the figures are limited to.</param>
/// <param name="CurrentClaimId">The claimant's latest figure at or before the day asked for; null where there is none.</param>
/// <param name="StalenessDays">Days from the day of that figure to the day asked for.</param>
public sealed record TollSeriesView(
    ClaimantView Claimant,
    Measure Measure,
    VictimGroup Victims,
    StockOrFlow StockOrFlow,
    DateOnly? PeriodStart,
    string? Area,
    ActorLink? VictimsActor,
    AgeGroup? AgeGroup,
    Sex? Sex,
    Guid? CurrentClaimId,
    int? StalenessDays,
    IReadOnlyList<TollPointView> Points);

/// <summary>One figure of a series, as it was stated, with the numbers it allows.</summary>
/// <inheritdoc cref="ClaimInterval"/>
/// <param name="ClaimId">The claim, which the conflict itself shows in full.</param>
/// <param name="AsOf">Last day counted, inclusive; the day it was stated where the claim gives no other.</param>
/// <param name="StatedOn">The day the claimant stated it; null where unknown.</param>
/// <param name="Number">As stated.</param>
/// <param name="Wording">The words of a claimant who gives no number.</param>
/// <param name="DerivedChange">Best less the best of the nearest earlier point that has one; worked out here, claimed by nobody. No count of the victims between the two days: totals also change by late reports and revisions.</param>
/// <param name="DerivedFromClaimId">The claim of that earlier point; null where there is no change.</param>
/// <param name="Warning"><c>fall</c> where a running total is lower than the one before it.</param>
/// <param name="Subsets">The figures that this one includes, directly or inside another part.</param>
public sealed record TollPointView(
    Guid ClaimId,
    DateOnly? AsOf,
    DateOnly? StatedOn,
    int? Number,
    Qualifier? Qualifier,
    string? Wording,
    int? Low,
    int? Best,
    int? High,
    bool OpenEnded,
    int? DerivedChange,
    Guid? DerivedFromClaimId,
    TollWarning? Warning,
    IReadOnlyList<TollSubsetView> Subsets,
    IReadOnlyList<CitationView> Citations);

/// <summary>A part of another figure.</summary>
/// <inheritdoc cref="ClaimInterval"/>
/// <param name="ClaimId">The claim, which the conflict itself shows in full.</param>
/// <param name="SubsetOf">The claim that includes it directly.</param>
/// <param name="Number">As stated.</param>
public sealed record TollSubsetView(
    Guid ClaimId,
    Guid SubsetOf,
    Measure Measure,
    VictimGroup Victims,
    int? Number,
    Qualifier? Qualifier,
    int? Low,
    int? Best,
    int? High);
