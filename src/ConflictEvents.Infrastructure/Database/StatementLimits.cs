using System.Globalization;
using Npgsql;

namespace ConflictEvents.Infrastructure.Database;

/// <summary>How long the service lets the database work at a time; the section <c>Database</c> of the configuration. What takes longer is cancelled by the database.</summary>
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

    /// <summary>
    /// How many resources that mention what a commit changes are rendered anew by the commit itself. Where there are more, they follow
    /// within seconds, and other commits do not wait for them.
    /// </summary>
    public int RenderedAtOnce { get; init; } = 1_000;

    /// <summary>
    /// Seconds that an export may take, the time included in which its reader reads slowly: for so long the database keeps the snapshot that
    /// it is taken from.
    /// </summary>
    public int ExportSeconds { get; init; } = 1_800;

    /// <summary>How many exports are read at a time; who asks for one more is told to come back.</summary>
    public int ExportsAtOnce { get; init; } = 4;

    internal TimeSpan ReadTime => TimeSpan.FromSeconds(ReadSeconds);

    /// <exception cref="ArgumentException">A limit is out of range: it would never cancel, or cancel everything.</exception>
    public StatementLimits Checked()
    {
        foreach (var (name, seconds) in new[] { (nameof(ReadSeconds), ReadSeconds), (nameof(CommitSeconds), CommitSeconds), (nameof(ExportSeconds), ExportSeconds) })
        {
            if (seconds is < 1 or > 3_600)
                throw new ArgumentException($"{Section}:{name} must be from 1 to 3600, not {seconds}.");
        }

        if (RenderedAtOnce < 0)
            throw new ArgumentException($"{Section}:{nameof(RenderedAtOnce)} must be 0 or more, not {RenderedAtOnce}.");

        if (ExportsAtOnce is < 1 or > 32)
            throw new ArgumentException($"{Section}:{nameof(ExportsAtOnce)} must be from 1 to 32, not {ExportsAtOnce}.");

        return this;
    }

    /// <summary>For the transaction that is open, alone: connections are not reset when they return to the pool.</summary>
    internal NpgsqlBatchCommand GrantCommitTime()
    {
        var milliseconds = CommitSeconds * 1_000;
        return new("select set_config('statement_timeout', $1, true), set_config('lock_timeout', $2, true)")
        {
            Parameters =
            {
                new() { Value = milliseconds.ToString(CultureInfo.InvariantCulture) },
                new() { Value = (milliseconds / 2).ToString(CultureInfo.InvariantCulture) },
            },
        };
    }
}
