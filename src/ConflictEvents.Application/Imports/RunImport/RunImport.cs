using ConflictEvents.Application.Imports.RequestImport;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Imports.RunImport;

/// <summary>Loads a file here and now.</summary>
/// <param name="Path">The file is read where it lies, and stays there.</param>
/// <param name="Begun">Is told of the job, which tells from then on how far it is.</param>
public sealed record RunImport(ImportRequest Request, string Path, Action<ImportJob> Begun) : IRequest<Result<ImportJob>>;

public sealed class RunImportHandler(IImportJobs jobs, IRequestContext request, TimeProvider time) : IRequestHandler<RunImport, Result<ImportJob>>
{
    public async Task<Result<ImportJob>> Handle(RunImport command, CancellationToken cancellationToken)
    {
        if (command.Request.Fault() is { } fault)
            return fault;
        var file = new FileInfo(command.Path);
        if (!file.Exists)
            return new Error(ErrorKind.Malformed, "no-such-file", $"There is no file {command.Path}.");

        var job = command.Request.Job(NewId.Next(), request.RecordedBy, file.FullName, file.Length, time.GetUtcNow());
        command.Begun(job);
        return await jobs.Run(job, cancellationToken);
    }
}
