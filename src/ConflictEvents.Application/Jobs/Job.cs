namespace ConflictEvents.Application.Jobs;

/// <summary>How far a job has come.</summary>
public enum JobState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Somebody is at it.</summary>
    Running,

    /// <summary>All of it is done.</summary>
    Completed,

    /// <summary>It was given up; the error says why.</summary>
    Failed,

    /// <summary>Its owner wanted it no longer.</summary>
    Cancelled,
}

/// <summary>Work that takes longer than a request should, and goes on after a restart of the service.</summary>
public abstract class Job
{
    public required Guid Id { get; init; }

    /// <summary>The name of the key that asked for it, which alone sees it.</summary>
    public required string Owner { get; init; }

    public required JobState State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>How often it was begun.</summary>
    public int Attempt { get; set; }

    /// <summary>Until when nobody else begins it anew, though nothing is heard of who is at it.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>One sentence; null unless it failed.</summary>
    public string? Error { get; set; }

    public bool IsFinished => State is not (JobState.Queued or JobState.Running);
}
