using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Jobs;

namespace ConflictEvents.Api.Imports;

/// <summary>A dataset that is loaded from a file, or was.</summary>
/// <param name="Id">Names it in the addresses below `/v1/imports`.</param>
/// <param name="DatasetVersion">As the publisher names it; null where nobody said.</param>
/// <param name="RowsRead">Rows of which it is settled what became of them; created, updated, unchanged and rejected add up to it.</param>
/// <param name="Created">Incidents recorded for the first time; of `geonames`, locations; of `conflict-events`, resources.</param>
/// <param name="Updated">Incidents of which the file tells otherwise than before, or that it has again after an earlier one lacked them; of `conflict-events`, events that follow the first of a resource.</param>
/// <param name="Unchanged">Incidents of which the file tells what is recorded already; of `conflict-events`, events that are.</param>
/// <param name="Rejected">Rows that were left out; the errors say why.</param>
/// <param name="Warnings">What was noticed in rows that were taken; listed among the errors.</param>
/// <param name="Vanished">Incidents of the dataset that the file does not hold; null until the whole of it has been read, and 0 for what is no dataset of incidents.</param>
/// <param name="RowsPerSecond">On average since it was begun.</param>
/// <param name="EtaSeconds">Seconds until it will be done, if it goes on as fast as so far; null while nobody can tell.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="StartedAt">When it was first begun, UTC; null while it waits.</param>
/// <param name="FinishedAt">When it was completed, cancelled or given up, UTC.</param>
/// <param name="Error">Why it failed, in one sentence; null otherwise. What it had recorded until then stays.</param>
public sealed record ImportView(
    Guid Id,
    JobState State,
    ImportFormat Format,
    string? DatasetVersion,
    long RowsRead,
    long Created,
    long Updated,
    long Unchanged,
    long Rejected,
    long Warnings,
    long? Vanished,
    double RowsPerSecond,
    double? EtaSeconds,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string? Error)
{
    public static ImportView Of(ImportJob job, DateTimeOffset now) => new(
        job.Id,
        job.State,
        job.Format,
        job.DatasetVersion,
        job.RowsRead,
        job.Created,
        job.Updated,
        job.Unchanged,
        job.Rejected,
        job.Warnings,
        job.Vanished,
        Math.Round(job.RowsPerSecond(now), 1),
        job.SecondsLeft(now) is { } left ? Math.Round(left, 1) : null,
        job.CreatedAt,
        job.StartedAt,
        job.FinishedAt,
        job.Error);
}
