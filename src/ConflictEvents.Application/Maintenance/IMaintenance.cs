using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Maintenance;

/// <summary>What an operator does to the database itself, whether or not a service is running on it.</summary>
public interface IMaintenance
{
    /// <summary>Compares the schema of the database with the one this program needs.</summary>
    Task<SchemaState> Schema(CancellationToken cancellationToken);

    /// <summary>Brings the schema to the one this program needs.</summary>
    /// <returns>The names of the steps that were taken; none when there was nothing to do.</returns>
    Task<IReadOnlyList<string>> Migrate(CancellationToken cancellationToken);

    /// <summary>Checks that the log is as it was written. Reads only.</summary>
    Task<LogVerification> VerifyLog(IProgress<LogProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Derives the read model anew from the log, compares it with the one in use, and takes its place.</summary>
    /// <returns>An error when another rebuild or a migration is under way.</returns>
    Task<Result<Rebuild>> RebuildReadModel(IProgress<LogProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Writes the whole log, as it stands now, in the service's own format.</summary>
    /// <returns>How many events were written; an error when the log is not whole, and then what was written is not either.</returns>
    Task<Result<long>> ExportLog(Stream output, IProgress<LogProgress>? progress, CancellationToken cancellationToken);
}

/// <param name="Pending">Steps that the database lacks.</param>
/// <param name="Unknown">Steps that a newer program took.</param>
public sealed record SchemaState(IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown);

/// <summary>How far a walk through the log has come.</summary>
/// <param name="Reached">The last position dealt with.</param>
/// <param name="Last">The position at which the walk will end.</param>
public readonly record struct LogProgress(long Reached, long Last);

/// <summary>What a walk along the hash chain found.</summary>
/// <param name="Last">The position of the last event read; 0 for an empty log.</param>
/// <param name="Hash">The hash of the last event: who keeps a copy elsewhere can prove later that nothing before it was exchanged.</param>
/// <param name="Faults">One sentence each; empty for a sound log.</param>
public sealed record LogVerification(long Last, byte[] Hash, IReadOnlyList<string> Faults);

/// <summary>What a rebuild came to.</summary>
/// <param name="Events">How many events were replayed.</param>
/// <param name="Differences">One sentence per resource whose rows were not what the log makes them; empty when the read model was sound.</param>
public sealed record Rebuild(long Events, IReadOnlyList<string> Differences);

public static class MaintenanceErrors
{
    public static readonly Error RebuildUnderWay =
        new(ErrorKind.Conflict, "rebuild-under-way", "Another rebuild, or a migration, is under way on this database; wait for it to end.");

    /// <param name="position">Where an event or its body should be.</param>
    public static Error LogNotWhole(long position) =>
        new(ErrorKind.Conflict, "log-not-whole", $"Event {position} of the log is missing, or its body is. Verify the log.");
}
