using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>A list in its order, of which pages are read.</summary>
/// <param name="Column">What of each row is read.</param>
/// <param name="From">The tables, which have one column <c>id</c> between them.</param>
/// <param name="PlannedAnew">The best plan depends on the values: see <see cref="SqlQuery.Batch"/>.</param>
internal sealed record PageQuery(string Column, string From, SqlQuery Conditions, Order Order, bool PlannedAnew)
{
    /// <summary>Some more that each row is read with; null for nothing.</summary>
    public string? Besides { get; init; }

    /// <summary>To be asked for before a page is: it counts on all of them.</summary>
    public NpgsqlBatch Count(NpgsqlConnection connection, int most) =>
        Conditions.Batch(connection, $"select count(*) from (select from {From}", $"limit {most}) counted", PlannedAnew);

    /// <returns>The plan as JSON, for the values that there are.</returns>
    public NpgsqlCommand Plan(NpgsqlConnection connection) => Conditions.Command(connection, $"explain (format json) select from {From}", "");

    /// <param name="start">The last row of the page before; null for the first page.</param>
    /// <returns>Reads the column, the id and the key that a cursor carries; the rows are its last result.</returns>
    public NpgsqlBatch After(NpgsqlConnection connection, Cursor? start, int rows)
    {
        if (start is not null)
            Conditions.Where(Order.Behind(Conditions, start.Key, start.Id));
        var limit = Conditions.Parameter(rows);
        var besides = Besides is null ? "" : $", {Besides}";

        // The first row is sent when the last is found, so that who reads them need not be woken for every few: what is sorted has to be there, and so has
        // what is counted.
        var (order, some, counted) = Order.Nearest is { } nearest
            ? ($"order by {nearest}", $"fetch first ({limit}) rows with ties", "")
            : (Order.By, $"limit {limit}", ", count(*) over ()");
        return Conditions.Batch(
            connection,
            $"select {Column}, id, {Order.KeyOf("sort_key")}{besides}{counted} from (\nselect {Column}, id{besides}, {Order.Expression} as sort_key from {From}",
            $"{order} {some}\n) page {Order.ByKey("page.sort_key")} limit {limit}",
            PlannedAnew);
    }
}
