namespace ConflictEvents.Domain.Incidents;

/// <summary>The record of a dataset that an incident was imported from, as it stood when it was last imported.</summary>
public sealed record ImportOrigin
{
    /// <summary>The key that stands for no dataset: that of what was recorded here.</summary>
    public const string Local = "local";

    /// <summary>The key of the dataset, such as <c>ucdp-ged</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>As the publisher numbers them, such as <c>23.1</c>; null where unknown.</summary>
    public string? DatasetVersion { get; init; }

    /// <summary>What the dataset itself names the record by; unique within it.</summary>
    public required string ExternalId { get; init; }

    /// <summary>An SPDX identifier where there is one, else the name of the terms.</summary>
    public required string Licence { get; init; }

    /// <summary>Whether the licence lets the record be passed on to others.</summary>
    public required bool Redistributable { get; init; }

    /// <summary>SHA-256 of the row's canonical content, 64 lower-case hexadecimal digits: two rows with the same say the same.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The job that imported it.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The row as it stood in the file: column to text, in the order of the file.</summary>
    public required OrderedDictionary<string, string> Row { get; init; }

    public bool IsOfSameRecord(ImportOrigin other) => (Dataset, ExternalId) == (other.Dataset, other.ExternalId);

    /// <summary>Whether nothing that is served differs but the version of the dataset and the job.</summary>
    public bool SaysTheSame(ImportOrigin other) =>
        IsOfSameRecord(other) && (ContentHash, Licence, Redistributable) == (other.ContentHash, other.Licence, other.Redistributable);
}
