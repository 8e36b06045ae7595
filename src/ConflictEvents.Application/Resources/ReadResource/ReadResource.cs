using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Resources.ReadResource;

/// <summary>Reads one resource, as it is or as it was.</summary>
public sealed record ReadResource(ResourceKind Kind, Guid Id, Reading Reading) : IRequest<Result<Answer<Rendered>>>;

public sealed class ReadResourceHandler(IReadModel readModel) : IRequestHandler<ReadResource, Result<Answer<Rendered>>>
{
    public async Task<Result<Answer<Rendered>>> Handle(ReadResource query, CancellationToken cancellationToken)
    {
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        var found = await readModel.Find(query.Kind, query.Id, moment.Value, cancellationToken);
        return (await readModel.Standing(found, query.Kind, query.Id, moment.Value, cancellationToken))
            .Then<Answer<Rendered>>(standing => new Answer<Rendered>(standing, moment.Value));
    }
}
