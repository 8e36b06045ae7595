using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Resources.RecordResource;

/// <summary>Records a new resource, with its first claims where it holds any.</summary>
public sealed record RecordResource<TNew, TDetails>(TNew Body) : IRequest<Result<Rendered>>, IHasBody<TNew>
    where TNew : TDetails, INewResource
    where TDetails : class, IDetailsOfKind;

public sealed class RecordResourceHandler<TNew, TDetails>(IEventStore store) : IRequestHandler<RecordResource<TNew, TDetails>, Result<Rendered>>
    where TNew : TDetails, INewResource
    where TDetails : class, IDetailsOfKind
{
    public Task<Result<Rendered>> Handle(RecordResource<TNew, TDetails> command, CancellationToken cancellationToken) => store.Commit(
        async changes =>
        {
            var resource = ResourceFactory.Empty(TDetails.Kind, command.Body.Id ?? NewId.Next());
            if (command.Body.Id is not null && await changes.IsTaken(resource.Id))
                return ResourceErrors.Exists(resource.Kind, resource.Id);

            changes.Append(resource, [new Created<TDetails>(command.Body)], reason: null);
            if (resource is IHoldsClaims holder && command.Body is IHasNewClaims { Claims: { Count: > 0 } claims })
            {
                var added = holder.AddClaims([.. claims.Select(NewId.For)], "claims");
                if (added.Error is { } refused)
                    return refused;
                changes.Append(resource, added.Value, reason: null);
            }

            var missing = await changes.Missing(resource.References());
            return missing.Count > 0 ? ResourceErrors.UnknownReferences(missing) : resource;
        },
        cancellationToken,
        [.. command.Body.References(), .. (command.Body as IHasNewClaims)?.Claims.SelectMany(claim => claim.References()) ?? []]);
}
