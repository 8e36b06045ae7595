using System.Globalization;
using System.Text;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>What sums are taken from.</summary>
internal enum CasualtySource
{
    /// <summary>The incidents themselves.</summary>
    Incidents,

    /// <summary>The sums of months, added up.</summary>
    Months,

    /// <summary>
    /// The sums of months as they are, where they are those of one dataset alone. Where there are none, it cannot be told through which event
    /// the answer goes, nor of which datasets it is.
    /// </summary>
    MonthByMonth,
}

/// <summary>
/// The statement that answers a <see cref="CasualtyQuery"/>. Its first columns are the time of the last event included, whether filling would
/// make too many rows, and the datasets that are added up on all pages; then come the keys (<c>k0</c> ...), what is shown for some of them (<c>n0</c> ...), and the sums. The first row
/// has the first columns; it has no sums where there is no group, or where the rows that have them come without the first columns.
/// </summary>
internal sealed class CasualtyStatement
{
    /// <summary>The column of the first key.</summary>
    public const int FirstKey = 3;

    private static readonly string[] Ends = ["low", "best", "high"];

    private readonly SqlQuery _query = new();
    private readonly CasualtyQuery _asked;
    private readonly Moment _moment;
    private readonly CasualtySource _source;
    private readonly IReadOnlyList<string> _measures;

    /// <param name="asked">The subgroups of its filter have been found: see <see cref="Subgroups"/>.</param>
    /// <param name="source">One that <see cref="SourceOf"/> allows, or a plainer one.</param>
    public CasualtyStatement(CasualtyQuery asked, Moment moment, CasualtySource source)
    {
        (_asked, _moment, _source) = (asked, moment, source);
        Keys = [.. asked.Keys.Select(CasualtyKeyColumn.Of)];
        _measures = [.. Enumerable.Range(0, asked.Figures.Count).Select(n => $"m{n}")];
    }

    public IReadOnlyList<CasualtyKeyColumn> Keys { get; }

    /// <summary>See <see cref="SqlQuery.Batch"/>.</summary>
    public bool IsPlannedAnew => _source is CasualtySource.Incidents;

    /// <summary>The column of what is shown for the first key that has such a column.</summary>
    public int FirstName => FirstKey + Keys.Count;

    /// <summary>The number of incidents, followed by four columns for each figure.</summary>
    public int FirstSum => FirstName + Keys.Count(key => key.IsNamed);

    /// <summary>Where the answer can be had with the least work.</summary>
    public static CasualtySource SourceOf(CasualtyQuery asked, Moment moment)
    {
        var filter = asked.Filter;
        var isInMonths = moment.IsNow
            && filter.Victims is null or VictimGroup.All
            && filter with { From = null, To = null, Datetime = null, Country = null, Type = null, Victims = null, Dataset = null, Redistributable = null } == new IncidentFilter()
            && filter.FirstDay is null or { Day: 1 }
            && (filter.LastDay is not { } last || last == DateOnly.MaxValue || last.AddDays(1).Day == 1)
            && asked.Keys.All(key => CasualtyKeyColumn.Of(key).Rollup is not null)
            && asked.Figures.All(metric => metric is CasualtyMetric.Killed or CasualtyMetric.Injured);
        if (!isInMonths)
            return CasualtySource.Incidents;

        var isOneRowEach = filter.FirstDay is null
            && !asked.Fill
            && asked.Keys.Contains(CasualtyGrouping.Month)
            && asked.Keys.Contains(CasualtyGrouping.Country)
            && (asked.Keys.Contains(CasualtyGrouping.Type) || filter.Type is null or [_]);
        return isOneRowEach ? CasualtySource.MonthByMonth : CasualtySource.Months;
    }

    /// <param name="after">The keys of the last row of the page before; null for the first page.</param>
    /// <returns>Its last result is the answer.</returns>
    public NpgsqlBatch Batch(NpgsqlConnection connection, IReadOnlyList<string?>? after, int limit) =>
        _source is CasualtySource.MonthByMonth ? Read(connection, after, limit) : AddUp(connection, after, limit);

