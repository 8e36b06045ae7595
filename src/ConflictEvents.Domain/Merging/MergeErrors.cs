using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Merging;

public static class MergeErrors
{
    /// <summary>Of a change to what another resource stands for.</summary>
    public static Error Merged(ResourceKind kind, Guid id, Guid into) =>
        new(ErrorKind.Conflict, "merged", $"The {Word(kind)} {id} is merged into {into} and takes no more changes; change that one, or unmerge this one first.");

    /// <summary>Of a read: whoever asks is sent on.</summary>
    /// <param name="survivor">The one that stands at the end of all merges.</param>
    public static Error Moved(ResourceKind kind, Guid id, Guid survivor) =>
        new(ErrorKind.Moved, "merged", $"The {Word(kind)} {id} is merged into {survivor}.") { MovedTo = survivor };

    public static Error NotMerged(ResourceKind kind, Guid id) =>
        new(ErrorKind.Conflict, "not-merged", $"The {Word(kind)} {id} is merged into nothing.");

    public static Error Absorbed(Guid id, Guid other) =>
        new(ErrorKind.Conflict, "merged", $"{other} is merged into {id} already.");

    public static Error Distinct(Guid id, Guid other) =>
        new(ErrorKind.Conflict, "marked-distinct", $"{id} and {other} are marked as not the same; take that back first.");

    public static Error NotDistinct(Guid id, Guid other) =>
        new(ErrorKind.Conflict, "not-marked", $"{id} and {other} are not marked as distinct.");

    public static Error MixedRedistribution(Guid id, Guid other) =>
        new(ErrorKind.Conflict, "mixed-redistribution", $"One of {id} and {other} may not be passed on to others, and the other one may: merged they would either leak or be lost to the public.");

    public static Error SameClaim(Guid claimId) =>
        new(ErrorKind.Conflict, "same-claim", $"Both hold a claim with the id {claimId}.");

    public static Error Entangled(Guid claimId, Guid other) =>
        new(ErrorKind.Conflict, "entangled", $"The claim {claimId} supersedes, or is a part of, a claim that came from {other}; retract it first.");

    public static Error Itself(string path)
    {
        const string Message = "A resource cannot be the same as itself: two different ones are needed.";
        return new Error(ErrorKind.Invalid, "same-resource", Message) { Fields = [new FieldError(path, Message)] };
    }

    /// <param name="survivor">Has stood for it at some time.</param>
    public static Error HeldBy(ResourceKind kind, Guid id, Guid survivor) =>
        new(ErrorKind.Conflict, "held-by-merge", $"What the {Word(kind)} {id} brought stands in the history of {survivor}, which it is or was merged into; erase that one first.");

    private static string Word(ResourceKind kind) => kind.ToString().ToLowerInvariant();
}
