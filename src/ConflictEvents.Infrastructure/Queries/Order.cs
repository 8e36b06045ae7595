using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>An order of rows as SQL: the expression of its key, and how a key is compared and carried in a cursor.</summary>
/// <param name="MayBeNull">Where the key is unknown the row comes last; only in an ascending order.</param>
internal sealed record Order(string Expression, string Cast, bool Descending, bool MayBeNull = false)
{
    private const string Unknown = "";

    public string By => Descending ? $"order by {Expression} desc, id desc" : $"order by {Expression}, id";

    /// <summary>The key as a cursor carries it.</summary>
    public string Key => MayBeNull ? $"coalesce(({Expression})::text, '{Unknown}')" : $"({Expression})::text";

    public static Order Of(IncidentSort sort, IncidentFilter filter, IncidentRows rows, SqlQuery query) => sort.Key switch
    {
        SortKey.Occurred => new($"{rows.Dates}occurred_from", "date", sort.Descending),
        SortKey.Recorded => new("updated_at", "timestamptz", sort.Descending),
        SortKey.Killed => new(sort.Descending ? CasualtySql.KilledOrBelow : CasualtySql.KilledOrAbove, "int", sort.Descending),

        // The operator, unlike the function, is served by the index of points.
        SortKey.Distance => new($"(point::geography <-> {IncidentFilterSql.Point((GeoPoint)filter.Near!, query)})", "double precision", sort.Descending, MayBeNull: true),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    /// <returns>The condition of standing behind a row in this order.</returns>
    public string Behind(SqlQuery query, string key, Guid id)
    {
        var last = query.Parameter(id);
        if (MayBeNull && key == Unknown)
            return $"{Expression} is null and id > {last}";
        var behind = $"({Expression}, id) {(Descending ? '<' : '>')} ({query.Parameter(key)}::{Cast}, {last})";
        return MayBeNull ? $"({behind} or {Expression} is null)" : behind;
    }
}
