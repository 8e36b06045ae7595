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
        return Conditions.Batch(connection, $"select {Column}, id, {Order.Key}{(Besides is null ? "" : $", {Besides}")} from {From}", $"{Order.By} limit {Conditions.Parameter(rows)}", PlannedAnew);
    }
}
