using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Casualties;

/// <summary>What is added up, and by what.</summary>
public sealed record CasualtyRequest : Reading
{
    private const int UsualLimit = 1_000;
    private const int MostRows = 10_000;

    [Description("What a row stands for: one or more groups, separated by commas, such as `country,month`; none for one row of totals. Units of time go by the first day of an incident's date window. Rows of `actor` and of `conflict` overlap: an incident counts in the row of each.")]
    public CasualtyGrouping[]? GroupBy { get; init; }

    [Description("What is shown of each row: one or more, separated by commas; `incidents,killed,injured` unless told. People displaced or evacuated are not offered, since figures that count stocks and flows do not add up.")]
    public CasualtyMetric[]? Metrics { get; init; }

    [Description("`true` for a chart: with one unit of time in `groupBy`, units without incidents have a row as well, from the first to the last, or from `from` to `to` where they are given; 10,000 rows at most.")]
    public bool? Fill { get; init; }

    [Description("Rows a page: 1,000 unless told, at most 10,000; more is taken for 10,000, and the header `Limit-Applied` says so.")]
    [Range(1, int.MaxValue, ErrorMessage = "Give 1 or more.")]
    [Clamped(MostRows)]
    public int? Limit { get; init; }

    [Description("The `nextCursor` of the page before, unchanged, together with the same filters and groups.")]
    public string? Cursor { get; init; }

    public CasualtyQuery Query(IncidentFilter filter) =>
        new(filter, GroupBy ?? [], Metrics is { Length: > 0 } ? Metrics : CasualtyQuery.DefaultMetrics, Fill is true);

    public PageRequest Page() => new(Limit, Cursor) { Usual = UsualLimit, Most = MostRows };
}
