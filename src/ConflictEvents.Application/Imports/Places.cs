using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Application.Imports;

/// <summary>The country of a record.</summary>
/// <param name="Alpha2">ISO 3166-1; null where it has no code.</param>
/// <param name="Name">As the dataset has it.</param>
internal sealed record CountryOfRecord(string? Alpha2, string Name)
{
    /// <summary>What tells places in it from those of the same name elsewhere.</summary>
    public string Key => Alpha2 ?? Name;
}

/// <summary>The names by which a record tells where it happened, from the country down; each but the first may be missing.</summary>
internal sealed record PlaceNames(CountryOfRecord Country, string? Admin1, string? Admin2, string? Admin3 = null);

/// <summary>Finds the locations that records name, or adds them with the locations above them.</summary>
internal static class Places
{
    public static Guid Country(this ReferenceRegistry references, CountryOfRecord country)
    {
        if (country.Alpha2 is not { } alpha2)
            return references.AddPlace(null, null, country.Name, () => Of(LocationKind.Country, country.Name));
        return references.Add(new ForeignId { Scheme = "iso3166-1", Value = alpha2 }, () => Of(LocationKind.Country, Countries.Name(alpha2), country.Name) with
        {
            Country = alpha2,
            ForeignIds =
            [
                new ForeignId { Scheme = "iso3166-1", Value = alpha2 },
                new ForeignId { Scheme = "iso3166-1-alpha-3", Value = Countries.Alpha3(alpha2) },
                .. Countries.Numeric(alpha2) is { } numeric ? [new ForeignId { Scheme = "iso3166-1-numeric", Value = numeric }] : Array.Empty<ForeignId>(),
                .. Countries.GleditschWard(alpha2).Select(code => new ForeignId { Scheme = "gw", Value = code }),
            ],
        });
    }

    /// <summary>The smallest subdivision that the names tell; the country where they tell none.</summary>
    public static Guid Subdivision(this ReferenceRegistry references, PlaceNames names) =>
        names.Admin3 is { } admin3 ? references.Subdivision(names, LocationKind.Admin3, admin3, names with { Admin3 = null }) :
        names.Admin2 is { } admin2 ? references.Subdivision(names, LocationKind.Admin2, admin2, names with { Admin2 = null }) :
        names.Admin1 is { } admin1 ? references.Subdivision(names, LocationKind.Admin1, admin1, names with { Admin1 = null }) :
        references.Country(names.Country);

    /// <summary>A place inside the smallest subdivision that the names tell; that subdivision itself where it has the same name.</summary>
    public static Guid Place(this ReferenceRegistry references, PlaceNames names, LocationKind kind, string name, (double Longitude, double Latitude)? point)
    {
        var parent = references.Subdivision(names);
        return references.AddPlace(names.Country.Key, names.Admin1, name, () => Within(names, kind, name, parent) with
        {
            Longitude = point?.Longitude,
            Latitude = point?.Latitude,
        });
    }

    private static Guid Subdivision(this ReferenceRegistry references, PlaceNames names, LocationKind kind, string name, PlaceNames above)
    {
        var parent = references.Subdivision(above);
        return references.AddPlace(names.Country.Key, above.Admin1, name, () => Within(names, kind, name, parent));
    }

    private static LocationDetails Within(PlaceNames names, LocationKind kind, string name, Guid parent) => Of(kind, name) with
    {
        Country = names.Country.Alpha2,
        Admin1 = names.Admin1,
        Admin2 = names.Admin2,
        Admin3 = names.Admin3,
        ParentId = parent,
    };

    private static LocationDetails Of(LocationKind kind, params ReadOnlySpan<string> names)
    {
        var list = new List<Name>();
        foreach (var name in names)
        {
            if (!list.Exists(other => other.Text == name))
                list.Add(new Name { Text = name, Kind = list.Count == 0 ? NameKind.Official : NameKind.Alias });
        }

        return new LocationDetails { Type = kind, Names = list };
    }
}
