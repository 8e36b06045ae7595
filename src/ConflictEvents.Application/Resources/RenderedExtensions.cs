using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Resources;

public static class RenderedExtensions
{
    /// <returns>Null unless the resource is merged; else what sends whoever asks on to the one that stands for it.</returns>
    public static async Task<Error?> Moved(this IReadModel readModel, Resource resource, Moment moment, CancellationToken cancellationToken) =>
        resource.Status is ResourceStatus.Merged && await readModel.Find(resource.Kind, resource.Id, moment, cancellationToken) is { Survivor: { } survivor }
            ? MergeErrors.Moved(resource.Kind, resource.Id, survivor)
            : null;

    /// <param name="found">Null where there is nothing to read.</param>
    /// <returns>An error where it is merged, which names the one that stands for it; one that says why where there is nothing.</returns>
    public static async Task<Result<Rendered>> Standing(
        this IReadModel readModel, Rendered? found, ResourceKind kind, Guid id, Moment moment, CancellationToken cancellationToken) => found switch
        {
            null => await readModel.Absence(kind, id, moment, cancellationToken),
            { Survivor: { } survivor } => MergeErrors.Moved(kind, id, survivor),
            _ => found,
        };
}
