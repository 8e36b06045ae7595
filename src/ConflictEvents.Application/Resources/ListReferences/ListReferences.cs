using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Resources.ListReferences;

/// <summary>Which resources of a kind are meant; every member given must hold. Retracted ones are never among them.</summary>
/// <param name="Q">A name, in whatever spelling.</param>
/// <param name="Types">The kind's own types, in snake_case; any of them.</param>
/// <param name="Countries">ISO 3166-1 alpha-2; any of them.</param>
/// <param name="ParentId">The location, conflict or source directly above.</param>
public sealed record ReferenceFilter(ResourceKind Kind, string? Q, IReadOnlyList<string>? Types, IReadOnlyList<string>? Countries, Guid? ParentId);

/// <summary>Lists conflicts, actors, locations, sources or documents by name, a page at a time.</summary>
public sealed record ListReferences(ReferenceFilter Filter, Reading Reading, PageRequest Page) : IRequest<Result<Answer<Page>>>;

public sealed class ListReferencesHandler(IReadModel readModel) : IRequestHandler<ListReferences, Result<Answer<Page>>>
{
    public async Task<Result<Answer<Page>>> Handle(ListReferences query, CancellationToken cancellationToken)
    {
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        var page = await readModel.List(query.Filter, moment.Value, query.Page, cancellationToken);
        return page.Then<Answer<Page>>(found => new Answer<Page>(found, moment.Value));
    }
}
