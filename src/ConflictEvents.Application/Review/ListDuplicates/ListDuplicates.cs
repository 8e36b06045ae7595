using ConflictEvents.Application.Incidents.ReadSimilar;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Review.ListDuplicates;

/// <summary>Two incidents that may be the same, with what speaks for it.</summary>
/// <param name="Incident">The one that the filter finds; where it finds both, the one that happened later.</param>
/// <param name="Similar">The other one.</param>
public sealed record DuplicatePair(IncidentCard Incident, SimilarIncident Similar);

/// <param name="NextCursor">Null on the last page.</param>
public sealed record DuplicatePage(IReadOnlyList<DuplicatePair> Items, string? NextCursor);

/// <summary>Goes through incidents, the newest first, for those that resemble others.</summary>
public interface IDuplicateReader
{
    /// <summary>A pair comes once, where its later incident stands in the order. A page may hold fewer than asked for, or none, and yet not be the last.</summary>
    /// <param name="filter">What one of the two must meet.</param>
    Task<Result<DuplicatePage>> Pairs(IncidentFilter filter, double minScore, Moment moment, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>Lists pairs of incidents that nobody has decided about.</summary>
/// <param name="MinScore">From 0 to 1, inclusive.</param>
public sealed record ListDuplicates(IncidentFilter Filter, double MinScore, Reading Reading, PageRequest Page) : IRequest<Result<Answer<DuplicatePage>>>
{
    /// <summary>Where none is asked for: two of one day and one place, or of the same actors nearby.</summary>
    public const double UsualScore = 0.7;
}

public sealed class ListDuplicatesHandler(IReadModel readModel, IDuplicateReader reader) : IRequestHandler<ListDuplicates, Result<Answer<DuplicatePage>>>
{
    public async Task<Result<Answer<DuplicatePage>>> Handle(ListDuplicates query, CancellationToken cancellationToken)
    {
        if (query.MinScore is not (>= 0 and <= 1))
            return QueryErrors.Parameter("minScore", "Give a number from 0 to 1.");
        if (query.Filter.Fault() is { } fault)
            return fault;
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        if (query.Filter.Refusal(moment.Value.Audience) is { } refusal)
            return refusal;
        var page = await reader.Pairs(query.Filter, query.MinScore, moment.Value, query.Page, cancellationToken);
        return page.Then<Answer<DuplicatePage>>(found => new Answer<DuplicatePage>(found, moment.Value));
    }
}
