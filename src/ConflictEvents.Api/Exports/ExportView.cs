using ConflictEvents.Api.Http;
using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Jobs;

namespace ConflictEvents.Api.Exports;

/// <summary>An export that is written to a file.</summary>
/// <param name="Id">Names it in the addresses below `/v1/exports`.</param>
/// <param name="Rows">Incidents written so far.</param>
/// <param name="Bytes">Bytes written so far; the size of the file when it is complete.</param>
/// <param name="Sha256">Of the file, in hexadecimal digits; null before it is complete.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="StartedAt">When the file was first begun, UTC; null while the export waits.</param>
/// <param name="FinishedAt">When it was completed, cancelled or given up, UTC.</param>
/// <param name="ExpiresAt">When it is removed with its file, UTC; null while it is not finished.</param>
/// <param name="DataThrough">When the last event was recorded that the file takes account of, UTC.</param>
/// <param name="File">The absolute address of the file; null before it is complete.</param>
/// <param name="Error">Why it failed, in one sentence; null otherwise.</param>
public sealed record ExportView(
    Guid Id,
    JobState State,
    ExportFormat Format,
    long Rows,
    long Bytes,
    string? Sha256,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? DataThrough,
    string? File,
    string? Error)
{
    public static ExportView Of(ExportJob job, Links links) => new(
        job.Id,
        job.State,
        job.Format,
        job.Rows,
        job.Bytes,
        job.Sha256 is { } hash ? Convert.ToHexStringLower(hash) : null,
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt,
        job.ExpiresAt,
        job.DataThrough,
        job.State is JobState.Completed ? links.To($"/v1/exports/{job.Id}/file") : null,
        job.Error);
}
