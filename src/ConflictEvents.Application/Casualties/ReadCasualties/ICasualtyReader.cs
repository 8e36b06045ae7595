using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Casualties.ReadCasualties;

/// <summary>Adds up the estimates of incidents.</summary>
public interface ICasualtyReader
{
    /// <returns>An error when the cursor belongs to another query, or when filling would make too many rows.</returns>
    Task<Result<CasualtyPage>> Read(CasualtyQuery query, Moment moment, PageRequest page, CancellationToken cancellationToken);
}

/// <param name="NextCursor">Null on the last page.</param>
/// <param name="DataThrough">When the last event was recorded that the sums include; null where there is none.</param>
/// <param name="Datasets">Those that are added up on all pages together, by key.</param>
public sealed record CasualtyPage(IReadOnlyList<CasualtyRow> Rows, string? NextCursor, DateTimeOffset? DataThrough, IReadOnlyList<string> Datasets);

/// <summary>The sums of one group.</summary>
/// <param name="Keys">In the order of <see cref="CasualtyQuery.Keys"/>.</param>
/// <param name="Figures">In the order of <see cref="CasualtyQuery.Figures"/>.</param>
public sealed record CasualtyRow(IReadOnlyList<CasualtyKey> Keys, long Incidents, IReadOnlyList<SummedFigure> Figures);

/// <param name="Value">As it stands in an answer; null where unknown.</param>
/// <param name="Name">Of what the value is the id of.</param>
public readonly record struct CasualtyKey(string? Value, string? Name = null);
