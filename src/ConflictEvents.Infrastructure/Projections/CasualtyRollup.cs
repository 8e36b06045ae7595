using Npgsql;
using NpgsqlTypes;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>
/// The sums of <c>casualty_rollup</c>. They follow the rows of <c>incident_version</c> within the transaction that writes those; commits are
/// serial, so nobody else changes a sum meanwhile.
/// </summary>
internal static class CasualtyRollup
{
    /// <summary>The type of the rows that sum up all types.</summary>
    public const string AllTypes = "all";

    /// <summary>The country of the rows of incidents whose country is not known; sorted behind all codes.</summary>
    public const string UnknownCountry = "unknown";

    /// <summary>The last month of the rows that sum up all windows, whenever they end.</summary>
    public const string AllEnds = "infinity";

    private static readonly string[] Figures = ["killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high"];

    private static readonly string Columns = $"dataset, redistributable, type, country, month_from, month_to, incidents, {string.Join(", ", Figures.Select(figure => $"{figure}, {figure}_known"))}";

    private static readonly string Months = "date_trunc('month', occurred_from::timestamp)::date as month_from, date_trunc('month', occurred_to::timestamp)::date as month_to";

    private static readonly string Following =
        $"""
        with change as (
            select dataset, redistributable, type, coalesce(country, '{UnknownCountry}') as country, {Months}, case when recorded_to is null then 1 else -1 end as sign, {string.Join(", ", Figures)}
            from incident_version
            where id = any($1) and (recorded_to = $2 or (recorded_from = $2 and recorded_to is null)) and status = 'active'
        ),
        delta as (
            select dataset, redistributable, kind as type, country, month_from, last_month as month_to, sum(sign) as incidents,
                   {string.Join(", ", Figures.Select(figure => $"coalesce(sum(sign * {figure}::bigint), 0) as {figure}, coalesce(sum(sign) filter (where {figure} is not null), 0) as {figure}_known"))}
            from change cross join lateral (values (type), ('{AllTypes}')) as each_kind(kind) cross join lateral (values (month_to), ('{AllEnds}')) as each_end(last_month)
            group by dataset, redistributable, kind, country, month_from, last_month
            having sum(sign) <> 0 or {string.Join(" or ", Figures.Select(figure => $"sum(sign * {figure}::bigint) <> 0 or sum(sign) filter (where {figure} is not null) <> 0"))}
        )
        merge into casualty_rollup r using delta d
            on r.dataset = d.dataset and r.redistributable = d.redistributable and r.type = d.type and r.country = d.country and r.month_from = d.month_from and r.month_to = d.month_to
        when matched and r.incidents + d.incidents = 0 then delete
        when matched then update set incidents = r.incidents + d.incidents,
            {string.Join(", ", Figures.Select(figure => $"{figure} = {Known($"r.{figure}_known + d.{figure}_known", $"coalesce(r.{figure}, 0) + d.{figure}")}, {figure}_known = r.{figure}_known + d.{figure}_known"))}
        when not matched then insert ({Columns})
            values (d.dataset, d.redistributable, d.type, d.country, d.month_from, d.month_to, d.incidents, {string.Join(", ", Figures.Select(figure => $"{Known($"d.{figure}_known", $"d.{figure}")}, d.{figure}_known"))})
        """;

    /// <summary>Carries the change of some incidents, as their rows were ended and written at a position, into the sums.</summary>
    public static NpgsqlBatchCommand Follow(Guid[] incidents, long position) => new(Following)
    {
        Parameters = { new() { Value = incidents, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }, new() { Value = position } },
    };

    /// <summary>Works all sums out anew from the incidents: what <see cref="Follow"/> must come to.</summary>
    public static async Task Derive(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("delete from casualty_rollup"),
                new(
                    $"""
                    insert into casualty_rollup ({Columns})
                    select dataset, redistributable, coalesce(type, '{AllTypes}'), country, month_from, coalesce(month_to, '{AllEnds}'), count(*), {string.Join(", ", Figures.Select(figure => $"sum({figure}), count({figure})"))}
                    from (
                        select dataset, redistributable, type, coalesce(country, '{UnknownCountry}') as country, {Months}, {string.Join(", ", Figures)}
                        from incident_version where recorded_to is null and status = 'active'
                    ) incident
                    group by dataset, redistributable, country, month_from, grouping sets ((type, month_to), (type), (month_to), ())
                    order by 1, 2, 3, 6, 5, 4
                    """),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Known(string known, string sum) => $"case when {known} > 0 then {sum} end";
}
