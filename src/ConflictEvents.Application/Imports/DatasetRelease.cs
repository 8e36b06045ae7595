using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Application.Imports;

/// <summary>One release of a dataset while its rows are mapped: what they cite, and what they refer to.</summary>
public sealed class DatasetRelease(IDatasetFormat format, string? version, ReferenceRegistry references, TimeProvider time)
{
    /// <summary>The key of the dataset.</summary>
    public string Dataset => format.Key;

    public string? Version => version;

    public ReferenceRegistry References => references;

    /// <summary>The dataset, who claims its figures.</summary>
    public Guid SourceId => references.Add(new ForeignId { Scheme = "dataset", Value = format.Key }, () => format.Source);

    /// <summary>The release, which its records are cited from.</summary>
    public Guid DocumentId { get; } = NamedId.Of("document", format.Key, version);

    /// <summary>The last day that has begun anywhere on earth: what is dated later lies in the future.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddHours(14));

    /// <returns>The id of the record, also of a row that cannot be mapped; null where it has none.</returns>
    public string? IdOf(DatasetRow row) => new RowCheck(row, Today).RecordId(format.IdColumn);

    public MappedRow Map(DatasetRow row)
    {
        // The registry forgets documents, this one too.
        references.AddDocument(DocumentId, () => format.Document(SourceId, version));
        return format.Map(row, this);
    }
}
