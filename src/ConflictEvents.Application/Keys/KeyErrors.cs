using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Keys;

public static class KeyErrors
{
    public static Error NotFound(string id) => new(ErrorKind.NotFound, "not-found", $"There is no key {id}.");

    public static Error NameTaken(string name) =>
        new(ErrorKind.Conflict, "key-name-taken", $"A key named \"{name}\" is in force; what it recorded must stay tellable from what another one records.");
}
