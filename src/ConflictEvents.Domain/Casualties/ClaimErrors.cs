using ConflictEvents.Domain.Results;

namespace ConflictEvents.Domain.Casualties;

public static class ClaimErrors
{
    public static Error NotFound(Guid claimId) => new(ErrorKind.NotFound, "not-found", $"There is no claim {claimId} here.");

    public static Error NotActive(Guid claimId, ClaimStatus status) =>
        new(ErrorKind.Conflict, "claim-not-active", $"The claim {claimId} is {status.ToString().ToLowerInvariant()} and takes no more changes.");

    public static Error WrongBasis(ClaimBasis expected) => expected is ClaimBasis.Incident
        ? Invalid("cumulative-claim", "basis", "A cumulative figure belongs to a conflict, never to an incident.")
        : Invalid("incident-claim", "basis", "The figure of one incident belongs to that incident; a conflict holds cumulative figures.");

    internal static Error Invalid(string code, string path, string message) =>
        new(ErrorKind.Invalid, code, message) { Fields = [new FieldError(path, message)] };
}
