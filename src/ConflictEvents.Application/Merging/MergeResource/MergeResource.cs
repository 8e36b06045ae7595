using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Merging.MergeResource;

/// <summary>Which of two is to stand for both, and why they are the same.</summary>
public sealed record Merger
{
    /// <summary>The one that stays, of the same kind.</summary>
    public required Guid Into { get; init; }

    /// <summary>Why the two are the same; stands in the history of both.</summary>
    public required string Reason { get; init; }
}

public sealed class MergerValidator : AbstractValidator<Merger>
{
    public MergerValidator() => RuleFor(merger => merger.Reason).Reason();
}

/// <summary>Merges a resource into another one of its kind, which stands for both from then on.</summary>
/// <param name="Expected">The versions of the one that gives way.</param>
public sealed record MergeResource(ResourceKind Kind, Guid Id, ExpectedVersion Expected, Merger Body) : IRequest<Result<Rendered>>, IHasBody<Merger>;

public sealed class MergeResourceHandler(IEventStore store) : IRequestHandler<MergeResource, Result<Rendered>>
{
    public Task<Result<Rendered>> Handle(MergeResource command, CancellationToken cancellationToken) => store.Commit(
        async changes =>
        {
            var loaded = await changes.LoadAt<Resource>(command.Kind, command.Id, command.Expected);
            return loaded.Error ?? await changes.Merge(loaded.Value, command.Body.Into, command.Body.Reason);
        },
        cancellationToken);
}

internal static class Merging
{
    /// <returns>The one that stands for both.</returns>
    public static async Task<Result<Resource>> Merge(this IChanges changes, Resource resource, Guid into, string reason)
    {
        var merged = resource.MergeInto(into);
        if (merged.Error is { } refused)
            return refused;
        if (await changes.Load(resource.Kind, into) is not { } survivor)
            return ResourceErrors.UnknownReferences([new Reference(resource.Kind, into, "into")]);
        var absorbed = ((IMergeable)survivor).Absorb(resource);
        if (absorbed.Error is { } error)
            return error;

        changes.Append(resource, merged.Value, reason);
        changes.Append(survivor, absorbed.Value, reason);
        return survivor;
    }
}
