namespace ConflictEvents.Infrastructure.Database;

/// <summary>How long the service lets the database work; the section <c>Database</c> of the configuration. What takes longer is cancelled by the database.</summary>
public sealed record StatementLimits
{
    public const string Section = "Database";

    /// <summary>Seconds that a statement may take which reads.</summary>
    public int ReadSeconds { get; init; } = 10;

    /// <summary>
    /// Seconds that each statement of a commit may take, half of which it may wait for the commits before it. A commit takes long where it
    /// renames what very many incidents mention.
    /// </summary>
    public int CommitSeconds { get; init; } = 60;

    /// <exception cref="ArgumentException">A limit is out of range: it would never cancel, or cancel everything.</exception>
    public StatementLimits Checked()
    {
        foreach (var (name, seconds) in new[] { (nameof(ReadSeconds), ReadSeconds), (nameof(CommitSeconds), CommitSeconds) })
        {
            if (seconds is < 1 or > 3_600)
                throw new ArgumentException($"{Section}:{name} must be from 1 to 3600, not {seconds}.");
        }

        return this;
    }
}
