using System.Globalization;
using ConflictEvents.Application.Casualties;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>A key that incidents are grouped by, as SQL.</summary>
/// <param name="Raw">What it is of a row of <c>incident_version</c>.</param>
/// <param name="Rollup">What it is of a row of <c>casualty_rollup</c>, never null; null where that cannot tell.</param>
/// <param name="Type">Of its values.</param>
/// <param name="Nothing">A value that no key has: it stands for null where nulls do not compare.</param>
internal sealed record CasualtyKeyColumn(string Raw, string? Rollup, string Type, string Nothing)
{
    private static readonly Dictionary<CasualtyGrouping, CasualtyKeyColumn> Known = new()
    {
        [CasualtyGrouping.Year] = Time("year", "yyyy", Start("year", "month_from")),
        [CasualtyGrouping.Month] = Time("month", "yyyy-MM", "month_from"),
        [CasualtyGrouping.Week] = Time("week", null, null),
        [CasualtyGrouping.Day] = Time("day", "yyyy-MM-dd", null),
        [CasualtyGrouping.Country] = Text("country", "country") with { Unknown = $"'{CasualtyRollup.UnknownCountry}'" },
        [CasualtyGrouping.Admin1] = Text("admin1_folded", null) with { Shown = "max(admin1 collate \"C\")" },
        [CasualtyGrouping.Actor] = Each("actor_ids", "grouped_actor", ResourceKind.Actor),
        [CasualtyGrouping.Type] = Text("type", "type"),
        [CasualtyGrouping.SubType] = Text("sub_type", null),
        [CasualtyGrouping.Conflict] = Each("conflict_ids", "grouped_conflict", ResourceKind.Conflict),
        [CasualtyGrouping.Grid] = new(
            $"case when longitude is not null then (least(floor((latitude + 90) / {Degrees(PrioGrid.Size)}), {PrioGrid.Rows - 1}) * {PrioGrid.Columns}"
            + $" + least(floor((longitude + 180) / {Degrees(PrioGrid.Size)}), {PrioGrid.Columns - 1}) + 1)::int end",
            null,
            "int",
            "0"),
    };

    /// <summary>The unit of time; null for a key that is none.</summary>
    public string? Unit { get; private init; }

    /// <summary>How a day is shown; null for the ISO week.</summary>
    private string? Format { get; init; }

    /// <summary>What <see cref="Rollup"/> is where the key is unknown; null where it never is.</summary>
    public string? Unknown { get; private init; }

    /// <summary>What is shown instead of the key, over the rows of a group: of several spellings one with small letters and accents.</summary>
    public string? Shown { get; private init; }

    /// <summary>What a row must be joined with, where it has several keys of the kind, or none.</summary>
    public string? Source { get; private init; }

    /// <summary>What the key is the id of.</summary>
    public ResourceKind? Names { get; private init; }

    /// <summary>Whether a name is read beside the key or in its place.</summary>
    public bool IsNamed => Shown is not null || Names is not null;

    public static CasualtyKeyColumn Of(CasualtyGrouping group) => Known[group];

    /// <returns>The key as it stands in an answer; null for null.</returns>
    public string? Read(NpgsqlDataReader rows, int column)
    {
        if (rows.IsDBNull(column))
            return null;
        return Type switch
        {
            "date" => Show(rows.GetFieldValue<DateOnly>(column)),
            "int" => rows.GetInt32(column).ToString(CultureInfo.InvariantCulture),
            "uuid" => rows.GetGuid(column).ToString(),
            _ => rows.GetString(column),
        };
    }

    /// <returns>The key as SQL reads it back; null for null.</returns>
    public string? ReadBack(NpgsqlDataReader rows, int column) => Type is "date" && !rows.IsDBNull(column)
        ? rows.GetFieldValue<DateOnly>(column).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : Read(rows, column);

    /// <returns>The first day of the unit of time that a day lies in.</returns>
    public static string Start(string unit, string day) => unit is "day" ? day : $"date_trunc('{unit}', {day}::timestamp)::date";

    private static CasualtyKeyColumn Time(string unit, string? format, string? rollup) =>
        new(Start(unit, "occurred_from"), rollup, "date", "'-infinity'") { Unit = unit, Format = format };

    private static CasualtyKeyColumn Text(string raw, string? rollup) =>
        new($"{raw} collate \"C\"", rollup, "text", "''");

    private static CasualtyKeyColumn Each(string ids, string name, ResourceKind kind) => new(name, null, "uuid", $"'{Guid.Empty}'")
    {
        Source = $"left join lateral unnest({ids}) as each_{name}({name}) on true",
        Names = kind,
    };

    private static string Degrees(double degrees) => degrees.ToString(CultureInfo.InvariantCulture);

    private string Show(DateOnly day) => Format is null
        ? string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}")
        : day.ToString(Format, CultureInfo.InvariantCulture);
}
