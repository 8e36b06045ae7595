using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;

namespace ConflictEvents.Application.Imports.Acled;

/// <summary>Where an ACLED event happened.</summary>
/// <param name="Precision">ACLED's geo_precision; null where the file leaves it out.</param>
internal sealed record AcledPlace(PlaceNames Names, string? Location, int? Precision, (double Longitude, double Latitude)? Point)
{
    private const int NameLength = 300;

    /// <returns>Null when the row is rejected.</returns>
    public static AcledPlace? Read(RowCheck check)
    {
        var (latitude, longitude) = (check.Degrees("latitude", 90), check.Degrees("longitude", 180));
        if (!check.IsRejected && latitude is null != longitude is null)
            check.Reject(latitude is null ? "latitude" : "longitude", "missing-value", "The cell is empty although the other coordinate is given.");
        var precision = check.Code("geo_precision", 1, 3);
        var (name, iso) = (check.Label("country", NameLength), check.Id("iso"));
        if (name is null && iso is null)
            check.Required("country");
        if (check.IsRejected)
            return null;

        var alpha2 = (iso is null ? null : Countries.OfNumeric(iso)) ?? (name is null ? null : Countries.OfName(name));
        if (alpha2 is null)
            check.Warn(iso is null ? "country" : "iso", "unknown-country", "The country has no ISO 3166-1 code that is known here; the place has none.");
        var country = new CountryOfRecord(alpha2, name ?? (alpha2 is null ? iso! : Countries.Name(alpha2)));
        var names = new PlaceNames(country, check.Label("admin1", NameLength), check.Label("admin2", NameLength), check.Label("admin3", NameLength));
        return new AcledPlace(names, check.Label("location", NameLength), precision, longitude is { } x && latitude is { } y ? (x, y) : null);
    }

    public string Label => (Location ?? Names.Admin1) is { } name && name != Names.Country.Name ? $"{name}, {Names.Country.Name}" : Names.Country.Name;

    /// <summary>With a precision of 3 the named town stands for the region around it. Without one, no more than the country counts as known.</summary>
    public Place Resolve(ReferenceRegistry references) => new()
    {
        LocationId = Precision switch
        {
            1 or 2 when Location is { } name => references.Place(Names, LocationKind.PopulatedPlace, name, Point),
            1 or 2 => references.Subdivision(Names),
            3 => references.Subdivision(Names with { Admin2 = null, Admin3 = null }),
            _ => references.Country(Names.Country),
        },
        Relation = Precision is 2 ? PlaceRelation.Near : PlaceRelation.At,
        Longitude = Point?.Longitude,
        Latitude = Point?.Latitude,
        Precision = Precision switch
        {
            1 => PlacePrecision.Exact,
            2 => PlacePrecision.Near,
            3 => PlacePrecision.Admin1,
            _ => PlacePrecision.Country,
        },
        AcledGeoPrecision = Precision,
        Wording = Precision is 3 ? Location : null,
    };
}
