using ConflictEvents.Domain.Results;

namespace ConflictEvents.Domain.Incidents;

public static class OriginErrors
{
    public static Error RecordedHere(Guid id) =>
        new(ErrorKind.NotFound, "recorded-here", $"The incident {id} was recorded here; there is no row of a dataset that it comes from.");

    public static Error OtherRecord(Guid id, ImportOrigin current) =>
        new(ErrorKind.Conflict, "other-record", $"The incident {id} comes from the record {current.ExternalId} of {current.Dataset}.");
}
