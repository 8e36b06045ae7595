using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Chooses from which table, and by what kind of plan, the pages of a search are read.</summary>
internal static class IncidentPages
{
    private static readonly IncidentFilter Everything = new();

    /// <param name="filter">Its subgroups have been found.</param>
    public static PageQuery Query(IncidentFilter filter, IncidentSort sort, Moment moment)
    {
        var rows = IsReadOffOneActor(filter, sort) ? IncidentRows.OfOneActor : IncidentRows.All;
        var query = new SqlQuery();
        IncidentFilterSql.Translate(sort.Key is SortKey.Distance ? filter with { Within = null } : filter, moment, rows, query);
        var order = Order.Of(sort, filter, rows, moment, query);
        return new PageQuery("card", rows.From, query, order, PlannedAnew: !IsServedByOnePlan(filter, sort, moment))
        {
            Sides = sort.Key is SortKey.Occurred && rows == IncidentRows.All && moment.IsNow ? Bounds.Wide(filter) : null,
        };
    }

    /// <summary>The rows of who takes part have an index by actor and date.</summary>
    private static bool IsReadOffOneActor(IncidentFilter filter, IncidentSort sort) => filter.ActorId is [_] && sort.Key is SortKey.Occurred;

    /// <summary>
    /// Whether one index gives the rows in their order, whatever the values: all incidents, or the newest or oldest of a period, of one
    /// country, of one actor, or of one dataset as it is now.
    /// </summary>
    private static bool IsServedByOnePlan(IncidentFilter filter, IncidentSort sort, Moment moment)
    {
        if (sort.Key is SortKey.Distance)
            return false;
        if (sort.Key is not SortKey.Occurred)
            return filter == Everything && moment.IsNow;

        var rest = filter with { From = null, To = null, Datetime = null };
        return rest == Everything
            || (filter.Country is { Codes: [_] } && rest with { Country = null } == Everything)
            || (filter.ActorId is [_] && rest with { ActorId = null } == Everything)
            || (filter.Datasets is [_] && moment.IsNow && rest with { Dataset = null } == Everything);
    }
}