    /// <summary>Each group is a row of <c>casualty_rollup</c>, in the order of its indexes where the keys begin with the month or the country.</summary>
    private NpgsqlBatch Read(NpgsqlConnection connection, IReadOnlyList<string?>? after, int limit)
    {
        // From one to the next by the index, of which there are as many steps as there are datasets.
        var meant = string.Join(" and ", IncidentFilterSql.Datasets(_asked.Filter, _moment, _query).DefaultIfEmpty("true"));
        var sole =
            $"""
            with recursive kept(dataset, redistributable) as (
                (select dataset, redistributable from casualty_rollup order by 1, 2 limit 1)
                union all
                select later.* from kept cross join lateral (
                    select r.dataset, r.redistributable from casualty_rollup r
                    where (r.dataset, r.redistributable) > (kept.dataset, kept.redistributable) order by 1, 2 limit 1) later
            ),
            sole as (select min(dataset) as dataset, bool_and(redistributable) as redistributable from kept where {meant} having count(*) = 1)
            """;
        _query.Where("dataset = (select dataset from sole)");
        _query.Where("redistributable = (select redistributable from sole)");
        WhereRollup();
        if (after is not null)
        {
            var right = Keys.Select((key, i) => after[i] is { } value ? $"{_query.Parameter(value)}::{key.Type}" : key.Unknown);
            _query.Where($"({string.Join(", ", Keys.Select(key => key.Rollup))}) > ({string.Join(", ", right)})");
        }

        var columns = Keys.Select(Rolled).Append("incidents").Concat(_asked.Figures.SelectMany(metric =>
        {
            var measure = JsonContract.NameOf(metric);
            return new[] { $"{measure}_low", $"{measure}_best", $"{measure}_high", $"incidents - {measure}_best_known" };
        })).ToList();
        // What goes for all rows is told once, before them: with ten thousand it would take as long as they do.
        return _query.Batch(
            connection,
            $"{sole}\nselect {Through()}, false, array(select dataset from sole), {string.Join(", ", columns.Select(_ => "null"))}\nunion all (select null, false, null, {string.Join(", ", columns)} from casualty_rollup",
            $"order by {string.Join(", ", Keys.Select(key => key.Rollup))} limit {_query.Parameter(limit)})",
            IsPlannedAnew);
    }

    private NpgsqlBatch AddUp(NpgsqlConnection connection, IReadOnlyList<string?>? after, int limit)
    {
        var isOfMonths = _source is CasualtySource.Months;
        var table = isOfMonths ? "casualty_rollup" : "incident_version";
        var before = new StringBuilder("with sums as (\n  select ");
        before.AppendJoin(", ", [
            .. Keys.Select((key, i) => $"{(isOfMonths ? Rolled(key) : key.Raw)} as k{i}"),
            .. Keys.Select((key, i) => (key.Shown, i)).Where(key => key.Shown is not null).Select(key => $"{key.Shown} as n{key.i}"),
            "min(dataset) as first_dataset, max(dataset) as last_dataset",
            .. isOfMonths ? RolledUp() : Added(),
        ]);
        before.Append(" from ").Append(table);
        foreach (var source in Keys.Select(key => key.Source).OfType<string>())
            before.Append(' ').Append(source);
        if (isOfMonths)
            WhereMonths();
        else
            WhereIncidents();

        var rest = new StringBuilder();
        if (Keys.Count > 0)
            rest.Append(CultureInfo.InvariantCulture, $"  group by {Numbers(Keys.Count)}\n");
        rest.Append(")\n");
        if (_asked.Fill)
            Fill(rest);
        rest.Append("select d.*, s.* from (select ").AppendJoin(", ", [
            $"{Through()} as through",
            $"{(_asked.Fill ? "(select too_many from size)" : "false")} as too_many",
            $"{Datasets(table)} as datasets",
        ]).Append(") d\n");
        rest.Append(CultureInfo.InvariantCulture, $"left join (\n  select {Columns()} from {(_asked.Fill ? "filled" : "sums")} s{Labels()}{Behind(after)}\n) s on true\n");
        if (Keys.Count > 0)
            rest.Append("order by ").AppendJoin(", ", Keys.Select((_, i) => $"s.k{i}")).Append('\n');
        rest.Append(CultureInfo.InvariantCulture, $"limit {_query.Parameter(limit)}");
        return _query.Batch(connection, before.ToString(), rest.ToString(), IsPlannedAnew);
    }

