using System.Buffers.Binary;
using ConflictEvents.Application.Incidents.SearchIncidents.Areas;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>
/// An area as SQL. Points have longitudes from -180 to 180, polygons may lie beyond: they are asked for in every turn round the earth in which
/// they meet points. West and east are one geometry each, since the index goes by the box around a geometry, and that of two shores of the
/// Pacific would go round the world.
/// </summary>
internal static class AreaSql
{
    private const uint PolygonType = 3;
    private const uint MultiPolygonType = 6;

    public static string Condition(Area area, SqlQuery query)
    {
        var met = area.Polygons.SelectMany(Turns).ToLookup(polygon => polygon.Outer.West + polygon.Outer.East < 0);
        return $"({string.Join(" or ", met.Select(half => $"st_intersects(st_geomfromwkb({query.Parameter(WellKnownBinary([.. half]))}, 4326), point)"))})";
    }

    private static IEnumerable<AreaPolygon> Turns(AreaPolygon polygon) => Enumerable.Range(-2, 5)
        .Where(turns => polygon.Outer.West + (360 * turns) <= 180 && polygon.Outer.East + (360 * turns) >= -180)
        .Select(turns => new AreaPolygon([.. polygon.Rings.Select(ring => ring.Turned(turns))]));

    private static byte[] WellKnownBinary(IReadOnlyCollection<AreaPolygon> polygons)
    {
        var bytes = new MemoryStream();
        Head(MultiPolygonType, polygons.Count);
        foreach (var polygon in polygons)
        {
            Head(PolygonType, polygon.Rings.Count);
            foreach (var ring in polygon.Rings)
            {
                Number((uint)ring.Positions.Count);
                foreach (var position in ring.Positions)
                {
                    Degrees(position.Longitude);
                    Degrees(position.Latitude);
                }
            }
        }

        return bytes.ToArray();

        void Head(uint type, int count)
        {
            bytes.WriteByte(1); // Little-endian.
            Number(type);
            Number((uint)count);
        }

        void Number(uint number)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(four, number);
            bytes.Write(four);
        }

        void Degrees(double degrees)
        {
            Span<byte> eight = stackalloc byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(eight, degrees);
            bytes.Write(eight);
        }
    }
}
