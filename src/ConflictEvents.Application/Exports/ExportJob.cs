namespace ConflictEvents.Application.Exports;

/// <summary>How far an export job has come.</summary>
public enum ExportState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>The file is being written.</summary>
    Running,

    /// <summary>The file is there.</summary>
    Completed,

    /// <summary>It was given up; the error says why.</summary>
    Failed,

    /// <summary>Its owner wanted it no longer.</summary>
    Cancelled,
}

/// <summary>An export that is written to a file, for what takes longer than a request should.</summary>
public sealed class ExportJob
{
    public required Guid Id { get; init; }

    /// <summary>The name of the key that asked for it, which alone sees it.</summary>
    public required string Owner { get; init; }

    public required ExportState State { get; set; }

    public required ExportFormat Format { get; init; }

    /// <summary>The <see cref="ExportQuery"/> as JSON; see <see cref="ExportQueryJson"/>.</summary>
    public required string Query { get; init; }

    /// <summary>The log position that it tells the state of. However often it is begun anew, the file is the same.</summary>
    public required long Position { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When the job and its file are removed; null while it is not finished.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When the last event was recorded that the file takes account of; null before it is begun, and while nothing is recorded.</summary>
    public DateTimeOffset? DataThrough { get; set; }

    /// <summary>How often it was begun.</summary>
    public int Attempt { get; set; }

    /// <summary>Until when nobody else begins it anew, though nothing is heard of who is at it.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Incidents written so far.</summary>
    public long Rows { get; set; }

    /// <summary>Bytes written so far.</summary>
    public long Bytes { get; set; }

    /// <summary>SHA-256 of the file; null before it is complete.</summary>
    public byte[]? Sha256 { get; set; }

    /// <summary>One sentence; null unless it failed.</summary>
    public string? Error { get; set; }

    public bool IsFinished => State is not (ExportState.Queued or ExportState.Running);
}
