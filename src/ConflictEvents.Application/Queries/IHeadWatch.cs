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

    /// <summary>Waits until a head is no longer the newest, as far as this process hears.</summary>
    /// <returns>The one that is.</returns>
    Task<HeadMark> Beyond(HeadMark head, CancellationToken cancellationToken);
}

/// <summary>Where the log ends. Of equal marks all answers are equal, also if one was taken of a database that has been restored since.</summary>
/// <param name="Position">Of the last event; 0 for an empty log.</param>
/// <param name="RecordedAt">Of the last event; no commit to come bears this time or an earlier one.</param>
/// <param name="Hash">Of the last event, over everything before it; hexadecimal.</param>
/// <param name="Unrendered">How many resources still show a name that has changed before.</param>
public sealed record HeadMark(long Position, DateTimeOffset RecordedAt, string Hash, long Unrendered);
