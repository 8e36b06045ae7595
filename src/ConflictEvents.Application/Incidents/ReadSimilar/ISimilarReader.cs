using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Incidents.ReadSimilar;

/// <summary>Finds incidents that may tell of the same event.</summary>
public interface ISimilarReader
{
    /// <param name="most">The most that are given.</param>
    /// <returns>Of whatever dataset, the most similar first; none where nothing has the id, or it has no point.</returns>
    Task<Result<IReadOnlyList<SimilarIncident>>> Of(Guid incidentId, int most, Moment moment, CancellationToken cancellationToken);

    /// <summary>
    /// Goes through the incidents that an import created or changed, in the order of their ids, for those that resemble incidents of other
    /// datasets. A page may hold fewer than asked for, or none, and yet not be the last.
    /// </summary>
    Task<Result<SimilarPage>> OfImport(Guid importId, Moment moment, PageRequest page, CancellationToken cancellationToken);
}

/// <param name="NextCursor">Null on the last page.</param>
public sealed record SimilarPage(IReadOnlyList<SimilarToImported> Items, string? NextCursor);
