using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Resources;

public static class ChangesExtensions
{
    /// <param name="expected">The versions of which one must be current.</param>
    public static async Task<Result<T>> LoadAt<T>(this IChanges changes, ResourceKind kind, Guid id, ExpectedVersion expected)
        where T : class
    {
        if (await changes.Load(kind, id) is not { } resource)
            return ResourceErrors.NotFound(kind, id);
        if (resource.Status is ResourceStatus.Erased)
            return ResourceErrors.Erased(kind, id);
        if (!expected.Allows(resource.Version))
            return ResourceErrors.Stale(kind, id, resource.Version);
        return (T)(object)resource;
    }

    /// <summary>Loads a resource, has it decide, and appends what it decided.</summary>
    public static async Task<Result<Resource>> Change<T>(
        this IChanges changes, ResourceKind kind, Guid id, ExpectedVersion expected, string? reason, Func<T, Result<IReadOnlyList<DomainEvent>>> decide)
        where T : class
    {
        var loaded = await changes.LoadAt<T>(kind, id, expected);
        if (loaded.Error is { } refused)
            return refused;
        var decided = decide(loaded.Value);
        if (decided.Error is { } error)
            return error;

        var resource = (Resource)(object)loaded.Value;
        changes.Append(resource, decided.Value, reason);
        return resource;
    }
}
