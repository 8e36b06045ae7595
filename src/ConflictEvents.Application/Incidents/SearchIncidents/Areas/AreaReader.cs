using System.Globalization;
using System.Text.Json;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Incidents.SearchIncidents.Areas;

/// <summary>Reads GeoJSON as RFC 7946 has it, and says where it departs from it.</summary>
public static class AreaReader
{
    private const int MostPositions = 10_000;
    private const int FewestPositions = 4;
    private const string Path = "geometry.coordinates";

    public static Result<Area> Read(AreaGeometry geometry)
    {
        if (geometry.Type is not ("Polygon" or "MultiPolygon"))
            return Invalid("geometry.type", "Must be Polygon or MultiPolygon.");

        var polygons = new List<AreaPolygon>();
        var positions = 0;
        var list = geometry.Type is "Polygon" ? [(Path, geometry.Coordinates)] : Items(Path, geometry.Coordinates);
        if (list is not { Count: > 0 })
            return Invalid(Path, "Must be a list of polygons.");
        foreach (var (path, element) in list)
        {
            var polygon = Polygon(path, element, ref positions);
            if (polygon.Error is { } error)
                return error;
            polygons.Add(polygon.Value);
        }

        return new Area(polygons);
    }

    private static Result<AreaPolygon> Polygon(string path, JsonElement element, ref int positions)
    {
        if (Items(path, element) is not { Count: > 0 } list)
            return Invalid(path, "Must be a list of rings.");

        var rings = new List<AreaRing>();
        foreach (var (ringPath, ringElement) in list)
        {
            var ring = Positions(ringPath, ringElement, ref positions).Then(read => Unwrapped(ringPath, read));
            if (ring.Error is { } error)
                return error;
            if (rings.Count == 0)
                rings.Add(ring.Value);
            else if (Beside(rings[0], ring.Value) is { } hole)
                rings.Add(hole);
            else
                return Invalid(ringPath, "A hole must lie within the outer ring.");
        }

        return RingCrossings.Find(rings) is { } crossing
            ? Invalid($"{path}[{crossing.Ring}][{crossing.Edge}]", crossing.Ring == crossing.OtherRing
                ? $"The edge that begins here meets the one that begins at position {crossing.OtherEdge}: a ring must not cross or touch itself."
                : $"The edge that begins here crosses ring {crossing.OtherRing}: the rings of a polygon must not cross.")
            : new AreaPolygon(rings);
    }

    private static Result<List<AreaPosition>> Positions(string path, JsonElement element, ref int count)
    {
        if (Items(path, element) is not { } items)
            return Invalid(path, "Must be a list of positions.");
        if (items.Count < FewestPositions)
            return Invalid(path, "A ring has four positions or more.");
        if ((count += items.Count) > MostPositions)
            return Invalid(Path, string.Create(CultureInfo.InvariantCulture, $"There are more than {MostPositions:N0} positions."));

        var positions = new List<AreaPosition>(items.Count);
        foreach (var (itemPath, item) in items)
        {
            if (Items(itemPath, item) is not { Count: 2 or 3 } numbers || !numbers.All(number => number.Item.ValueKind is JsonValueKind.Number))
                return Invalid(itemPath, "A position is a longitude, a latitude and perhaps an altitude.");
            var position = new AreaPosition(numbers[0].Item.GetDouble(), numbers[1].Item.GetDouble());
            if (position.Longitude is not (>= -360 and <= 360))
                return Invalid($"{itemPath}[0]", "A longitude is from -360 to 360.");
            if (position.Latitude is not (>= -90 and <= 90))
                return Invalid($"{itemPath}[1]", "A latitude is from -90 to 90.");
            positions.Add(position);
        }

        return positions[0] == positions[^1] ? positions : Invalid(path, "A ring must end where it begins.");
    }

    /// <summary>Writes a ring that jumps over the antimeridian on beyond it.</summary>
    private static Result<AreaRing> Unwrapped(string path, List<AreaPosition> ring)
    {
        var unwrapped = new List<AreaPosition>(ring.Count) { ring[0] };
        var turns = 0;
        foreach (var (before, position) in ring.Zip(ring.Skip(1)))
        {
            // An edge of a whole turn is an edge of the world's own box.
            turns += (position.Longitude - before.Longitude) switch { > 180 and < 360 => -1, < -180 and > -360 => 1, _ => 0 };
            if (position != before)
                unwrapped.Add(position with { Longitude = position.Longitude + (360 * turns) });
        }

        if (turns != 0)
            return Invalid(path, "A ring must not go round a pole; lead it along the antimeridian and the pole instead.");
        var closed = new AreaRing(unwrapped);
        if (closed.East - closed.West > 360)
            return Invalid(path, "A ring must not go round the earth more than once.");
        return unwrapped.Count < FewestPositions ? Invalid(path, "A ring has three different positions or more.") : closed;
    }

    /// <returns>The hole, by as many turns round the earth as it takes, between the ends of the outer ring; null for one that fits nowhere.</returns>
    private static AreaRing? Beside(AreaRing outer, AreaRing hole)
    {
        int[] turns = [0, 1, -1, 2, -2];
        return turns.Select(hole.Turned).FirstOrDefault(turned => turned.West >= outer.West && turned.East <= outer.East);
    }

    /// <returns>Null for what is no list.</returns>
    private static List<(string Path, JsonElement Item)>? Items(string path, JsonElement element) =>
        element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray().Select((item, i) => ($"{path}[{i}]", item))] : null;

    private static Error Invalid(string path, string message) =>
        new(ErrorKind.Invalid, "invalid-geometry", $"The geometry is no area that can be searched. {path}: {message}") { Fields = [new FieldError(path, message)] };
}
