using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Exports;

/// <summary>The jobs that write exports to files, with their files. A job that has expired is not there.</summary>
public interface IExportJobs
{
    /// <returns>An error where as many of the same owner are waiting as may.</returns>
    Task<Error?> Add(ExportJob job, CancellationToken cancellationToken);

    Task<ExportJob?> Find(Guid id, string owner, CancellationToken cancellationToken);

    /// <returns>The newest first.</returns>
    Task<IReadOnlyList<ExportJob>> Of(string owner, CancellationToken cancellationToken);

    /// <summary>Cancels a job that is not finished; removes one that is, with its file.</summary>
    /// <returns>False when there is no such job.</returns>
    Task<bool> Remove(Guid id, string owner, CancellationToken cancellationToken);

    /// <summary>Removes the file of every job that was finished before the last erasure, and begins anew what is being written: they may hold what has been erased.</summary>
    Task WithdrawFiles(CancellationToken cancellationToken);

    /// <summary>Whether something has been erased since the file was written, also where nobody has removed it yet.</summary>
    Task<bool> IsWithdrawn(ExportJob job, CancellationToken cancellationToken);

    /// <returns>The full name of the file of a completed job.</returns>
    string FileOf(ExportJob job);
}

public static class ExportJobErrors
{
    public static readonly Error TooMany = new(ErrorKind.Busy, "too-many-exports", "As many exports of this key are waiting as may. Wait for one to end, or cancel one.");

    public static Error NotFound(Guid id) => new(ErrorKind.NotFound, "not-found", $"There is no export {id} of yours.");

    public static Error FileGone(ExportJob job) =>
        new(ErrorKind.NotFound, "export-file-gone", $"The file of the export {job.Id} is not where this process keeps files. Ask for another export.");

    public static Error Withdrawn(ExportJob job) =>
        new(ErrorKind.Gone, "export-withdrawn", $"The file of the export {job.Id} is withdrawn: something was erased for legal reasons since it was written. Ask for another export.");

    public static Error NoFile(ExportJob job) =>
        new(ErrorKind.Conflict, "export-not-completed", $"The export {job.Id} has no file: it is {job.State.ToString().ToLowerInvariant()}.");
}
