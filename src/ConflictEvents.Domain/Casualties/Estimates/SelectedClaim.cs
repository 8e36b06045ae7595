using static System.FormattableString;

namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>A claim as one estimate sees it, after steps 1 to 3.</summary>
/// <param name="Part">Which part of the scope it counts; null for the whole of it.</param>
/// <param name="Why">The explanation of a claim that is left out; empty for a counted one.</param>
internal sealed record SelectedClaim(WeighedClaim Weighed, ClaimInterval Interval, CountedPart? Part, ReasonCode Code, string Why)
{
    public CasualtyClaim Claim => Weighed.Claim;

    /// <summary>The later figure of the same claimant that is counted in its place; null for any other.</summary>
    public Guid? ReplacedBy { get; init; }

    public bool Counted => Code is ReasonCode.Range or ReasonCode.LowerBoundOfWhole;

    public bool OpenEnded => Interval.OpenEnded || Part is not null;

    /// <summary>The greatest number the claim states, bound or not.</summary>
    public int? Greatest => Interval.High ?? (Interval.Best > Interval.Low ? Interval.Best : Interval.Low);
}

/// <summary>A part of a scope; two claims with equal parts count the same people.</summary>
/// <param name="ActorId">Given where the claims tell the victims of several actors apart.</param>
/// <param name="PeriodStart">Given where a cumulative figure starts after the conflict did.</param>
/// <param name="Area">Given where a cumulative figure is limited to a part of where the conflict is fought.</param>
internal sealed record CountedPart(VictimGroup Victims, Guid? ActorId, DateOnly? PeriodStart, string? Area)
{
    public string InWords(EstimateScope scope) =>
        Victims != scope.Victims && Victims is VictimGroup.Civilians or VictimGroup.Combatants ? $"{Victims.ToString().ToLowerInvariant()} only"
        : ActorId is not null ? "the victims of one side only"
        : PeriodStart is { } start ? Invariant($"from {start:yyyy-MM-dd} only, after the conflict had begun")
        : Area is not null ? $"{Area} only"
        : "a part of what another claim counts";
}
