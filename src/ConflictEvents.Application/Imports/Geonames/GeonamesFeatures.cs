using ConflictEvents.Domain.Locations;

namespace ConflictEvents.Application.Imports.Geonames;

/// <summary>What the feature classes and codes of GeoNames are among the kinds of location.</summary>
internal static class GeonamesFeatures
{
    /// <param name="feature">The class, one letter.</param>
    /// <param name="code">Of the class; may be empty.</param>
    /// <returns>Null for what is no class.</returns>
    public static LocationKind? KindOf(string feature, string code) => feature switch
    {
        "A" => code switch
        {
            "ADM1" => LocationKind.Admin1,
            "ADM2" => LocationKind.Admin2,
            "ADM3" => LocationKind.Admin3,
            "PCL" or "PCLI" or "PCLD" or "PCLF" or "PCLS" => LocationKind.Country,
            _ => LocationKind.Region,
        },
        "P" => code is "PPLX" ? LocationKind.District : LocationKind.PopulatedPlace,
        "H" or "U" => LocationKind.Water,
        "S" => LocationKind.Site,

        // Bases and fields of oil are single places among the areas.
        "L" when code is "MILB" or "NVB" or "OILF" or "GASF" or "DEVH" => LocationKind.Site,
        "L" or "R" or "T" or "V" => LocationKind.Region,
        _ => null,
    };
}
