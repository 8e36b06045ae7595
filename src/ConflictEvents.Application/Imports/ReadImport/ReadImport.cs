using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Imports.ReadImport;

/// <summary>Tells how far an import of the caller has come.</summary>
public sealed record ReadImport(Guid Id) : IRequest<Result<ImportJob>>;

/// <summary>Lists the imports of the caller, the newest first.</summary>
public sealed record ListImports : IRequest<IReadOnlyList<ImportJob>>;

/// <summary>Reads what was noticed in the rows of an import of the caller, in the order of the file.</summary>
/// <param name="After">The ordinal of the last one that is known; 0 for none.</param>
public sealed record ReadFaults(Guid Id, long After, int Most) : IRequest<Result<IReadOnlyList<ImportFault>>>;

/// <summary>Reads what had vanished from the dataset when an import of the caller ended, in the order of the external ids.</summary>
/// <param name="After">The external id of the last one that is known; empty for none.</param>
public sealed record ReadVanished(Guid Id, string After, int Most) : IRequest<Result<IReadOnlyList<VanishedIncident>>>;

public sealed class ReadImportHandler(IImportJobs jobs, IRequestContext request) :
    IRequestHandler<ReadImport, Result<ImportJob>>,
    IRequestHandler<ListImports, IReadOnlyList<ImportJob>>,
    IRequestHandler<ReadFaults, Result<IReadOnlyList<ImportFault>>>,
    IRequestHandler<ReadVanished, Result<IReadOnlyList<VanishedIncident>>>
{
    public async Task<Result<ImportJob>> Handle(ReadImport query, CancellationToken cancellationToken) =>
        await jobs.Find(query.Id, request.RecordedBy, cancellationToken) is { } job ? job : ImportErrors.NotFound(query.Id);

    public Task<IReadOnlyList<ImportJob>> Handle(ListImports query, CancellationToken cancellationToken) => jobs.Of(request.RecordedBy, cancellationToken);

    public async Task<Result<IReadOnlyList<ImportFault>>> Handle(ReadFaults query, CancellationToken cancellationToken)
    {
        if (await jobs.Find(query.Id, request.RecordedBy, cancellationToken) is null)
            return ImportErrors.NotFound(query.Id);
        return (await jobs.Faults(query.Id, query.After, query.Most, cancellationToken)).ToArray();
    }

    public async Task<Result<IReadOnlyList<VanishedIncident>>> Handle(ReadVanished query, CancellationToken cancellationToken)
    {
        if (await jobs.Find(query.Id, request.RecordedBy, cancellationToken) is null)
            return ImportErrors.NotFound(query.Id);
        return (await jobs.Vanished(query.Id, query.After, query.Most, cancellationToken)).ToArray();
    }
}
