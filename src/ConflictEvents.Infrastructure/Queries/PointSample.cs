using ConflictEvents.Application.Queries;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Where some thousands of the incidents lie, taken at random from all over: about how many of all lie in an area is told without asking the database.</summary>
/// <param name="points">Of those that have one.</param>
/// <param name="size">How many were taken, with those that have none.</param>
internal sealed class PointSample(IReadOnlyList<GeoPoint> points, int size)
{
    public static readonly PointSample Empty = new([], 0);

    private const int Wanted = 10_000;

    /// <returns>The share of all incidents that lie in a box, from 0 to 1, give or take a tenth of it where it is a hundredth; 0 for one that crosses the antimeridian.</returns>
    public double ShareOf(BoundingBox box) => size == 0
        ? 0
        : (double)points.Count(point => point.Longitude >= box.West && point.Longitude <= box.East && point.Latitude >= box.South && point.Latitude <= box.North) / size;

    /// <summary>Reads whole pages of the table, as many as hold so many incidents; more where the database does not know yet how many there are.</summary>
    public static async Task<PointSample> Read(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select longitude, latitude
            from incident_version tablesample system ((select least(100, 100.0 * $1 / greatest(reltuples, 1)) from pg_class where oid = 'incident_version'::regclass))
            where recorded_to is null and status = 'active'
            limit 2 * $1
            """,
            connection)
        {
            Parameters = { new() { Value = Wanted } },
        };
        var (points, size) = (new List<GeoPoint>(Wanted), 0);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        for (; await rows.ReadAsync(cancellationToken); size++)
        {
            if (!rows.IsDBNull(0))
                points.Add(new GeoPoint(rows.GetDouble(0), rows.GetDouble(1)));
        }

        return new PointSample(points, size);
    }
}
