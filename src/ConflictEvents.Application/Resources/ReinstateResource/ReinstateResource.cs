using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Resources.ReinstateResource;

/// <summary>Why something was retracted that should stand.</summary>
public sealed record Reinstatement
{
    /// <summary>Stands in the history.</summary>
    public required string Reason { get; init; }
}

public sealed class ReinstatementValidator : AbstractValidator<Reinstatement>
{
    public ReinstatementValidator() => RuleFor(reinstatement => reinstatement.Reason).Reason();
}

/// <summary>Undoes the retraction of a resource: it stands again as it did before.</summary>
public sealed record ReinstateResource(ResourceKind Kind, Guid Id, ExpectedVersion Expected, Reinstatement Body) : IRequest<Result<Rendered>>, IHasBody<Reinstatement>;

public sealed class ReinstateResourceHandler(IEventStore store) : IRequestHandler<ReinstateResource, Result<Rendered>>
{
    public Task<Result<Rendered>> Handle(ReinstateResource command, CancellationToken cancellationToken) => store.Commit(
        changes => changes.Change<Resource>(command.Kind, command.Id, command.Expected, command.Body.Reason, resource => resource.Reinstate()),
        cancellationToken);
}
