using System.Text.Json;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using FluentValidation;
using MediatR;

namespace ConflictEvents.Application.Resources.EraseResource;

/// <summary>Why something has to go for good.</summary>
public sealed record Erasure
{
    /// <summary>Shown to everybody who asks for the resource from now on, and kept for ever: name the ground, and nothing of what is erased.</summary>
    public required string Reason { get; init; }
}

public sealed class ErasureValidator : AbstractValidator<Erasure>
{
    public ErasureValidator() => RuleFor(erasure => erasure.Reason).Reason();
}

/// <summary>
/// Erases a resource for legal reasons, with every version that it ever had, and its name wherever others show it. Only that it was there, when
/// it was changed, by whom and why stays in the history.
/// </summary>
public sealed record EraseResource(ResourceKind Kind, Guid Id, ExpectedVersion Expected, Erasure Body) : IRequest<Result<Rendered>>, IHasBody<Erasure>;

public sealed class EraseResourceHandler(IEventStore store, IExportJobs exports) : IRequestHandler<EraseResource, Result<Rendered>>
{
    public async Task<Result<Rendered>> Handle(EraseResource command, CancellationToken cancellationToken)
    {
        var erased = await store.Commit(changes => Erase(command, changes), cancellationToken);
        if (erased.Error is { } refused)
            return refused;

        await exports.WithdrawFiles(CancellationToken.None);
        var (id, version, at) = (erased.Value.Id, erased.Value.Version, erased.Value.UpdatedAt);
        var tombstone = new Tombstone(id, command.Kind, version, ResourceStatus.Erased, command.Body.Reason, at);
        return erased.Value with { Document = JsonSerializer.SerializeToUtf8Bytes(tombstone, JsonContract.Options) };
    }

    private static async Task<Result<Resource>> Erase(EraseResource command, IChanges changes)
    {
        var loaded = await changes.LoadAt<Resource>(command.Kind, command.Id, command.Expected);
        if (loaded.Error is { } missing)
            return missing;
        var resource = loaded.Value;
        foreach (var survivor in resource.EverMergedInto)
        {
            if (await changes.Load(command.Kind, survivor) is { Status: not ResourceStatus.Erased })
                return MergeErrors.HeldBy(command.Kind, command.Id, survivor);
        }

        var erased = resource.Erase();
        if (erased.Error is { } refused)
            return refused;
        changes.Append(resource, erased.Value, command.Body.Reason);
        return resource;
    }
}
