using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Incidents;

/// <summary>How the place of an incident lies to the location that is named for it.</summary>
public enum PlaceRelation
{
    At,
    Near,

    /// <summary>At a stated distance from the location.</summary>
    Offset,
}

/// <summary>
/// How finely a place is known, from the finest to the coarsest: UCDP <c>where_prec</c> 1-7 in its own order;
/// ACLED <c>geo_precision</c> 1 is <c>exact</c>, 2 <c>near</c>, 3 <c>admin1</c>.
/// </summary>
public enum PlacePrecision
{
    Exact,

    /// <summary>Within about 25 km of a known place.</summary>
    Near,
    Admin2,
    Admin1,
    PartOfCountry,
    Country,
    WaterOrAir,
}

/// <summary>Where an incident happened, as far as it is known.</summary>
public sealed record Place
{
    /// <summary>The location of the gazetteer that the documents name, or the nearest one to what they describe.</summary>
    public required Guid LocationId { get; init; }

    public PlaceRelation Relation { get; init; }

    /// <summary>Kilometres from the location; with the relation <c>offset</c> only.</summary>
    public double? OffsetKm { get; init; }

    /// <summary>Degrees clockwise from north, from the location to the incident, 0 to 360; null where unknown.</summary>
    public double? Bearing { get; init; }

    /// <summary>Degrees east, WGS 84, when it is known better than the location's own point; given with the latitude or not at all.</summary>
    public double? Longitude { get; init; }

    /// <summary>Degrees north, WGS 84.</summary>
    public double? Latitude { get; init; }

    public PlacePrecision Precision { get; init; }

    /// <summary>Radius, in metres, within which the incident lies; worked out from precision and offset when left out.</summary>
    public int? UncertaintyMeters { get; init; }

    /// <summary>UCDP's own <c>where_prec</c> code, 1 to 7, where the record comes from there.</summary>
    public int? UcdpWherePrec { get; init; }

    /// <summary>ACLED's own <c>geo_precision</c> code, 1 to 3, where the record comes from there.</summary>
    public int? AcledGeoPrecision { get; init; }

    /// <summary>The words of the source ("in the south of the capital").</summary>
    public string? Wording { get; init; }

    /// <summary>The stated radius, else one that the precision allows, widened by the offset when its bearing is unknown. Metres.</summary>
    public int Uncertainty() => UncertaintyMeters ?? RadiusOf(Precision) + (Bearing is null ? (int)Math.Ceiling((OffsetKm ?? 0) * 1000) : 0);

    /// <summary>
    /// The point the incident is drawn at, in degrees of WGS 84: its own where it has one, else the location's, moved along the bearing
    /// by the offset where both are known (on a sphere of 6,371 km, which is off by less than a percent). Null where neither is known.
    /// </summary>
    public (double Longitude, double Latitude)? Point(double? locationLongitude, double? locationLatitude)
    {
        if (Longitude is { } ownLongitude && Latitude is { } ownLatitude)
            return (ownLongitude, ownLatitude);
        if (locationLongitude is not { } longitude || locationLatitude is not { } latitude)
            return null;
        if (OffsetKm is not { } offset || Bearing is not { } bearing)
            return (longitude, latitude);

        var angle = offset / 6371;
        var course = double.DegreesToRadians(bearing);
        var phi = double.DegreesToRadians(latitude);
        var target = Math.Asin((Math.Sin(phi) * Math.Cos(angle)) + (Math.Cos(phi) * Math.Sin(angle) * Math.Cos(course)));
        var turn = Math.Atan2(Math.Sin(course) * Math.Sin(angle) * Math.Cos(phi), Math.Cos(angle) - (Math.Sin(phi) * Math.Sin(target)));
        return (Math.Round(Wrap(longitude + double.RadiansToDegrees(turn)), 6), Math.Round(double.RadiansToDegrees(target), 6));
    }

    private static double Wrap(double longitude) => longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;

    internal IEnumerable<Reference> References(string path) => [new Reference(ResourceKind.Location, LocationId, $"{path}.locationId")];

    // A town, UCDP's own 25 km, then half the width of a typical district, province and country.
    private static int RadiusOf(PlacePrecision precision) => precision switch
    {
        PlacePrecision.Exact => 1_000,
        PlacePrecision.Near => 25_000,
        PlacePrecision.Admin2 => 50_000,
        PlacePrecision.Admin1 => 100_000,
        PlacePrecision.PartOfCountry => 250_000,
        PlacePrecision.Country => 500_000,
        _ => 250_000,
    };
}
