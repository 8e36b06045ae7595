using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>The bounds that a filter puts on estimates, as SQL. An unknown figure is null, and within no bounds.</summary>
internal static class CasualtySql
{
    /// <summary>The best estimate of all killed, an unknown one taken for less than any; there is an index of it.</summary>
    public const string KilledOrBelow = "coalesce(killed_best, -1)";

    /// <summary>The best estimate of all killed, an unknown one taken for more than any; there is an index of it.</summary>
    public const string KilledOrAbove = "coalesce(killed_best, 2147483647)";

    public static void Translate(IncidentFilter filter, SqlQuery query)
    {
        var victims = filter.Victims ?? VictimGroup.All;
        (string Figure, string Sign, int? Bound)[] bounds =
        [
            (Best(Measure.Killed, victims), ">=", filter.KilledMin),
            (Best(Measure.Killed, victims), "<=", filter.KilledMax),
            (High(Measure.Killed, victims), ">=", filter.KilledHighMin),
            (High(Measure.Killed, victims), "<=", filter.KilledHighMax),
            (Best(Measure.Injured, victims), ">=", filter.InjuredMin),
            (Best(Measure.Injured, victims), "<=", filter.InjuredMax),
            (High(Measure.Injured, victims), ">=", filter.InjuredHighMin),
            (High(Measure.Injured, victims), "<=", filter.InjuredHighMax),
        ];
        foreach (var (figure, sign, bound) in bounds)
        {
            if (bound is { } number)
                query.Where($"{figure} {sign} {query.Parameter(number)}");
        }

        // Follow from the bounds on the column, which tell the planner how many there are; these tell it of the index.
        if (victims is VictimGroup.All && filter.KilledMin is { } least)
            query.Where($"{KilledOrBelow} >= {query.Parameter(least)}");
        if (victims is VictimGroup.All && filter.KilledMax is { } most)
            query.Where($"{KilledOrAbove} <= {query.Parameter(most)}");
        if (filter.Victims is not null && !filter.HasBounds)
            query.Where($"({Best(Measure.Killed, victims)} is not null or {Best(Measure.Injured, victims)} is not null)");
    }

    private static string Best(Measure measure, VictimGroup victims) => Figure(measure, victims, "best", 1);

    private static string High(Measure measure, VictimGroup victims) => Figure(measure, victims, "high", 2);

    private static string Figure(Measure measure, VictimGroup victims, string column, int place) => victims is VictimGroup.All
        ? $"{(measure is Measure.Killed ? "killed" : "injured")}_{column}"
        : $"(figures -> '{FigureKey.Of(measure, victims)}' ->> {place})::int";
}
