using ConflictEvents.Application.Queries;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Where some thousands of the incidents lie, taken at random from all over: whether much lies in an area is told without asking the database.</summary>
/// <param name="points">Of those that have one.</param>
/// <param name="size">How many were taken, with those that have none.</param>
internal sealed class PointSample(GeoPoint[] points, int size)
{
    public static readonly PointSample Empty = new([], 0);

    private const int Incidents = 10_000;

    public bool IsEmpty => size == 0;

    /// <param name="share">Of all incidents, more than 0 and up to 1.</param>
    /// <returns>Whether about that share or more lies in a box; false for one that crosses the antimeridian.</returns>
    public bool Holds(BoundingBox box, double share)
    {
        // For every page of an area: once there are enough, the rest need not be looked at.
        var left = Math.Max(1, share * size);
        foreach (ref readonly var point in points.AsSpan())
        {
            if (point.Longitude >= box.West && point.Longitude <= box.East && point.Latitude >= box.South && point.Latitude <= box.North && --left <= 0)
                return true;
        }

        return false;
    }

    /// <summary>Reads whole pages of the table, as many as hold so many current incidents; where the database does not know yet how many there are, twice as many of the first.</summary>
    public static async Task<PointSample> Read(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select longitude, latitude
            from incident_version tablesample system ((select least(100, 100.0 * $1 / greatest(reltuples, 1)) from pg_class where oid = 'incident_current_occurred'::regclass))
            where recorded_to is null and status = 'active'
            limit 2 * $1
            """,
            connection)
        {
            Parameters = { new() { Value = Incidents } },
        };
        var (points, size) = (new List<GeoPoint>(Incidents), 0);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        for (; await rows.ReadAsync(cancellationToken); size++)
        {
            if (!rows.IsDBNull(0))
                points.Add(new GeoPoint(rows.GetDouble(0), rows.GetDouble(1)));
        }

        return new PointSample([.. points], size);
    }
}
