using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

internal static class Versions
{
    /// <summary>The condition that an incident may be passed on, which all must meet that the public sees.</summary>
    public const string Redistributable = "redistributable";

    /// <summary>
    /// Where what is current ends, as the indexes of all versions have it: beyond every position. They are made for rows from position 1 on, which
    /// all are, lest a reader of the present be led to them.
    /// </summary>
    public const string Never = "9223372036854775807";

    // Where it is today differs by 14 hours, and the clocks of the service and of its database by less than what is left of this.
    private const int DaysAhead = 2;

    /// <returns>The condition that a row of the read model held at the moment.</returns>
    public static string At(SqlQuery query, Moment moment, string table = "")
    {
        if (moment.Position is not { } position)
            return $"{table}recorded_to is null";
        var at = query.Parameter(position);
        return $"{table}recorded_from between 1 and {at} and coalesce({table}recorded_to, {Never}) > {at}";
    }

    /// <returns>
    /// The condition, which must be met by a row that held at the moment, so that the indexes serve it which what is current and what is past have
    /// apart from each other.
    /// </returns>
    public static string Apart(SqlQuery query, Moment moment, string condition, string table = "incident_version.") => moment.Position is { } position
        ? $"(({table}recorded_to is null and {condition}) or ({table}recorded_to > {query.Parameter(position)} and {condition}))"
        : condition;

    /// <returns>
    /// What follows for the days of an incident that was recorded by the moment, and bounds the part of an index by days that is read: nobody
    /// records what has yet to happen. Null for now.
    /// </returns>
    public static string? Happened(SqlQuery query, Moment moment, string table) => moment is { Position: not null, Time: { } time }
        ? $"{table}occurred_from <= {query.Date(DateOnly.FromDateTime(time.UtcDateTime.AddDays(DaysAhead)))}"
        : null;
}
