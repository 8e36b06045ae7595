using ConflictEvents.Application.Imports;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Rows that are recorded in one commit, as they were read and mapped.</summary>
/// <param name="unborn">What batches have mentioned since names were last forgotten, this one included, and nobody has recorded.</param>
internal sealed class ImportBatch(UnbornReferences unborn)
{
    /// <summary>How many rows a commit records: enough for copying, few enough that others wait for half a second at most, and that memory holds several batches.</summary>
    public const int MostRows = 350;

    /// <summary>How many bytes of the file they may have: several times what so many rows usually come to.</summary>
    public const int MostBytes = 1 << 20;

    // Several a row, where usual rows share most of what they mention: each of them is recorded, rendered and indexed like the rows themselves.
    private const int MostMentioned = 1_500;

    public UnbornReferences Unborn => unborn;

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

    /// <summary>Of the rows that could be read.</summary>
    public long Bytes { get; set; }

    /// <summary>Of the file as it is stored, up to the end of the rows.</summary>
    public long BytesRead { get; set; }

    /// <param name="mentioned">How many resources the rows mention that nobody knew.</param>
    public bool IsFull(int mentioned) => Rows >= MostRows || Bytes >= MostBytes || mentioned >= MostMentioned;
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
}
