using ConflictEvents.Application.Queries;

namespace ConflictEvents.Infrastructure.Queries;

/// <summary>The tables that rows of incidents are read off.</summary>
/// <param name="From">What stands behind <c>from</c>.</param>
/// <param name="Dates">The one of them whose copy of the dates, and of the versions, conditions are put on; with its dot.</param>
/// <param name="AroundChange">They are the rows of one incident around a commit, of which <c>change</c> is an entry.</param>
internal sealed record IncidentRows(string From, string Dates, bool AroundChange = false)
{
    /// <summary>Those that a change led to, and those that it replaced.</summary>
    public static readonly IncidentRows OfOneChange = new("incident_version", "incident_version.", AroundChange: true);

    public static readonly IncidentRows All = new("incident_version", "incident_version.");

    /// <summary>Those that one actor takes part in, in the order of its own index.</summary>
    public static readonly IncidentRows OfOneActor = new("participation_version join incident_version using (id)", "participation_version.");

    /// <returns>The condition that a row of a table held at the moment; for a table other than that of the incidents, together with the row of its incident.</returns>
    public string At(SqlQuery query, Moment moment, string table) =>
        !AroundChange ? Versions.At(query, moment, table)
        : table == Dates ? "incident_version.id = change.id and incident_version.recorded_from <= change.recorded_from and (incident_version.recorded_to is null or incident_version.recorded_to >= change.recorded_from)"
        : $"{table}id = incident_version.id and {table}recorded_from = incident_version.recorded_from";
}
