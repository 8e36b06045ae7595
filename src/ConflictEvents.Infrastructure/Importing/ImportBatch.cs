using ConflictEvents.Application.Imports;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Rows that are recorded in one commit, as they were read and mapped.</summary>
internal sealed class ImportBatch
{
    public List<MappedLine> Lines { get; } = [];

    /// <summary>The ids of rows that could be read and not be mapped: the file holds them.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>Rows of which not even the id could be read.</summary>
    public int Unidentified { get; set; }

    public List<RowFault> Faults { get; } = [];

    /// <summary>What the rows mention and nobody knew, each after what it refers to itself.</summary>
    public IReadOnlyList<NewReference> References { get; set; } = [];

    /// <summary>All of them, those that were left out included.</summary>
    public int Rows { get; set; }

    /// <summary>Of the file as it is stored, up to the end of the rows.</summary>
    public long BytesRead { get; set; }
}

/// <summary>A row that has been mapped.</summary>
/// <param name="Row">Of which the record was made, with what was kept of an earlier one.</param>
internal sealed record MappedLine(ImportedRecord Record, DatasetRow Row)
{
    /// <summary>The content hash that stood when the line was read, where the line has another; null where there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The line on which it begins.</summary>
    public long Number => Row.Line;

    public string ExternalId => Record.ExternalId;

    /// <returns>The same line, as it happened at another location.</returns>
    public MappedLine At(Guid location) =>
        this with { Record = Record with { Details = Record.Details with { Place = Record.Details.Place with { LocationId = location } } } };
}
