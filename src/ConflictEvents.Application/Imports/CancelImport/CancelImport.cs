using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Imports.CancelImport;

/// <summary>Ends an import of the caller that is not finished; what it has recorded stays.</summary>
public sealed record CancelImport(Guid Id) : IRequest<Result<Unit>>;

public sealed class CancelImportHandler(IImportJobs jobs, IRequestContext request) : IRequestHandler<CancelImport, Result<Unit>>
{
    public async Task<Result<Unit>> Handle(CancelImport command, CancellationToken cancellationToken)
    {
        if (await jobs.Find(command.Id, request.RecordedBy, cancellationToken) is not { } job)
            return ImportErrors.NotFound(command.Id);
        return await jobs.Cancel(command.Id, cancellationToken) ? Unit.Value : ImportErrors.Finished(job);
    }
}
