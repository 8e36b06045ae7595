using ConflictEvents.Application.Jobs;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Exports.RequestExport;

/// <summary>Asks for a file of the whole result of a query, as the log stands now or stood then.</summary>
public sealed record RequestExport(ExportQuery Query, Reading Reading) : IRequest<Result<ExportJob>>;

public sealed class RequestExportHandler(IReadModel readModel, IExportJobs jobs, IRequestContext request, TimeProvider time) : IRequestHandler<RequestExport, Result<ExportJob>>
{
    public async Task<Result<ExportJob>> Handle(RequestExport command, CancellationToken cancellationToken)
    {
        if (command.Query.Filter.Fault(command.Query.Sort) is { } fault)
            return fault;
        var moment = await readModel.MomentOf(command.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        if (command.Query.Filter.Refusal(moment.Value.Audience) is { } refusal)
            return refusal;

        var pinned = await readModel.Pin(moment.Value, cancellationToken);
        var job = new ExportJob
        {
            Id = NewId.Next(),
            Owner = request.RecordedBy,
            State = JobState.Queued,
            Format = command.Query.Format,
            Query = ExportQueryJson.Write(command.Query.ToPassOn()),
            Position = pinned.Position!.Value,
            CreatedAt = time.GetUtcNow(),
        };
        return await jobs.Add(job, cancellationToken) is { } full ? full : job;
    }
}
