using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>The records of datasets that stand in the read model.</summary>
internal static class StoredRecords
{
    /// <summary>
    /// Joins <c>sought (dataset, external_id)</c> with the current rows of those that are there, as <c>stored</c>. Each is looked up by itself, hence the limit: a planner
    /// that still takes a table for empty, into which a file is loaded, would walk all that has come of it.
    /// </summary>
    public const string Join =
        $"""
        cross join lateral (
            select v.* from incident_version v
            where v.dataset = sought.dataset and v.dataset <> '{ImportOrigin.Local}' and v.external_id = sought.external_id and v.recorded_to is null limit 1) stored
        """;
}
