using ConflictEvents.Application.Releases;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Queries;

public static class QueryErrors
{
    public static readonly Error InvalidCursor = new(ErrorKind.Malformed, "invalid-cursor", "The cursor was not given for this query. Start again without it.")
    {
        Fields = [new FieldError("cursor", "Take it from nextCursor or next of the page before, unchanged, with the same filters and sort.")],
    };

    public static readonly Error FutureAsOf = new(ErrorKind.Malformed, "future-as-of", "asOf lies in the future; nothing is recorded there yet.")
    {
        Fields = [new FieldError("asOf", "Give a time that has passed.")],
    };

    public static readonly Error NotRenderedYet =
        new(ErrorKind.Unavailable, "not-rendered-yet", "A name that very many resources mention has just changed, and its state at that time is still being prepared; try again.");

    public static readonly Error TooManySearches =
        new(ErrorKind.Unavailable, "too-many-searches", "More is asked for than the service searches at a time. Try again; a narrower search is answered sooner.");

    public static readonly Error NeedsKey =
        new(ErrorKind.Forbidden, "needs-key", "Records whose licence forbids to pass them on are shown to callers with a key only. Send one, or leave redistributable=any out.")
        {
            Fields = [new FieldError("redistributable", "any needs a key.")],
        };

    public static Error UnknownRelease(ReleaseName name) => new(ErrorKind.Malformed, "unknown-release", $"There is no release {name}.")
    {
        Fields = [new FieldError("release", $"Nothing was released as {name}. GET /v1/releases lists what was.")],
    };

    public static Error Parameter(string name, string message) => new(ErrorKind.Malformed, "invalid-parameter", $"{name}: {message}")
    {
        Fields = [new FieldError(name, message)],
    };
}