    /// <summary>Where the first and the last are one, as they mostly are, that is all; else what is added up is asked again for all of them.</summary>
    private string Datasets(string table) =>
        $"(select case when min(first_dataset) < max(last_dataset) then array(select distinct dataset from {table} where {_query.Conditions} order by 1) "
        + "else array_remove(array[min(first_dataset)], null) end from sums)";

    private static string Rolled(CasualtyKeyColumn key) => key.Unknown is null ? key.Rollup! : $"nullif({key.Rollup}, {key.Unknown})";

    private IEnumerable<string> Added()
    {
        yield return "count(*) as incidents";
        for (var i = 0; i < _measures.Count; i++)
        {
            var (low, best, high) = Figure(_asked.Figures[i]);
            yield return $"sum({low}) as {_measures[i]}_low, sum({best}) as {_measures[i]}_best, sum({high}) as {_measures[i]}_high, count(*) - count({best}) as {_measures[i]}_unknown";
        }
    }

    private IEnumerable<string> RolledUp()
    {
        yield return "coalesce(sum(incidents), 0)::bigint as incidents";
        for (var i = 0; i < _measures.Count; i++)
        {
            var measure = JsonContract.NameOf(_asked.Figures[i]);
            foreach (var end in Ends)
                yield return $"sum({measure}_{end})::bigint as {_measures[i]}_{end}";
            yield return $"coalesce(sum(incidents) - sum({measure}_best_known), 0)::bigint as {_measures[i]}_unknown";
        }
    }

    private (string Low, string Best, string High) Figure(CasualtyMetric metric)
    {
        var victims = _asked.Filter.Victims ?? VictimGroup.All;
        var measure = metric switch
        {
            CasualtyMetric.Killed => Measure.Killed,
            CasualtyMetric.Injured => Measure.Injured,
            CasualtyMetric.KilledOrInjured => Measure.KilledOrInjured,
            CasualtyMetric.Missing => Measure.Missing,
            CasualtyMetric.Detained => Measure.Detained,
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
        };
        if (victims is VictimGroup.All && measure is Measure.Killed or Measure.Injured)
            return ($"{JsonContract.NameOf(measure)}_low", $"{JsonContract.NameOf(measure)}_best", $"{JsonContract.NameOf(measure)}_high");
        var key = FigureKey.Of(measure, victims);
        return (End(0), End(1), End(2));

        string End(int index) => $"(figures->'{key}'->>{index})::int";
    }

    private void WhereIncidents()
    {
        // Whose figures are added up must not leave out the incidents where they are unknown.
        var filter = _asked.Filter.HasBounds ? _asked.Filter : _asked.Filter with { Victims = null };
        IncidentFilterSql.Translate(filter, _moment, IncidentRows.All, _query);
    }

    private void WhereMonths()
    {
        foreach (var condition in IncidentFilterSql.Datasets(_asked.Filter, _moment, _query))
            _query.Where(condition);
        WhereRollup();
    }

    /// <summary>Everything but the datasets.</summary>
    private void WhereRollup()
    {
        var filter = _asked.Filter;
        if (filter.Type is { } types)
            _query.Where($"type = any({_query.Parameter(types.Select(JsonContract.NameOf).ToArray())})");
        else
            _query.Where(_asked.Keys.Contains(CasualtyGrouping.Type) ? $"type <> '{CasualtyRollup.AllTypes}'" : $"type = '{CasualtyRollup.AllTypes}'");
        if (filter.Country is { } country)
            _query.Where($"country = any({_query.Parameter(country.Codes.ToArray())})");
        if (filter.FirstDay is { } first)
            _query.Where($"month_to >= {_query.Date(first)} and month_to < '{CasualtyRollup.AllEnds}'");
        else
            _query.Where($"month_to = '{CasualtyRollup.AllEnds}'");
        if (filter.LastDay is { } last)
            _query.Where($"month_from <= {_query.Date(last)}");
    }

