using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Merging.UnmergeResource;

/// <summary>Why two that were merged are not the same.</summary>
public sealed record Unmerging
{
    /// <summary>Stands in the history of both.</summary>
    public required string Reason { get; init; }
}

public sealed class UnmergingValidator : AbstractValidator<Unmerging>
{
    public UnmergingValidator() => RuleFor(unmerging => unmerging.Reason).Reason();
}

/// <summary>Undoes a merge: what the resource brought goes back to it, as it was, with what has been decided about it since.</summary>
public sealed record UnmergeResource(ResourceKind Kind, Guid Id, Unmerging Body) : IRequest<Result<Rendered>>, IHasBody<Unmerging>;

public sealed class UnmergeResourceHandler(IEventStore store) : IRequestHandler<UnmergeResource, Result<Rendered>>
{
    public Task<Result<Rendered>> Handle(UnmergeResource command, CancellationToken cancellationToken) => store.Commit(
        async changes =>
        {
            if (await changes.Load(command.Kind, command.Id) is not { } resource)
                return ResourceErrors.NotFound(command.Kind, command.Id);
            var unmerged = resource.Unmerge();
            if (unmerged.Error is { } refused)
                return refused;
            var survivor = await changes.Load(command.Kind, resource.MergedInto!.Value) ?? throw new InvalidOperationException($"{command.Kind} {resource.MergedInto} is gone.");
            var released = ((IMergeable)survivor).Release(resource.Id);
            if (released.Error is { } error)
                return error;

            var meanwhile = ((IMergeable)survivor).DecidedFor(resource.Id);
            changes.Append(resource, unmerged.Value, command.Body.Reason);
            foreach (var (decided, reason) in meanwhile)
                changes.Append(resource, [decided], reason);
            changes.Append(survivor, released.Value, command.Body.Reason);
            return resource;
        },
        cancellationToken);
}
