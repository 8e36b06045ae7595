using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>An order of rows as SQL: the expression of its key, which is never null, and how a key is compared and carried in a cursor.</summary>
internal sealed record Order(string Expression, string Cast, bool Descending)
{
    // Behind every real figure and every real distance, in the direction of the order.
    private const int UnknownBelow = -1;
    private const int UnknownAbove = int.MaxValue;
    private const int NoDistance = 1_000_000_000;

    public string By => Descending ? $"order by {Expression} desc, id desc" : $"order by {Expression}, id";

    public static Order Of(IncidentSort sort, IncidentFilter filter, SqlQuery query) => sort.Key switch
    {
        SortKey.Occurred => new("occurred_from", "date", sort.Descending),
        SortKey.Recorded => new("updated_at", "timestamptz", sort.Descending),
        SortKey.Killed => new($"coalesce(killed_best, {(sort.Descending ? UnknownBelow : UnknownAbove)})", "int", sort.Descending),
        SortKey.Distance => new(
            $"coalesce(st_distance(point::geography, {IncidentFilterSql.Point((GeoPoint)filter.Near!, query)}), {NoDistance})",
            "double precision",
            sort.Descending),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    /// <returns>The condition of standing behind a row in this order.</returns>
    public string Behind(SqlQuery query, string key, Guid id) =>
        $"({Expression}, id) {(Descending ? '<' : '>')} ({query.Parameter(key)}::{Cast}, {query.Parameter(id)})";
}
