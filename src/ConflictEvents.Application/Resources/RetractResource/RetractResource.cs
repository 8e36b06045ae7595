using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Resources.RetractResource;

/// <summary>Why something is withdrawn.</summary>
public sealed record Retraction
{
    /// <summary>Stands in the history, and beside the resource or claim for as long as it is served.</summary>
    public required string Reason { get; init; }
}

public sealed class RetractionValidator : AbstractValidator<Retraction>
{
    public RetractionValidator() => RuleFor(retraction => retraction.Reason).Reason();
}

/// <summary>Withdraws a resource that should not have been recorded. It stays readable.</summary>
public sealed record RetractResource(ResourceKind Kind, Guid Id, ExpectedVersion Expected, Retraction Body) : IRequest<Result<Rendered>>, IHasBody<Retraction>;

public sealed class RetractResourceHandler(IEventStore store) : IRequestHandler<RetractResource, Result<Rendered>>
{
    public Task<Result<Rendered>> Handle(RetractResource command, CancellationToken cancellationToken) => store.Commit(
        changes => changes.Change<Resource>(command.Kind, command.Id, command.Expected, command.Body.Reason, resource => resource.Retract()),
        cancellationToken);
}
