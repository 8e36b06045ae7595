using ConflictEvents.Application.Incidents.ReadSimilar;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Imports.ReadImport;

/// <summary>Tells how far an import of the caller has come.</summary>
public sealed record ReadImport(Guid Id) : IRequest<Result<ImportJob>>;

/// <summary>Lists the imports of the caller, the newest first.</summary>
public sealed record ListImports : IRequest<IReadOnlyList<ImportJob>>;

/// <summary>Reads what was noticed in the rows of an import of the caller, in the order of the file.</summary>
public sealed record ReadFaults(Guid Id, PageRequest Page) : IRequest<Result<Part<RowFault>>>;

/// <summary>Reads what had vanished from the dataset when an import of the caller had read its file, in the order of the external ids.</summary>
public sealed record ReadVanished(Guid Id, PageRequest Page) : IRequest<Result<Part<VanishedIncident>>>;

/// <summary>Reads which incidents of an import of the caller may be the same as incidents of other datasets.</summary>
public sealed record ReadSimilarToImport(Guid Id, Queries.Reading Reading, PageRequest Page) : IRequest<Result<Answer<SimilarPage>>>;

public sealed class ReadImportHandler(IImportJobs jobs, IReadModel readModel, ISimilarReader similar, IRequestContext request) :
    IRequestHandler<ReadImport, Result<ImportJob>>,
    IRequestHandler<ListImports, IReadOnlyList<ImportJob>>,
    IRequestHandler<ReadFaults, Result<Part<RowFault>>>,
    IRequestHandler<ReadVanished, Result<Part<VanishedIncident>>>,
    IRequestHandler<ReadSimilarToImport, Result<Answer<SimilarPage>>>
{
    public async Task<Result<ImportJob>> Handle(ReadImport query, CancellationToken cancellationToken) =>
        await jobs.Find(query.Id, request.RecordedBy, cancellationToken) is { } job ? job : ImportErrors.NotFound(query.Id);

    public Task<IReadOnlyList<ImportJob>> Handle(ListImports query, CancellationToken cancellationToken) => jobs.Of(request.RecordedBy, cancellationToken);

    public async Task<Result<Part<RowFault>>> Handle(ReadFaults query, CancellationToken cancellationToken) =>
        await jobs.Find(query.Id, request.RecordedBy, cancellationToken) is null
            ? ImportErrors.NotFound(query.Id)
            : await jobs.Faults(query.Id, query.Page, cancellationToken);

    public async Task<Result<Part<VanishedIncident>>> Handle(ReadVanished query, CancellationToken cancellationToken) =>
        await jobs.Find(query.Id, request.RecordedBy, cancellationToken) is null
            ? ImportErrors.NotFound(query.Id)
            : await jobs.Vanished(query.Id, query.Page, cancellationToken);

    public async Task<Result<Answer<SimilarPage>>> Handle(ReadSimilarToImport query, CancellationToken cancellationToken)
    {
        if (await jobs.Find(query.Id, request.RecordedBy, cancellationToken) is null)
            return ImportErrors.NotFound(query.Id);
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        var page = await similar.OfImport(query.Id, moment.Value, query.Page, cancellationToken);
        return page.Then<Answer<SimilarPage>>(found => new Answer<SimilarPage>(found, moment.Value));
    }
}
