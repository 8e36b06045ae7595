using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Application.Casualties.ReadCasualties;

/// <summary>
/// The estimates of a group of incidents, added up. It has the keys asked for in <c>groupBy</c> and the sums asked for in <c>metrics</c>.
/// No toll: incidents that nobody recorded are missing from it.
/// </summary>
public sealed record CasualtySums
{
    /// <summary>Such as <c>2019</c>.</summary>
    [WhenAsked]
    public string? Year { get; init; }

    /// <summary>Such as <c>2019-04</c>.</summary>
    [WhenAsked]
    public string? Month { get; init; }

    /// <summary>The ISO 8601 week, such as <c>2019-W14</c>.</summary>
    [WhenAsked]
    public string? Week { get; init; }

    /// <summary>Such as <c>2019-04-05</c>.</summary>
    [WhenAsked]
    public string? Day { get; init; }

    /// <summary>ISO 3166-1 alpha-2; null for incidents whose location has none.</summary>
    [WhenAsked(OrNull = true)]
    public string? Country { get; init; }

    /// <summary>Name of the first-order subdivision; null for incidents that are placed no finer than a country.</summary>
    [WhenAsked(OrNull = true)]
    public string? Admin1 { get; init; }

    /// <summary>Null for incidents in which no actor is known.</summary>
    [WhenAsked(OrNull = true)]
    public Guid? Actor { get; init; }

    /// <summary>The actor's name.</summary>
    [WhenAsked(OrNull = true)]
    public string? ActorName { get; init; }

    [WhenAsked]
    public IncidentType? Type { get; init; }

    /// <summary>Null for incidents that give none.</summary>
    [WhenAsked(OrNull = true)]
    public IncidentSubType? SubType { get; init; }

    /// <summary>Null for incidents that belong to none.</summary>
    [WhenAsked(OrNull = true)]
    public Guid? Conflict { get; init; }

    /// <summary>The conflict's name.</summary>
    [WhenAsked(OrNull = true)]
    public string? ConflictName { get; init; }

    /// <summary>Number of the PRIO-GRID cell; null for incidents without a point.</summary>
    [WhenAsked(OrNull = true)]
    public string? Grid { get; init; }

    /// <summary>Of the middle of the cell; degrees east, WGS 84.</summary>
    [WhenAsked(OrNull = true)]
    public double? Longitude { get; init; }

    /// <summary>Of the middle of the cell; degrees north, WGS 84.</summary>
    [WhenAsked(OrNull = true)]
    public double? Latitude { get; init; }

    /// <summary>How many incidents there are.</summary>
    [WhenAsked]
    public long? Incidents { get; init; }

    [WhenAsked]
    public SummedFigure? Killed { get; init; }

    [WhenAsked]
    public SummedFigure? Injured { get; init; }

    /// <summary>Figures that claimants state for both together; not the sum of the two.</summary>
    [WhenAsked]
    public SummedFigure? KilledOrInjured { get; init; }

    [WhenAsked]
    public SummedFigure? Missing { get; init; }

    [WhenAsked]
    public SummedFigure? Detained { get; init; }
}
