namespace ConflictEvents.Domain.Casualties.Estimates;

/// <summary>From where claims are looked at: those of an incident all at once, those of a conflict as they stood on one day.</summary>
/// <param name="Day">The day a toll is asked for, inclusive; null for an incident.</param>
/// <param name="LastOnset">The last day on which the conflict may have begun; a figure that starts later counts a part of it. Null where unknown.</param>
internal sealed record Standpoint(DateOnly? Day, DateOnly? LastOnset)
{
    public static readonly Standpoint Incident = new(null, null);

    /// <summary>The day a claim's figure belongs to, of which the latest is kept.</summary>
    public DateOnly? DayOf(CasualtyClaim claim) => Day is null ? claim.StatedOn : claim.AsOf ?? claim.StatedOn;

    public DateOnly? LateStart(CasualtyClaim claim) => Day is not null && claim.PeriodStart > LastOnset ? claim.PeriodStart : null;

    /// <summary>
    /// An incident's preferred claim stands though its claimant said something else later, for the editor knew that;
    /// a running total is out of date once a later one is there.
    /// </summary>
    public bool KeepsPreferred => Day is null;
}
