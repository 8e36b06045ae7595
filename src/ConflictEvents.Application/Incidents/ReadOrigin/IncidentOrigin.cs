using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Application.Incidents.ReadOrigin;

/// <summary>The record of a dataset that an incident was imported from, with the row as it stood in the file.</summary>
/// <inheritdoc cref="ImportOrigin"/>
/// <param name="IncidentId">The incident that was made of it.</param>
/// <param name="Version">The version of the incident.</param>
/// <param name="DatasetVersion">As the publisher numbers them; null where unknown.</param>
/// <param name="Row">The text of each column, in the order of the file.</param>
public sealed record IncidentOrigin(
    Guid IncidentId,
    int Version,
    string Dataset,
    string? DatasetVersion,
    string ExternalId,
    string Licence,
    bool Redistributable,
    Guid ImportId,
    string ContentHash,
    OrderedDictionary<string, string> Row)
{
    /// <returns>Null for an incident that was recorded here.</returns>
    public static IncidentOrigin? Of(Incident incident) => incident.Origin is not { } origin ? null : new IncidentOrigin(
        incident.Id,
        incident.Version,
        origin.Dataset,
        origin.DatasetVersion,
        origin.ExternalId,
        origin.Licence,
        origin.Redistributable,
        origin.ImportId,
        origin.ContentHash,
        origin.Row);
}
