using ConflictEvents.Application.Imports;
using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Rows that are recorded in one commit, as they were read and mapped.</summary>
/// <param name="BytesRead">Of the file as it is stored, up to the end of the rows.</param>
internal sealed record ImportBatch(long BytesRead)
{
    public List<(ImportedRecord Record, ImportOrigin Origin, long Line)> Records { get; } = [];

    public List<RowFault> Faults { get; } = [];

    /// <summary>What the rows mention and nobody knew, each after what it refers to itself.</summary>
    public IReadOnlyList<NewReference> References { get; set; } = [];

    /// <summary>All of them, those that were left out included.</summary>
    public int Rows { get; set; }

    public long BytesRead { get; set; } = BytesRead;
}
