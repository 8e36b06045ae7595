using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Releases;

public static class ReleaseErrors
{
    public static readonly Error NothingRecorded = new(ErrorKind.Conflict, "nothing-recorded", "Nothing was recorded by then: there is nothing to release.");

    public static Error NotFound(ReleaseName name) => new(ErrorKind.NotFound, "not-found", $"There is no release {name}.");

    public static Error NameTaken(string name) =>
        new(ErrorKind.Conflict, "release-name-taken", $"{name} is the name of a release already, and will always be: what cites it must find what it cited.");
}
