using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Resources;

public static class RenderedExtensions
{
    /// <returns>Null unless the resource is merged; else what sends whoever asks on to the one that stands for it.</returns>
    public static async Task<Error?> Moved(this IReadModel readModel, Resource resource, Moment moment, CancellationToken cancellationToken) =>
        resource.Status is ResourceStatus.Merged ? (await readModel.Find(resource.Kind, resource.Id, moment, cancellationToken)).Standing(resource.Kind, resource.Id).Error : null;

    /// <param name="found">Null where nothing has the id.</param>
    /// <returns>An error where it is merged, which names the one that stands for it.</returns>
    public static Result<Rendered> Standing(this Rendered? found, ResourceKind kind, Guid id) => found switch
    {
        null => ResourceErrors.NotFound(kind, id),
        { Survivor: { } survivor } => MergeErrors.Moved(kind, id, survivor),
        _ => found,
    };
}
