using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

internal static class Versions
{
    /// <summary>The condition that an incident may be passed on, which all must meet that the public sees.</summary>
    public const string Redistributable = "redistributable";

    /// <returns>The condition that a row of the read model held at the moment.</returns>
    public static string At(SqlQuery query, Moment moment, string table = "")
    {
        if (moment.Position is not { } position)
            return $"{table}recorded_to is null";
        var at = query.Parameter(position);
        return $"{table}recorded_from <= {at} and ({table}recorded_to is null or {table}recorded_to > {at})";
    }
}
