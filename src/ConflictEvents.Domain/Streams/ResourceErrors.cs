using ConflictEvents.Domain.Results;

namespace ConflictEvents.Domain.Streams;

public static class ResourceErrors
{
    public static Error NotFound(ResourceKind kind, Guid id) =>
        new(ErrorKind.NotFound, "not-found", $"There is no {Word(kind)} {id}.");

    /// <param name="newest">The last version there is.</param>
    public static Error NoVersion(ResourceKind kind, Guid id, int version, int newest) =>
        new(ErrorKind.NotFound, "unknown-version", $"The {Word(kind)} {id} has no version {version}; its newest is {newest}.");

    public static Error Retracted(ResourceKind kind, Guid id) =>
        new(ErrorKind.Conflict, "retracted", $"The {Word(kind)} {id} is retracted and takes no more changes.");

    public static Error Exists(ResourceKind kind, Guid id) =>
        new(ErrorKind.Conflict, "already-exists", $"The id {id} is taken; a new {Word(kind)} needs another one.");

    /// <param name="current">The version that stands now.</param>
    public static Error Stale(ResourceKind kind, Guid id, int current) =>
        new(ErrorKind.Stale, "stale-version", $"The {Word(kind)} {id} has moved on to version {current}; read it again before you change it.");

    public static Error UnknownReferences(IEnumerable<Reference> missing) =>
        new(ErrorKind.Invalid, "unknown-reference", "A resource that the record mentions does not exist or is retracted.")
        {
            Fields = [.. missing.Select(m => new FieldError(m.Path, $"There is no active {Word(m.Kind)} {m.Id}."))],
        };

    public static Error Cycle(string path) =>
        new(ErrorKind.Invalid, "cycle", "A resource cannot stand below itself.")
        {
            Fields = [new FieldError(path, "This would make the resource its own ancestor.")],
        };

    private static string Word(ResourceKind kind) => kind.ToString().ToLowerInvariant();
}
