using ConflictEvents.Application.Requests;
using MediatR;

namespace ConflictEvents.Application.Exports.ListExports;

/// <summary>Lists the export jobs of the caller, the newest first.</summary>
public sealed record ListExports : IRequest<IReadOnlyList<ExportJob>>;

public sealed class ListExportsHandler(IExportJobs jobs, IRequestContext request) : IRequestHandler<ListExports, IReadOnlyList<ExportJob>>
{
    public Task<IReadOnlyList<ExportJob>> Handle(ListExports query, CancellationToken cancellationToken) => jobs.Of(request.RecordedBy, cancellationToken);
}
