using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Imports;

/// <summary>What the columns of a dataset mean. Pure: what a row refers to is asked of, and added to, the registry of the release.</summary>
public interface IDatasetFormat
{
    /// <summary>Names the dataset in requests, filters and foreign ids, such as <c>ucdp-ged</c>.</summary>
    string Key { get; }

    /// <summary>The column that names a record within the dataset.</summary>
    string IdColumn { get; }

    /// <summary>An SPDX identifier where there is one.</summary>
    string Licence { get; }

    /// <summary>False where the licence forbids to pass the records on.</summary>
    bool Redistributable { get; }

    /// <summary>The dataset as a source; it is the claimant of its figures.</summary>
    SourceDetails Source { get; }

    /// <summary>Columns of other names that known files use, with the name of the dataset's own column that each stands for.</summary>
    IReadOnlyDictionary<string, string> Synonyms { get; }

    /// <summary>
    /// The columns that make a row what it is, in the groups that tell one thing together: of a group in which a file contradicts what was told
    /// before, nothing is kept that the file does not have.
    /// </summary>
    IReadOnlyList<IReadOnlyList<string>> Columns { get; }

    /// <summary>The other columns of the codebook.</summary>
    IReadOnlyList<string> Uncounted { get; }

    /// <summary>One release of the dataset as a document, which the records of that release are cited from.</summary>
    /// <param name="version">As the publisher names it (<c>23.1</c>); null where it is not known.</param>
    DocumentDetails Document(Guid sourceId, string? version);

    /// <returns>The columns that no row can be mapped without and that the header lacks, alternatives in words; empty when the file can be read.</returns>
    IReadOnlyList<string> Missing(DatasetHeader header);

    MappedRow Map(DatasetRow row, DatasetRelease release);

    /// <returns>What the row tells in the column or, where other columns say as much, in those; in one way to write it. Null where it tells nothing.</returns>
    string? Told(string column, DatasetRow row);
}
