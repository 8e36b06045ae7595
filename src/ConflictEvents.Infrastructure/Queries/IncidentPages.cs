using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>Chooses from which table, and by what kind of plan, the pages of a search are read.</summary>
internal static class IncidentPages
{
    // Of an area that holds less, fifty incidents lie too many days apart; below it points or the planner's choice are sooner.
    private const double Crowded = 0.002;

    private static readonly IncidentFilter Everything = new();

    /// <param name="filter">Its subgroups have been found.</param>
    /// <param name="sample">Tells how much lies in an area; null where all of it is to be read, or counted, which the planner can only do of an area that it is shown.</param>
    public static PageQuery Query(IncidentFilter filter, IncidentSort sort, Moment moment, PointSample? sample = null)
    {
        // Nothing else but a period: what else has to hold may be rare where much lies, and the planner shall tell.
        if (sort.Key is SortKey.Occurred && moment.IsNow && sample is not null && Bounds.Of(filter) is { } box && AtAnyTime(filter.Anywhere()) == Everything && sample.Holds(box, Crowded))
            return WalkDays(filter, box, sort, moment);

        var rows = IsReadOffOneActor(filter, sort) ? IncidentRows.OfOneActor : IncidentRows.All;
        var query = new SqlQuery();
        IncidentFilterSql.Translate(sort.Key is SortKey.Distance ? filter with { Within = null } : filter, moment, rows, query);
        var order = Order.Of(sort, filter, rows, moment, query);
        return new PageQuery("card", rows.From, query, order, PlannedAnew: !IsServedByOnePlan(filter, sort, moment));
    }

    /// <summary>
    /// Walks the days, and passes over what lies outside the box inside their index, which has its sides. They are hidden from the planner: it would make another plan for each
    /// box, and gather what it should walk, since it takes sides and area for conditions that have nothing to do with each other.
    /// </summary>
    private static PageQuery WalkDays(IncidentFilter filter, BoundingBox box, IncidentSort sort, Moment moment)
    {
        var (query, period) = (new SqlQuery(), filter.Anywhere());
        IncidentFilterSql.Translate(period, moment, IncidentRows.All, query);
        query.Where($"longitude between (select {query.Parameter(box.West)}) and (select {query.Parameter(box.East)})");
        query.Where($"latitude between (select {query.Parameter(box.South)}) and (select {query.Parameter(box.North)})");
        IncidentFilterSql.WithoutCorners(filter, query);
        return new PageQuery("card", IncidentRows.All.From, query, Order.Of(sort, period, IncidentRows.All, moment, query), PlannedAnew: false);
    }

    private static IncidentFilter AtAnyTime(IncidentFilter filter) => filter with { From = null, To = null, Datetime = null };

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

        var rest = AtAnyTime(filter);
        return rest == Everything
            || (filter.Country is { Codes: [_] } && rest with { Country = null } == Everything)
            || (filter.ActorId is [_] && rest with { ActorId = null } == Everything)
            || (filter.Datasets is [_] && moment.IsNow && rest with { Dataset = null } == Everything);
    }
}
