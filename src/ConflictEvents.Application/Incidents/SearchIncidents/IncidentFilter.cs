using System.ComponentModel;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Application.Incidents.SearchIncidents;

/// <summary>Which incidents are meant; every member given must hold. Retracted incidents are never among them.</summary>
public sealed record IncidentFilter
{
    [Description("First day, inclusive: incidents whose date window ends on it or later. ISO 8601 date, such as `2019-04-01`.")]
    public DateOnly? From { get; init; }

    [Description("Last day, inclusive: incidents whose date window begins on it or earlier. ISO 8601 date, such as `2019-04-30`.")]
    public DateOnly? To { get; init; }

    [Description("One or more countries, ISO 3166-1 alpha-2 or alpha-3, separated by commas; any of them: `LY`, `LY,TUN`.")]
    public CountryList? Country { get; init; }

    [Description("Box `minLongitude,minLatitude,maxLongitude,maxLatitude` in degrees of WGS 84, edges inclusive, such as `9,30,16,34`; a first longitude greater than the second crosses the antimeridian. Incidents without a point lie in no box.")]
    public BoundingBox? Bbox { get; init; }

    [Description("Point `longitude,latitude` in degrees of WGS 84, such as `13.19,32.89`; together with `within`, or to sort by distance.")]
    public GeoPoint? Near { get; init; }

    [Description("Greatest distance from `near`, inclusive, with its unit: `25km` or `500m`.")]
    public Distance? Within { get; init; }

    [Description("One or more actors, separated by commas; any of them, as participant or as the one held responsible.")]
    public Guid[]? ActorId { get; init; }

    [Description("The conflict, or one below it.")]
    public Guid? ConflictId { get; init; }

    [Description("The location, or one within it.")]
    public Guid? LocationId { get; init; }

    [Description("One or more ACLED event types, separated by commas; any of them.")]
    public IncidentType[]? Type { get; init; }

    [Description("A source that published a cited document or states a figure itself.")]
    public Guid? SourceId { get; init; }

    [Description("Words, all of which occur in title, summary or any name of a participant, place or conflict; accents and case do not matter, and names are also found by their sound in other spellings and scripts.")]
    public string? Q { get; init; }
}
