using ConflictEvents.Application.Jobs;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Imports.RequestImport;

/// <summary>What is to be known of a file before it is read.</summary>
/// <param name="DatasetVersion">As the publisher names it; null where it is not known.</param>
/// <param name="Columns">See <see cref="ColumnNames"/>.</param>
public sealed record ImportRequest(ImportFormat Format, string? DatasetVersion, string? Columns, bool RetractVanished)
{
    private const int LongestVersion = 50;

    public Error? Fault()
    {
        if (DatasetVersion is { } version && !IsVersion(version))
            return QueryErrors.Parameter("datasetVersion", $"Give 1 to {LongestVersion} characters.");
        if (ImportFormats.DatasetOf(Format) is not { } dataset)
            return NoDatasetFault();
        return ColumnNames.Of(dataset, Columns).Error is { } error ? error with { Kind = ErrorKind.Malformed } : null;
    }

    /// <summary>Whether a text may stand for the version of a dataset.</summary>
    internal static bool IsVersion(string text) => text.Length is > 0 and <= LongestVersion && !text.Any(char.IsControl);

    public ImportJob Job(Guid id, string owner, string file, long bytes, DateTimeOffset now) => new()
    {
        Id = id,
        Owner = owner,
        State = JobState.Queued,
        Format = Format,
        DatasetVersion = DatasetVersion,
        Columns = Columns,
        RetractVanished = RetractVanished,
        File = file,
        FileBytes = bytes,
        CreatedAt = now,
    };

    /// <summary>
    /// The service's own format has neither versions nor columns, and a gazetteer has no names of columns. Lacking an event, or a place, is no
    /// reason to retract one.
    /// </summary>
    private Error? NoDatasetFault()
    {
        var given = new[] { ("datasetVersion", DatasetVersion is not null && Format is ImportFormat.ConflictEvents), ("columns", Columns is not null), ("retractVanished", RetractVanished) };
        var fields = given.Where(member => member.Item2).Select(member => new FieldError(member.Item1, "Leave it out: it is for datasets of incidents.")).ToList();
        return fields.Count == 0 ? null : new Error(ErrorKind.Malformed, "invalid-parameter", $"{fields[0].Path} is for datasets of incidents.") { Fields = fields };
    }
}

/// <summary>Takes in a file, to be loaded when its turn comes.</summary>
public sealed record RequestImport(ImportRequest Request, Stream Content) : IRequest<Result<ImportJob>>;

public sealed class RequestImportHandler(IImportJobs jobs, IRequestContext request, TimeProvider time) : IRequestHandler<RequestImport, Result<ImportJob>>
{
    public async Task<Result<ImportJob>> Handle(RequestImport command, CancellationToken cancellationToken)
    {
        if (command.Request.Fault() is { } fault)
            return fault;
        var id = NewId.Next();
        var kept = await jobs.Keep(id, command.Content, cancellationToken);
        if (kept.Error is { } refused)
            return refused;

        var job = command.Request.Job(id, request.RecordedBy, kept.Value.File, kept.Value.Bytes, time.GetUtcNow());
        return await jobs.Add(job, cancellationToken) is { } error ? error : job;
    }
}
