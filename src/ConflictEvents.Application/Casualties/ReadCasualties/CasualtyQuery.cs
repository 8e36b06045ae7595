using System.Text.Json.Serialization;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Casualties.ReadCasualties;

/// <summary>What incidents are put together by. The units of time go by the first day of an incident's date window.</summary>
public enum CasualtyGrouping
{
    Year,
    Month,

    /// <summary>The ISO 8601 week, from Monday.</summary>
    Week,
    Day,
    Country,

    /// <summary>The first-order subdivision, by its name without regard to accents and case; the country comes with it.</summary>
    Admin1,

    /// <summary>Participants and those held responsible. An incident counts once in the row of each.</summary>
    Actor,
    Type,

    [JsonStringEnumMemberName("subType")]
    SubType,

    /// <summary>The conflicts it belongs to and all above them. An incident counts once in the row of each.</summary>
    Conflict,

    /// <summary>The PRIO-GRID cell of half a degree that the point lies in.</summary>
    Grid,
}

/// <summary>What is added up.</summary>
public enum CasualtyMetric
{
    /// <summary>How many incidents there are.</summary>
    Incidents,
    Killed,
    Injured,

    /// <summary>Figures that claimants state for both together.</summary>
    KilledOrInjured,
    Missing,
    Detained,
}

/// <summary>Which sums are wanted.</summary>
/// <param name="Groups">The keys of a row, in the order in which rows are sorted; none for one row of totals.</param>
/// <param name="Metrics">Those shown of each row.</param>
/// <param name="Fill">Whether units of time without incidents have a row too.</param>
public sealed record CasualtyQuery(IncidentFilter Filter, IReadOnlyList<CasualtyGrouping> Groups, IReadOnlyList<CasualtyMetric> Metrics, bool Fill)
{
    /// <summary>The most rows that a filled answer may have: it is there to be drawn.</summary>
    public const int MostFilledRows = 10_000;

    public static readonly IReadOnlyList<CasualtyMetric> DefaultMetrics = [CasualtyMetric.Incidents, CasualtyMetric.Killed, CasualtyMetric.Injured];

    /// <summary>The groups with what they bring along: names of subdivisions mean little without their country.</summary>
    public IReadOnlyList<CasualtyGrouping> Keys => Groups.Contains(CasualtyGrouping.Admin1) && !Groups.Contains(CasualtyGrouping.Country)
        ? [.. Groups.SelectMany(group => group is CasualtyGrouping.Admin1 ? new[] { CasualtyGrouping.Country, group } : [group])]
        : Groups;

    /// <summary>The metrics that are sums of figures.</summary>
    public IReadOnlyList<CasualtyMetric> Figures => [.. Metrics.Where(metric => metric is not CasualtyMetric.Incidents)];

    /// <returns>What makes the query meaningless, by the name of the parameter; null for a sound one.</returns>
    public Error? Fault()
    {
        if (Filter.Fault() is { } fault)
            return fault;
        if (Groups.Distinct().Count() != Groups.Count)
            return QueryErrors.Parameter("groupBy", "names the same group twice.");
        if (Metrics.Distinct().Count() != Metrics.Count)
            return QueryErrors.Parameter("metrics", "names the same metric twice.");
        return Fill && Groups.Count(IsTime) != 1 ? QueryErrors.Parameter("fill", "needs just one of year, month, week and day in groupBy.") : null;
    }

    /// <param name="covered">The datasets that would be added up.</param>
    /// <returns>Why they are not: several datasets tell of the same incidents. Null where one alone is covered, or the query says which it means.</returns>
    public Error? Mixed(IReadOnlyList<string> covered) => covered.Count > 1 && Filter.Dataset is null
        ? new Error(ErrorKind.Malformed, "several-datasets", $"What is asked for stands in several datasets, {string.Join(", ", covered)}, which may tell of the same incidents. Say with dataset= which of them to add up, or dataset=any for all.")
        {
            Fields = [new FieldError("dataset", $"Give one or more of {string.Join(", ", covered)}, or any.")],
        }
        : null;

    public static Error TooManyToFill { get; } = QueryErrors.Parameter(
        "fill", $"would make more than {MostFilledRows:N0} rows. Take a longer unit of time, a shorter period or fewer groups.");

    public static bool IsTime(CasualtyGrouping group) => group <= CasualtyGrouping.Day;
}
