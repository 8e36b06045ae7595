using System.Text.Json;

namespace ConflictEvents.Application.Incidents.SearchIncidents.Areas;

/// <summary>The area that incidents are looked for in.</summary>
public sealed record SearchArea
{
    /// <summary>A GeoJSON geometry (RFC 7946), edges inclusive, at most 10,000 positions in all.</summary>
    public required AreaGeometry Geometry { get; init; }
}

/// <summary>
/// A GeoJSON polygon, or several of which any will do. Over the antimeridian it may be cut in two, written on beyond 180 degrees, or jump: an
/// edge of more than 180 and less than 360 degrees of longitude is taken the short way round.
/// </summary>
public sealed record AreaGeometry
{
    /// <summary><c>Polygon</c> or <c>MultiPolygon</c>.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// Of a polygon its rings: the outer one, then its holes. Each is closed, has four positions or more and neither crosses nor touches itself.
    /// A position is longitude (-360 to 360), latitude (-90 to 90) in degrees of WGS 84, and an altitude, which makes no difference. Of a
    /// multi-polygon its polygons.
    /// </summary>
    public required JsonElement Coordinates { get; init; }
}
