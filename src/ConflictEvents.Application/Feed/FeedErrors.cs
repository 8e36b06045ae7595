using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Feed;

public static class FeedErrors
{
    public static readonly Error InvalidCursor = new(ErrorKind.Malformed, "invalid-cursor", "The cursor was not given by this feed. Start again without it.")
    {
        Fields = [new FieldError("after", "Take it from nextCursor of the page before, unchanged.")],
    };

    public static readonly Error Diverged = new(
        ErrorKind.Conflict,
        "feed-diverged",
        "The log is not the one that gave the cursor: it was restored to an earlier state, or went on otherwise. What was followed may hold what is not true any more; start again without a cursor.");

    public static readonly Error Compacted = new(
        ErrorKind.Gone,
        "feed-compacted",
        "What follows the cursor is not kept any more. Start again from a full copy, which the header Link leads to, and follow from after=latest.");

    public static Error UnknownEventType(string given, IEnumerable<string> known) =>
        QueryErrors.Parameter("eventType", $"there is no {given}. There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
}
