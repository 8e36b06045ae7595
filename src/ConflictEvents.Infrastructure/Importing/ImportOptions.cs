namespace ConflictEvents.Infrastructure.Importing;

/// <summary>How datasets are loaded; the section <c>Imports</c> of the configuration.</summary>
public sealed record ImportOptions
{
    public const string Section = "Imports";

    /// <summary>Where files are kept until they have been read. Processes that serve one database must see the same one.</summary>
    public string Directory { get; init; } = "";

    /// <summary>The largest file that is taken, as it is sent.</summary>
    public long MaxFileBytes { get; init; } = 10_000_000_000;

    /// <summary>How many imports of one key may wait for their turn.</summary>
    public int MostWaiting { get; init; } = 20;

    /// <summary>Seconds after which a job is taken up again of whose process nothing is heard.</summary>
    public int LeaseSeconds { get; init; } = 30;

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    /// <exception cref="ArgumentException">A setting makes no sense.</exception>
    public ImportOptions Checked() =>
        Directory.Length > 0 && MaxFileBytes > 0 && MostWaiting > 0 && LeaseSeconds is > 0 and <= 3_600
            ? this
            : throw new ArgumentException($"{Section}: Directory must be given, MaxFileBytes and MostWaiting be positive, and LeaseSeconds be from 1 to 3600.");
}
