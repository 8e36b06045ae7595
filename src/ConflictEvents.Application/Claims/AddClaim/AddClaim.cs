using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Claims.AddClaim;

/// <summary>A casualty figure to record, and why, if it takes the place of an earlier one.</summary>
public sealed record NewClaim : CasualtyClaim
{
    /// <summary>Why the superseded claim is corrected; required with <c>supersedes</c>.</summary>
    public string? Reason { get; init; }
}

public sealed class NewClaimValidator : AbstractValidator<NewClaim>
{
    public NewClaimValidator(TimeProvider time)
    {
        Include(new CasualtyClaimValidator(time));
        RuleFor(claim => claim.Reason).Reason()
            .Fault((claim, reason) => reason is null && claim.Supersedes is not null ? "Must be given with supersedes." : null);
    }
}

/// <summary>Adds a claim to an incident, or a cumulative one to a conflict; with <c>supersedes</c> it takes an earlier one's place.</summary>
public sealed record AddClaim(ResourceKind Kind, Guid Id, NewClaim Body) : IRequest<Result<Rendered>>, IHasBody<NewClaim>;

public sealed class AddClaimHandler(IEventStore store) : IRequestHandler<AddClaim, Result<Rendered>>
{
    public Task<Result<Rendered>> Handle(AddClaim command, CancellationToken cancellationToken) => store.Commit(
        async changes =>
        {
            var missing = await changes.Missing(command.Body.References());
            if (missing.Count > 0)
                return ResourceErrors.UnknownReferences(missing);

            // The stored body is a plain claim: the reason stands in the envelope.
            return await changes.Change<IHoldsClaims>(
                command.Kind, command.Id, ExpectedVersion.Any, command.Body.Reason, holder => holder.AddClaims([NewId.For(command.Body)], path: ""));
        },
        cancellationToken,
        command.Body.References());
}
