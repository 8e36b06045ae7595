using ConflictEvents.Application.Jobs;
using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Exports.ReadExport;

/// <summary>Tells how far an export job of the caller has come.</summary>
public sealed record ReadExport(Guid Id) : IRequest<Result<ExportJob>>;

public sealed class ReadExportHandler(IExportJobs jobs, IRequestContext request) : IRequestHandler<ReadExport, Result<ExportJob>>
{
    public async Task<Result<ExportJob>> Handle(ReadExport query, CancellationToken cancellationToken) =>
        await jobs.Find(query.Id, request.RecordedBy, cancellationToken) is { } job ? job : ExportJobErrors.NotFound(query.Id);
}

/// <summary>Finds the file of a completed export job of the caller.</summary>
public sealed record FindExportFile(Guid Id) : IRequest<Result<ExportedFile>>;

/// <param name="Path">The full name of the file.</param>
public sealed record ExportedFile(ExportJob Job, string Path);

public sealed class FindExportFileHandler(IExportJobs jobs, IRequestContext request) : IRequestHandler<FindExportFile, Result<ExportedFile>>
{
    public async Task<Result<ExportedFile>> Handle(FindExportFile query, CancellationToken cancellationToken)
    {
        if (await jobs.Find(query.Id, request.RecordedBy, cancellationToken) is not { } job)
            return ExportJobErrors.NotFound(query.Id);
        if (await jobs.IsWithdrawn(job, cancellationToken))
            return ExportJobErrors.Withdrawn(job);
        if (job.State is not JobState.Completed)
            return ExportJobErrors.NoFile(job);
        var path = jobs.FileOf(job);
        return File.Exists(path) ? new ExportedFile(job, path) : ExportJobErrors.FileGone(job);
    }
}
