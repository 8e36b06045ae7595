using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

internal static class Versions
{
    /// <summary>Lets no incident through that may not be passed on to whom the moment is told.</summary>
    public static void OnlyShown(SqlQuery query, Moment moment)
    {
        if (!moment.ShowsAll)
            query.Where("redistributable");
    }

    /// <returns>The condition that a row of the read model held at the moment.</returns>
    public static string At(SqlQuery query, Moment moment, string table = "")
    {
        if (moment.Position is not { } position)
            return $"{table}recorded_to is null";
        var at = query.Parameter(position);
        return $"{table}recorded_from <= {at} and ({table}recorded_to is null or {table}recorded_to > {at})";
    }
}
