using ConflictEvents.Application.Jobs;

namespace ConflictEvents.Application.Imports;

/// <summary>A dataset that is loaded from a file. What it has recorded so far stays recorded, however the job ends.</summary>
public sealed class ImportJob : Job
{
    public required ImportFormat Format { get; init; }

    /// <summary>As its publisher names the version, such as <c>23.1</c>; null where nobody said.</summary>
    public string? DatasetVersion { get; init; }

    /// <summary>See <see cref="ColumnNames"/>; null where the columns have the names that the format gives them.</summary>
    public string? Columns { get; init; }

    /// <summary>Whether to retract what an earlier version held and the file does not.</summary>
    public bool RetractVanished { get; init; }

    /// <summary>The full name of the file that is read.</summary>
    public required string File { get; init; }

    /// <summary>As it is stored, compressed or not.</summary>
    public long FileBytes { get; init; }

    /// <summary>Rows whose outcome is committed.</summary>
    public long RowsRead { get; set; }

    /// <summary>Of the file as it is stored.</summary>
    public long BytesRead { get; set; }

    /// <summary>Incidents recorded for the first time.</summary>
    public long Created { get; set; }

    /// <summary>Incidents that the file tells otherwise than before.</summary>
    public long Updated { get; set; }

    public long Unchanged { get; set; }

    /// <summary>Rows that were left out; the faults say why.</summary>
    public long Rejected { get; set; }

    /// <summary>Those of the rejected rows of which not even the id could be read.</summary>
    public long Unidentified { get; set; }

    /// <summary>What was noticed in rows that were taken.</summary>
    public long Warnings { get; set; }

    /// <summary>Incidents of the dataset that the file does not hold; null until the whole of it has been read.</summary>
    public long? Vanished { get; set; }

    /// <summary>Since it was first begun; 0 before that.</summary>
    /// <param name="now">The end instead, for a job that has ended.</param>
    public double RowsPerSecond(DateTimeOffset now) =>
        StartedAt is { } started && (FinishedAt ?? now) - started is { Ticks: > 0 } taken ? RowsRead / taken.TotalSeconds : 0;

    /// <returns>Seconds until it will be done if it goes on as fast as so far; null while nobody can tell.</returns>
    public double? SecondsLeft(DateTimeOffset now) =>
        State is JobState.Running && BytesRead > 0 && StartedAt is { } started ? (now - started).TotalSeconds * (FileBytes - BytesRead) / BytesRead : null;
}
