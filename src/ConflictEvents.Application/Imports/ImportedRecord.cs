using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Application.Imports;

/// <summary>An incident as one row of a dataset states it; every reference leads to what the registry knows or holds as new.</summary>
/// <param name="IncidentId">Follows from the dataset and the id of the record within it.</param>
/// <param name="ExternalId">The id of the record within the dataset.</param>
/// <param name="ContentHash">
/// SHA-256 of the canonical row, 64 lower-case hexadecimal digits: equal for two rows that say the same (<see cref="DatasetRow.ContentHash"/>).
/// </param>
/// <param name="Claims">
/// The whole first, parts of it after it. The id of each follows from the incident and from what it says, citations and the claim it is a
/// part of left out: a figure that stays the same in the next version of the dataset keeps its id.
/// </param>
public sealed record ImportedRecord(
    Guid IncidentId, string ExternalId, string ContentHash, IncidentDetails Details, IReadOnlyList<CasualtyClaim> Claims);

/// <summary>What became of a row.</summary>
/// <param name="Record">Null when one of the faults rejects the row.</param>
public sealed record MappedRow(ImportedRecord? Record, IReadOnlyList<RowFault> Faults);
