using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Exports.OpenExport;

/// <summary>Begins to read the whole result of a query, for whoever asks to copy.</summary>
public sealed record OpenExport(ExportQuery Query, Reading Reading) : IRequest<Result<Answer<IExport>>>;

public sealed class OpenExportHandler(IReadModel readModel, IExports exports) : IRequestHandler<OpenExport, Result<Answer<IExport>>>
{
    public async Task<Result<Answer<IExport>>> Handle(OpenExport request, CancellationToken cancellationToken)
    {
        if (request.Query.Filter.Fault(request.Query.Sort) is { } fault)
            return fault;
        var moment = await readModel.MomentOf(request.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        if (request.Query.Filter.Refusal(moment.Value.Audience) is { } refusal)
            return refusal;
        return await exports.TryOpen(request.Query.ToPassOn(), moment.Value, cancellationToken) is { } export
            ? new Answer<IExport>(export, moment.Value)
            : ExportErrors.Busy;
    }
}
