namespace ConflictEvents.Application.Queries;

/// <summary>Knows where the log ends without asking for it each time.</summary>
public interface IHeadWatch
{
    /// <summary>
    /// The newest head that this process has heard of. It holds every commit that the process itself has acknowledged; one of another
    /// process may be missing for as long as a notification travels, and never for longer than a few seconds. Null while nothing is known for certain.
    /// </summary>
    HeadMark? Head { get; }

    /// <returns>The head as the database has it now.</returns>
    Task<HeadMark> Ask(CancellationToken cancellationToken);

    /// <summary>Waits until the log no longer ends at a head, as far as this process hears.</summary>
    /// <returns>Where it ends then.</returns>
    Task<HeadMark> Beyond(HeadMark head, CancellationToken cancellationToken);
}

/// <summary>Where the log ends, and how far it is rendered. Equal marks stand for equal answers, also of a database that was restored.</summary>
/// <param name="Position">Of the last event; 0 for an empty log.</param>
/// <param name="RecordedAt">Of the last event; no commit to come bears this time or an earlier one.</param>
/// <param name="Hash">Of the last event, over everything before it; hexadecimal.</param>
/// <param name="Refreshes">How often answers have changed behind a commit: when names were refreshed, or a release was named.</param>
/// <param name="Erasures">How many resources have been erased; each time what is answered of the past may have changed.</param>
public sealed record HeadMark(long Position, DateTimeOffset RecordedAt, string Hash, long Refreshes, long Erasures = 0)
{
    public bool IsAfter(HeadMark other) => (Position, Refreshes).CompareTo((other.Position, other.Refreshes)) > 0;
}
