using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Application.Imports;

/// <summary>One release of a dataset while its rows are mapped: what they cite, and what they refer to.</summary>
public sealed class DatasetRelease
{
    private readonly IDatasetFormat _format;
    private readonly TimeProvider _time;

    /// <summary>Adds the source and the document of the release to what is new in the registry, unless it knows them.</summary>
    public DatasetRelease(IDatasetFormat format, string? version, ReferenceRegistry references, TimeProvider time)
    {
        (_format, _time, Version, References) = (format, time, version, references);
        SourceId = references.Add(new ForeignId { Scheme = "dataset", Value = format.Key }, () => format.Source);
        DocumentId = references.AddDocument([format.Key, version], () => format.Document(SourceId, version));
    }

    /// <summary>The key of the dataset.</summary>
    public string Dataset => _format.Key;

    public string? Version { get; }

    public ReferenceRegistry References { get; }

    /// <summary>The dataset, who claims its figures.</summary>
    public Guid SourceId { get; }

    /// <summary>The release, which its records are cited from.</summary>
    public Guid DocumentId { get; }

    /// <summary>The last day that has begun anywhere on earth: what is dated later lies in the future.</summary>
    public DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime.AddHours(14));

    /// <returns>The id of the record, also of a row that cannot be mapped; null where it has none.</returns>
    public string? IdOf(DatasetRow row) => new RowCheck(row, Today).RecordId(_format.IdColumn);

    public MappedRow Map(DatasetRow row)
    {
        // The registry forgets documents, this one too.
        References.AddDocument(DocumentId, () => _format.Document(SourceId, Version));
        return _format.Map(row, this);
    }
}
