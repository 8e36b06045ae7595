using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Resources.RetractResource;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Claims.RetractClaim;

/// <summary>Withdraws a claim that should not have been recorded, or that its claimant took back.</summary>
public sealed record RetractClaim(ResourceKind Kind, Guid Id, Guid ClaimId, Retraction Body) : IRequest<Result<Rendered>>, IHasBody<Retraction>;

public sealed class RetractClaimHandler(IEventStore store) : IRequestHandler<RetractClaim, Result<Rendered>>
{
    public Task<Result<Rendered>> Handle(RetractClaim command, CancellationToken cancellationToken) => store.Commit(
        changes => changes.Change<IHoldsClaims>(
            command.Kind, command.Id, ExpectedVersion.Any, command.Body.Reason, holder => holder.RetractClaim(command.ClaimId)),
        cancellationToken);
}
