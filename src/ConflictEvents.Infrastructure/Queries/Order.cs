using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>An order of rows as SQL: the expression of its key, and how a key is compared and carried in a cursor.</summary>
/// <param name="MayBeNull">
/// Where the key is unknown the row comes last; only in an ascending order. It is a distance, which an index orders rows by as long as no second
/// key is asked of it: the id comes in after the rows are found, among all that are as far away as the last of them.
/// </param>
internal sealed record Order(string Expression, string Cast, bool Descending, bool MayBeNull = false)
{
    private const string Unknown = "";

    public string By => Descending ? $"order by {Expression} desc, id desc" : $"order by {Expression}, id";

    /// <returns>The key as a cursor carries it.</returns>
    /// <param name="expression">The expression of the order, or the column that holds it.</param>
    public string KeyOf(string expression) => MayBeNull ? $"coalesce(({expression})::text, '{Unknown}')" : $"({expression})::text";

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
