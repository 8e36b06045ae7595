using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Application.Imports;

/// <summary>A location of the gazetteer that bears the name of a place, in the same country, and is of its kind.</summary>
/// <param name="Point">Longitude and latitude in degrees; null where it has none.</param>
public sealed record Candidate(Guid Id, (double Longitude, double Latitude)? Point, string? Admin1);

/// <summary>
/// Whether a place that a dataset names is one of the gazetteer: of the same name in the same country, and no farther off than
/// <see cref="MostMeters"/>. A first-order subdivision has no point in a dataset, and is told by name and country. Where two may be meant, neither is taken.
/// </summary>
public static class PlaceMatch
{
    public const double MostMeters = 5_000;

    private const double EarthRadius = 6_371_000;

    // What UCDP adds to names: "Batna town", "Batna province".
    private static readonly HashSet<string> Settlements = ["town", "city", "village", "settlement"];
    private static readonly HashSet<string> Subdivisions = ["province", "governorate", "region", "state", "district", "department", "division", "oblast", "county", "prefecture"];

    /// <summary>Whether enough is known of a place to look for it.</summary>
    public static bool CanBeSought(LocationDetails place) => place is { Country: not null, Type: LocationKind.Admin1 }
        or { Country: not null, Type: LocationKind.PopulatedPlace, Longitude: not null, Latitude: not null };

    /// <returns>The names that it may bear, folded: its own, and that without the word for what it is.</returns>
    public static IEnumerable<string> NamesOf(LocationDetails place)
    {
        var folded = NameKey.Folded(place.Names[0].Text);
        if (folded.Length == 0)
            yield break;
        yield return folded;
        var kinds = place.Type is LocationKind.Admin1 ? Subdivisions : Settlements;
        if (folded.LastIndexOf(' ') is > 0 and var last && kinds.Contains(folded[(last + 1)..]))
            yield return folded[..last];
    }

    /// <param name="candidates">May name a location several times.</param>
    /// <returns>The one that is meant; null where none is, or where more than one may be.</returns>
    public static Guid? Of(LocationDetails place, IEnumerable<Candidate> candidates)
    {
        var near = candidates.DistinctBy(candidate => candidate.Id).Where(candidate => place.Type is LocationKind.Admin1 || IsNear(place, candidate)).Take(2).ToList();

        // What the dataset knows of where it lies must not be lost with the match.
        return near is [var only] && (place.Admin1 is null || only.Admin1 is not null || place.Type is LocationKind.Admin1) ? only.Id : null;
    }

    private static bool IsNear(LocationDetails place, Candidate candidate) =>
        candidate.Point is { } point && place is { Longitude: { } longitude, Latitude: { } latitude } && Meters((longitude, latitude), point) <= MostMeters;

    /// <summary>On a sphere, by the haversine formula.</summary>
    private static double Meters((double Longitude, double Latitude) one, (double Longitude, double Latitude) other)
    {
        var (phi1, phi2) = (double.DegreesToRadians(one.Latitude), double.DegreesToRadians(other.Latitude));
        var (dPhi, dLambda) = (phi2 - phi1, double.DegreesToRadians(other.Longitude - one.Longitude));
        var h = Math.Pow(Math.Sin(dPhi / 2), 2) + (Math.Cos(phi1) * Math.Cos(phi2) * Math.Pow(Math.Sin(dLambda / 2), 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
