using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Exports.RemoveExport;

/// <summary>Cancels an export job of the caller, or removes one that is finished, with its file.</summary>
public sealed record RemoveExport(Guid Id) : IRequest<Result<Unit>>;

public sealed class RemoveExportHandler(IExportJobs jobs, IRequestContext request) : IRequestHandler<RemoveExport, Result<Unit>>
{
    public async Task<Result<Unit>> Handle(RemoveExport command, CancellationToken cancellationToken) =>
        await jobs.Remove(command.Id, request.RecordedBy, cancellationToken) ? Unit.Value : ExportJobErrors.NotFound(command.Id);
}
