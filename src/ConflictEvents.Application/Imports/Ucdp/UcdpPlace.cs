using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;

namespace ConflictEvents.Application.Imports.Ucdp;

/// <summary>Where a UCDP event happened.</summary>
/// <param name="Precision">UCDP's where_prec; null where the file leaves it out.</param>
/// <param name="Coordinates">The name of the place whose point was taken, by where_coordinates.</param>
internal sealed record UcdpPlace(
    PlaceNames Names, int? Precision, string? Coordinates, string? Description, (double Longitude, double Latitude)? Point)
{
    private const int NameLength = 300;

    /// <summary>UCDP's names for countries and parts of them, such as "Batna province", in one line.</summary>
    /// <returns>Null when the row is rejected.</returns>
    public static UcdpPlace? Read(RowCheck check)
    {
        var country = CountryOf(check);
        var (latitude, longitude) = (check.Degrees("latitude", 90), check.Degrees("longitude", 180));
        if (!check.IsRejected && latitude is null != longitude is null)
            check.Reject(latitude is null ? "latitude" : "longitude", "missing-value", "The cell is empty although the other coordinate is given.");
        var precision = check.Code("where_prec", 1, 7);
        if (country is null || check.IsRejected)
            return null;
        return new UcdpPlace(
            new PlaceNames(country, check.Label("adm_1", NameLength), check.Label("adm_2", NameLength)),
            precision,
            check.Label("where_coordinates", NameLength),
            check.Text("where_description", UcdpSources.WordsLength),
            longitude is { } x && latitude is { } y ? (x, y) : null);
    }

    /// <summary>The most precise place that has a name, for the title: "Batna town, Algeria".</summary>
    public string Label => Precision is null or 6 || (Coordinates ?? Names.Admin2 ?? Names.Admin1) is not { } name || name == Names.Country.Name
        ? Names.Country.Name
        : $"{name}, {Names.Country.Name}";

    /// <summary>
    /// The point is UCDP's own, and so is the precision, whose seven codes are those of the record here. A file without where_prec leaves open
    /// how far off the point may be, so that no more than the country counts as known.
    /// </summary>
    public Place Resolve(ReferenceRegistry references) => new()
    {
        LocationId = Location(references),
        Relation = Precision is 2 ? PlaceRelation.Near : PlaceRelation.At,
        Longitude = Point?.Longitude,
        Latitude = Point?.Latitude,
        Precision = Precision is { } code ? (PlacePrecision)(code - 1) : PlacePrecision.Country,
        UcdpWherePrec = Precision,
        Wording = Description,
    };

    private Guid Location(ReferenceRegistry references) => Precision switch
    {
        1 or 2 when Coordinates is { } name => references.Place(Names, LocationKind.PopulatedPlace, name, Point),
        1 or 2 => references.Subdivision(Names),
        3 when Names.Admin2 is null && Coordinates is { } name => references.Place(Names, LocationKind.Admin2, name, Point),
        3 => references.Subdivision(Names),
        4 when Names.Admin1 is null && Coordinates is { } name => references.Place(Names with { Admin2 = null }, LocationKind.Admin1, name, Point),
        4 => references.Subdivision(Names with { Admin2 = null }),
        5 when Coordinates is { } name => references.Place(Names with { Admin1 = null, Admin2 = null }, LocationKind.Region, name, Point),
        7 when Coordinates is { } name => references.Place(Names with { Admin1 = null, Admin2 = null }, LocationKind.Water, name, Point),
        _ => references.Country(Names.Country),
    };

    private static CountryOfRecord? CountryOf(RowCheck check)
    {
        var name = check.Label("country", NameLength);
        var code = check.Id("country_id");
        if (name is null && code is null)
        {
            check.Required("country");
            return null;
        }

        var alpha2 = (code is null ? null : Countries.OfGleditschWard(code)) ?? (name is null ? null : Countries.OfName(name));
        if (alpha2 is null)
            check.Warn(name is null ? "country_id" : "country", "unknown-country", "The country has no ISO 3166-1 code that is known here; the place has none.");
        return new CountryOfRecord(alpha2, name ?? (alpha2 is null ? code! : Countries.Name(alpha2)));
    }
}
