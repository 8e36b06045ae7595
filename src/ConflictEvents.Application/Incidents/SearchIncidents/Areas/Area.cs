namespace ConflictEvents.Application.Incidents.SearchIncidents.Areas;

/// <summary>Polygons, edges inclusive; a point in any of them is in the area.</summary>
public sealed record Area(IReadOnlyList<AreaPolygon> Polygons);

/// <param name="Rings">
/// The outer one, then the holes. No edge jumps over the antimeridian; longitudes may lie beyond 180 degrees instead, by whole turns for a
/// polygon as a whole.
/// </param>
public sealed record AreaPolygon(IReadOnlyList<AreaRing> Rings)
{
    public AreaRing Outer => Rings[0];
}

/// <summary>A closed ring that neither crosses nor touches itself.</summary>
/// <param name="Positions">The last is the first again.</param>
public sealed record AreaRing(IReadOnlyList<AreaPosition> Positions)
{
    public double West => Positions.Min(position => position.Longitude);

    public double East => Positions.Max(position => position.Longitude);

    public AreaRing Turned(int turns) =>
        turns == 0 ? this : new([.. Positions.Select(position => position with { Longitude = position.Longitude + (360 * turns) })]);
}

/// <summary>In degrees of WGS 84.</summary>
public readonly record struct AreaPosition(double Longitude, double Latitude);
