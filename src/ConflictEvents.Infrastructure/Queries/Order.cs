using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>An order of rows as SQL: the expression of its key, and how a key is compared and carried in a cursor.</summary>
/// <param name="MayBeNull">Where the key is unknown the row comes last; only in an ascending order.</param>
internal sealed record Order(string Expression, string Cast, bool Descending, bool MayBeNull = false)
{
    private const string Unknown = "";

    /// <summary>
    /// How far a row is from where the order begins, which an index orders rows by as long as no second key is asked of it: the id comes in after the rows
    /// are found, among all that are as far away as the last of them. Null where an index has the key and the id.
    /// </summary>
    public string? Nearest { get; init; }

    public string By => ByKey(Expression);

    /// <param name="expression">The expression of the order, or the column that holds it.</param>
    public string ByKey(string expression) => Descending ? $"order by {expression} desc, id desc" : $"order by {expression}, id";

    /// <returns>The key as a cursor carries it.</returns>
    /// <inheritdoc cref="ByKey" path="/param"/>
    public string KeyOf(string expression) => MayBeNull ? $"coalesce(({expression})::text, '{Unknown}')" : $"({expression})::text";

    public static Order Of(IncidentSort sort, IncidentFilter filter, IncidentRows rows, Moment moment, SqlQuery query) => sort.Key switch
    {
        SortKey.Occurred when rows == IncidentRows.All && moment.IsNow && Bounds.AreNarrow(filter) => new("occurred_from", "date", sort.Descending)
        {
            // The index of points has the days too.
            Nearest = $"occurred_from <-> date '{(sort.Descending ? "9999-12-31" : "0001-01-01")}'",
        },
        SortKey.Occurred => new($"{rows.Dates}occurred_from", "date", sort.Descending),
        SortKey.Recorded => new("updated_at", "timestamptz", sort.Descending),
        SortKey.Killed => new(sort.Descending ? CasualtySql.KilledOrBelow : CasualtySql.KilledOrAbove, "int", sort.Descending),

        SortKey.Distance => ByDistance(filter, sort, moment, query),
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    /// <returns>The condition of standing behind a row in this order.</returns>
    public string Behind(SqlQuery query, string key, Guid id)
    {
        var last = query.Parameter(id);
        if (MayBeNull && key == Unknown)
            return $"{Expression} is null and id > {last}";
        var (beyond, from) = (Descending ? '<' : '>', query.Parameter(key));
        var behind = $"({Expression}, id) {beyond} ({from}::{Cast}, {last})";
        return MayBeNull ? $"({behind} or {Expression} is null)"
            : Nearest is not null ? $"{Expression} {beyond}= {from}::{Cast} and {behind}"
            : behind;
    }

    /// <summary>With the limit of the distance, which the filter's own condition would have looked for by its box.</summary>
    private static Order ByDistance(IncidentFilter filter, IncidentSort sort, Moment moment, SqlQuery query)
    {
        var near = filter.Near!.Value;
        if (filter.Within is { } within)
            query.Where(Versions.Apart(query, moment, IncidentFilterSql.Within(near, within, query)));

        // The operator, unlike the function, is served by the index of points on the ground.
        var distance = $"(point::geography <-> {IncidentFilterSql.Point(near, query)})";
        return new(distance, "double precision", sort.Descending, MayBeNull: true) { Nearest = distance };
    }
}