    /// <summary>Puts a row without incidents wherever a series has none. A window that reaches into the period may begin before it.</summary>
    private void Fill(StringBuilder text)
    {
        var time = Keys.ToList().FindIndex(key => key.Unit is not null);
        var unit = Keys[time].Unit!;
        var others = Enumerable.Range(0, Keys.Count).Where(i => i != time).ToList();
        var first = _asked.Filter.FirstDay is { } firstDay ? $"least({CasualtyKeyColumn.Start(unit, $"{_query.Date(firstDay)}::date")}, min(k{time}))" : $"min(k{time})";
        var last = _asked.Filter.LastDay is { } lastDay ? $"greatest({CasualtyKeyColumn.Start(unit, $"{_query.Date(lastDay)}::date")}, max(k{time}))" : $"max(k{time})";
        text.Append(CultureInfo.InvariantCulture, $", bins as (\n  select generate_series(first::timestamp, last::timestamp, interval '1 {unit}')::date as bin\n");
        text.Append(CultureInfo.InvariantCulture, $"  from (select {first} as first, {last} as last from sums) ends limit {CasualtyQuery.MostFilledRows + 1}\n)");
        text.Append(", series as (\n  select ").AppendJoin(", ", [.. others.Select(i => $"k{i}"), .. others.Where(i => Keys[i].Shown is not null).Select(i => $"max(n{i}) as n{i}"), "count(*) as bins"]);
        text.Append(" from sums").Append(others.Count == 0 ? "" : $" group by {Numbers(others.Count)}").Append("\n)");
        text.Append(CultureInfo.InvariantCulture, $", size as (\n  select (select count(*) from bins) * (select count(*) from series) > {CasualtyQuery.MostFilledRows} as too_many\n)");
        text.Append(", filled as (\n  select ").AppendJoin(", ", [
            .. Keys.Select((_, i) => i == time ? $"bin as k{i}" : $"series.k{i}"),
            .. others.Where(i => Keys[i].Shown is not null).Select(i => $"series.n{i}"),
            "coalesce(sums.incidents, 0) as incidents",
            .. _measures.Select(m => $"sums.{m}_low, sums.{m}_best, sums.{m}_high, coalesce(sums.{m}_unknown, 0) as {m}_unknown"),
        ]);
        text.Append(CultureInfo.InvariantCulture, $"\n  from bins cross join series left join sums on sums.k{time} = bin");
        foreach (var i in others)
            text.Append(CultureInfo.InvariantCulture, $" and coalesce(sums.k{i}, {Keys[i].Nothing}) = coalesce(series.k{i}, {Keys[i].Nothing})");
        text.Append("\n  where not (select too_many from size)\n)\n");
    }

    private string Through() => _moment.Position is { } position
        ? $"(select recorded_at from event where position = {_query.Parameter(position)})"
        : "(select recorded_at from event_head where position > 0)";

    private string Columns() => string.Join(", ", [
        .. Keys.Select((_, i) => $"s.k{i}"),
        .. Keys.Select((key, i) => (key, i)).Where(key => key.key.IsNamed).Select(key => key.key.Names is null ? $"s.n{key.i}" : $"coalesce(r{key.i}.label, case when s.k{key.i} is not null then '{Name.Erased}' end) as n{key.i}"),
        "s.incidents",
        .. _measures.Select(m => $"s.{m}_low, s.{m}_best, s.{m}_high, s.{m}_unknown"),
    ]);

    private string Labels() => string.Concat(Keys.Select((key, i) =>
        key.Names is null ? "" : $" left join reference_version r{i} on r{i}.id = s.k{i} and {Versions.At(_query, _moment, $"r{i}.")}"));

    /// <summary>Unknown comes last, so whether a key is unknown is compared before the key.</summary>
    private string Behind(IReadOnlyList<string?>? after)
    {
        if (after is null)
            return "";
        var left = Keys.Select((key, i) => $"s.k{i} is null, coalesce(s.k{i}, {key.Nothing})");
        var right = Keys.Select((key, i) => $"{(after[i] is null ? "true" : "false")}, {(after[i] is { } value ? $"{_query.Parameter(value)}::{key.Type}" : key.Nothing)}");
        return $" where ({string.Join(", ", left)}) > ({string.Join(", ", right)})";
    }

    private static string Numbers(int count) => string.Join(", ", Enumerable.Range(1, count));
}
