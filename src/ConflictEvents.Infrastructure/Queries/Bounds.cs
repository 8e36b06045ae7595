using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Incidents.SearchIncidents.Areas;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>The box on the map that holds all that a search can find.</summary>
internal static class Bounds
{
    // The least that a degree of latitude measures on WGS 84 is 110,574 metres, at the equator; a degree of longitude there measures more.
    private const double MetersOfDegree = 110_000;

    private const double NarrowDegrees = 3;

    private const double LeastCovered = 1.0 / 3;

    /// <summary>
    /// Whether it is found sooner by its points than in the order of days, though all of the world's incidents should lie in it. Among three million the
    /// newest of half a degree around the busiest place are found 300 times as fast, of five degrees a third as fast.
    /// </summary>
    public static bool AreNarrow(IncidentFilter filter) =>
        Of(filter) is { } box && box.East - box.West <= NarrowDegrees && box.North - box.South <= NarrowDegrees;

    /// <returns>
    /// Null where none is asked for, and where one that is asked for crosses the antimeridian or leaves most of its box free: its sides do not tell how much
    /// lies in it.
    /// </returns>
    public static BoundingBox? Of(IncidentFilter filter)
    {
        BoundingBox? common = null;
        foreach (var one in Asked(filter))
        {
            if (one is not { CrossesAntimeridian: false } box)
                return null;
            common = common is { } other
                ? new(Math.Max(other.West, box.West), Math.Max(other.South, box.South), Math.Min(other.East, box.East), Math.Min(other.North, box.North))
                : box;
        }

        return common;
    }

    /// <returns>Holds every point that is no farther away, measured on the ground, and some more.</returns>
    public static BoundingBox Around(GeoPoint center, Distance distance)
    {
        var high = distance.Meters / MetersOfDegree;
        var (south, north) = (center.Latitude - high, center.Latitude + high);
        if (south <= -90 || north >= 90)
            return new(-180, Math.Max(south, -90), 180, Math.Min(north, 90));

        // Where a meridian touches the circle, it lies nearer to the pole than the centre does.
        var wide = Degrees(Math.Asin(Math.Min(1, Math.Sin(Radians(high)) / Math.Cos(Radians(center.Latitude)))));
        return wide >= 90
            ? new(-180, south, 180, north)
            : new(Turned(center.Longitude - wide), south, Turned(center.Longitude + wide), north);
    }

    private static IEnumerable<BoundingBox?> Asked(IncidentFilter filter)
    {
        if (filter.Bbox is { } box)
            yield return box;
        if (filter.Area is { } area)
            yield return Around(area);
        if (filter is { Near: { } near, Within: { } within })
            yield return Around(near, within);
    }

    private static BoundingBox? Around(Area area)
    {
        if (area.Polygons is not [{ Outer: { West: > -180, East: < 180 } ring } polygon])
            return null;
        var box = new BoundingBox(ring.West, ring.Positions.Min(position => position.Latitude), ring.East, ring.Positions.Max(position => position.Latitude));
        var covered = SquareDegrees(ring) - polygon.Rings.Skip(1).Sum(SquareDegrees);
        return covered >= LeastCovered * (box.East - box.West) * (box.North - box.South) ? box : null;
    }

    // The shoelace formula.
    private static double SquareDegrees(AreaRing ring) => Math.Abs(ring.Positions.Zip(ring.Positions.Skip(1), (one, next) =>
        (one.Longitude * next.Latitude) - (next.Longitude * one.Latitude)).Sum()) / 2;

    private static double Turned(double longitude) => longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude;

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
