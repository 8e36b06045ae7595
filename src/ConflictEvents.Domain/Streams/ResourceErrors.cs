using System.Globalization;
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
        new(ErrorKind.Conflict, "retracted", $"The {Word(kind)} {id} is retracted and takes no more changes; reinstate it first.");

    public static Error NotRetracted(ResourceKind kind, Guid id) =>
        new(ErrorKind.Conflict, "not-retracted", $"The {Word(kind)} {id} is not retracted.");

    /// <summary>Of a change to what was erased.</summary>
    public static Error Erased(ResourceKind kind, Guid id) =>
        new(ErrorKind.Gone, "erased", $"The {Word(kind)} {id} was erased for legal reasons.");

    /// <summary>Of a read of what was erased.</summary>
    /// <param name="reason">In the author's words.</param>
    public static Error Erased(ResourceKind kind, Guid id, DateTimeOffset at, string? reason) => Erased(kind, id) with
    {
        Message = string.Create(CultureInfo.InvariantCulture, $"The {Word(kind)} {id} was erased for legal reasons at {at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: {reason}"),
    };

    public static Error ErasedElsewhere(ResourceKind kind, Guid id) =>
        new(ErrorKind.Conflict, "erased-elsewhere", $"The {Word(kind)} {id} was erased in the log that the file comes from, and stands here: erase it here too.");

    public static Error Exists(ResourceKind kind, Guid id) =>
        new(ErrorKind.Conflict, "already-exists", $"The id {id} is taken; a new {Word(kind)} needs another one.");

    /// <param name="current">The version that stands now.</param>
    public static Error Stale(ResourceKind kind, Guid id, int current) =>
        new(ErrorKind.Stale, "stale-version", $"The {Word(kind)} {id} stands at version {current}, which `If-Match` does not name; read it again before you change it.");

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
