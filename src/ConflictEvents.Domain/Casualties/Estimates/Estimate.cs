namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>The range that the claims allow for one measure and victim group. Null is unknown, never 0.</summary>
/// <param name="StockOrFlow">Which of the two is counted; <c>not_stated</c> for every measure but displaced and evacuated.</param>
/// <param name="Low">The least stated lower bound, inclusive; people.</param>
/// <param name="Best">The figure of the claim that comes first in the order of step 5; null where no claim offers one.</param>
/// <param name="High">The greatest stated number, inclusive. No upper bound of the truth when the estimate is open-ended.</param>
/// <param name="OpenEnded">True when a counted claim has no upper bound, or counts only a part of the group.</param>
/// <param name="BestClaimId">The claim that gave the best figure; null where none did.</param>
/// <param name="Reasons">One for each claim of this measure, and of killed_or_injured where that bears on it, in the order recorded.</param>
public sealed record Estimate(
    Measure Measure,
    VictimGroup Victims,
    StockOrFlow StockOrFlow,
    int? Low,
    int? Best,
    int? High,
    bool OpenEnded,
    Guid? BestClaimId,
    IReadOnlyList<EstimateReason> Reasons);

/// <summary>What became of one claim in one estimate.</summary>
/// <param name="Counted">True when its numbers entered the range.</param>
/// <param name="Explanation">One sentence for a person.</param>
public sealed record EstimateReason(Guid ClaimId, bool Counted, ReasonCode Code, string Explanation);

/// <summary>What became of a claim in an estimate.</summary>
public enum ReasonCode
{
    /// <summary>Counted; its figure is the best one.</summary>
    Best,

    /// <summary>Counted; its numbers bound the range.</summary>
    Range,

    /// <summary>Counted as a lower bound, because no claim counts the whole group; it may still be the best claim.</summary>
    LowerBoundOfWhole,

    /// <summary>Counted for the high end only: killed and injured together.</summary>
    RaisesHigh,

    /// <summary>Left out: words without a number.</summary>
    NoNumber,
    Superseded,
    Retracted,
    Deprecated,

    /// <summary>Left out: counts one age group or sex only.</summary>
    AgeOrSexOnly,

    /// <summary>Left out: counts another victim group.</summary>
    OtherVictims,

    /// <summary>Left out: counts something else than this estimate is about.</summary>
    OtherMeasure,

    /// <summary>Left out: counts a part of the group, and another claim counts the whole.</summary>
    PartOfWhole,

    /// <summary>Left out: the same claimant has a later figure.</summary>
    EarlierOfClaimant,

    /// <summary>Left out of a toll: nobody knows on which day it stood.</summary>
    Undated,

    /// <summary>Left out of a toll: it is of a later day than the one asked for.</summary>
    AfterDay,
}
