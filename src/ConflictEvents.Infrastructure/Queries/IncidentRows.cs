namespace ConflictEvents.Infrastructure.Queries;

/// <summary>The tables that rows of incidents are read off.</summary>
/// <param name="From">What stands behind <c>from</c>.</param>
/// <param name="Dates">The one of them whose copy of the dates, and of the versions, conditions are put on; with its dot.</param>
internal sealed record IncidentRows(string From, string Dates)
{
    public static readonly IncidentRows All = new("incident_version", "incident_version.");

    /// <summary>Those that one actor takes part in, in the order of its own index.</summary>
    public static readonly IncidentRows OfOneActor = new("participation_version join incident_version using (id)", "participation_version.");
}
