using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports;

/// <summary>The jobs that load datasets, and what was noticed on the way.</summary>
public interface IImportJobs
{
    /// <summary>Keeps the content for a job, whatever its size, until the job has ended.</summary>
    /// <returns>The full name of the file, and its size; an error when it is empty or larger than may be.</returns>
    Task<Result<(string File, long Bytes)>> Keep(Guid id, Stream content, CancellationToken cancellationToken);

    /// <returns>An error while as many of the owner wait as may.</returns>
    Task<Error?> Add(ImportJob job, CancellationToken cancellationToken);

    /// <summary>Does a job in this process, now; it counts as this process's.</summary>
    /// <returns>The job as it ended.</returns>
    Task<ImportJob> Run(ImportJob job, CancellationToken cancellationToken);

    Task<ImportJob?> Find(Guid id, string owner, CancellationToken cancellationToken);

    /// <returns>The newest first.</returns>
    Task<IReadOnlyList<ImportJob>> Of(string owner, CancellationToken cancellationToken);

    /// <summary>Ends a job that is not finished.</summary>
    /// <returns>False when it is finished.</returns>
    Task<bool> Cancel(Guid id, CancellationToken cancellationToken);

    /// <returns>In the order of the file.</returns>
    Task<Result<Part<RowFault>>> Faults(Guid id, PageRequest page, CancellationToken cancellationToken);

    /// <returns>In the order of their external ids.</returns>
    Task<Result<Part<VanishedIncident>>> Vanished(Guid id, PageRequest page, CancellationToken cancellationToken);
}

/// <summary>A page of what is told of a job.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record Part<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>What an earlier version of the dataset held, and the file does not.</summary>
/// <param name="ExternalId">The id that the dataset gives it.</param>
/// <param name="IncidentId">The id that it has here.</param>
public sealed record VanishedIncident(string ExternalId, Guid IncidentId);

public static class ImportErrors
{
    public static readonly Error Empty = new(ErrorKind.Malformed, "empty-file", "The body is empty. Send the file as the body of the request.");

    public static readonly Error TooMany = new(ErrorKind.Busy, "too-many-imports", "As many imports of this key are waiting as may. Wait for one to end, or cancel one.");

    public static Error NotFound(Guid id) => new(ErrorKind.NotFound, "not-found", $"There is no import {id} of yours.");

    public static Error Finished(ImportJob job) =>
        new(ErrorKind.Conflict, "import-finished", $"The import {job.Id} is {job.State.ToString().ToLowerInvariant()} and cannot be cancelled any more.");

    /// <param name="most">In bytes.</param>
    public static Error TooLarge(long most) => new(ErrorKind.TooLarge, "file-too-large", $"The file is larger than the {most} bytes that the service takes.");
}
