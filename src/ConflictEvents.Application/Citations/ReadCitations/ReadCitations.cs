using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Citations.ReadCitations;

/// <summary>A document that a resource rests on: as it is shown, and with everything a reference list wants to know.</summary>
public sealed record CitedDocument(DocumentLink Link, DocumentDetails Details);

/// <summary>Lists every document cited anywhere in a resource, each once, in order of first mention; a document cites itself.</summary>
public sealed record ReadCitations(ResourceKind Kind, Guid Id, Reading Reading) : IRequest<Result<Answer<IReadOnlyList<CitedDocument>>>>;

public sealed class ReadCitationsHandler(IReadModel readModel) : IRequestHandler<ReadCitations, Result<Answer<IReadOnlyList<CitedDocument>>>>
{
    public async Task<Result<Answer<IReadOnlyList<CitedDocument>>>> Handle(ReadCitations query, CancellationToken cancellationToken)
    {
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        if (await readModel.Load(query.Kind, query.Id, moment.Value, cancellationToken) is not var (resource, book))
            return await readModel.Absence(query.Kind, query.Id, moment.Value, cancellationToken);
        if (await readModel.Moved(resource, moment.Value, cancellationToken) is { } moved)
            return moved;

        if (resource is Resource<DocumentDetails> self)
            return new Answer<IReadOnlyList<CitedDocument>>([new CitedDocument(book.Link(self.Id, self.Details), self.Details)], moment.Value);
        var cited = resource.References()
            .Where(reference => reference.Kind is ResourceKind.Document)
            .Select(reference => reference.Id)
            .Distinct()
            .Select(id => new CitedDocument(book.Document(id), book.DocumentDetails(id)));
        return new Answer<IReadOnlyList<CitedDocument>>([.. cited], moment.Value);
    }
}
