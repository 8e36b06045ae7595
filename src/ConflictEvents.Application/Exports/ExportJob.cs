using ConflictEvents.Application.Jobs;

namespace ConflictEvents.Application.Exports;

/// <summary>An export that is written to a file, for what takes longer than a request should.</summary>
public sealed class ExportJob : Job
{
    public required ExportFormat Format { get; init; }

    /// <summary>The <see cref="ExportQuery"/> as JSON; see <see cref="ExportQueryJson"/>.</summary>
    public required string Query { get; init; }

    /// <summary>The log position that it tells the state of. However often it is begun anew, the file is the same.</summary>
    public required long Position { get; init; }

    /// <summary>When the job and its file are removed; null while it is not finished.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When the last event was recorded that the file takes account of; null before it is begun, and while nothing is recorded.</summary>
    public DateTimeOffset? DataThrough { get; set; }

    /// <summary>Incidents written so far.</summary>
    public long Rows { get; set; }

    /// <summary>Bytes written so far.</summary>
    public long Bytes { get; set; }

    /// <summary>SHA-256 of the file; null before it is complete.</summary>
    public byte[]? Sha256 { get; set; }

    /// <summary>How many resources had been erased when the file was written; null before it is complete. What was erased since may stand in it.</summary>
    public long? Erasures { get; set; }
}
