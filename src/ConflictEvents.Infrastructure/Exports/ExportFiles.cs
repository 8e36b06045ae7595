using ConflictEvents.Application.Exports;
using ConflictEvents.Application.Json;

namespace ConflictEvents.Infrastructure.Exports;

/// <summary>How export jobs are kept; the section <c>Exports</c> of the configuration.</summary>
public sealed record ExportJobOptions
{
    public const string Section = "Exports";

    /// <summary>Where files are written. Processes that serve one database must see the same one.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Hours after which a finished job and its file are removed.</summary>
    public double KeepHours { get; init; } = 24;

    /// <summary>A job whose file grows larger fails.</summary>
    public long MaxFileBytes { get; init; } = 20_000_000_000;

    /// <summary>How many exports of one key may wait for their turn.</summary>
    public int MostWaiting { get; init; } = 100;

    /// <summary>Seconds after which a job is begun anew of whose process nothing is heard.</summary>
    public int LeaseSeconds { get; init; } = 30;

    internal TimeSpan Keep => TimeSpan.FromHours(KeepHours);

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    /// <exception cref="ArgumentException">A setting makes no sense.</exception>
    public ExportJobOptions Checked() =>
        Directory.Length > 0 && KeepHours is > 0 and <= 100_000 && MaxFileBytes > 0 && MostWaiting > 0 && LeaseSeconds is > 0 and <= 3_600
            ? this
            : throw new ArgumentException($"{Section}: Directory must be given, KeepHours, MaxFileBytes and MostWaiting be positive, and LeaseSeconds be from 1 to 3600.");
}

/// <summary>The folder of finished exports, and of those that are being written.</summary>
internal sealed class ExportFiles(ExportJobOptions options)
{
    public string PathOf(Guid id, ExportFormat format) => Path.GetFullPath(Path.Combine(options.Directory, $"{id}.{JsonContract.NameOf(format)}"));

    /// <summary>Under a name that no reader is led to.</summary>
    public FileStream Create(ExportJob job)
    {
        Directory.CreateDirectory(options.Directory);
        return new FileStream(PartOf(job, job.Attempt), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
    }

    /// <summary>Gives a file that has been written to the end, and to the disk, its name.</summary>
    public void Complete(ExportJob job) => File.Move(PartOf(job, job.Attempt), PathOf(job.Id, job.Format), overwrite: true);

    public void Delete(ExportJob job)
    {
        DeleteParts(job);
        if (Directory.Exists(options.Directory))
            File.Delete(PathOf(job.Id, job.Format));
    }

    /// <summary>Those of earlier attempts, whose process may have had no time to.</summary>
    public void DeleteParts(ExportJob job)
    {
        // Deleting what is not there is no fault; where there is not even the folder, it is one.
        for (var attempt = 1; Directory.Exists(options.Directory) && attempt <= job.Attempt; attempt++)
            File.Delete(PartOf(job, attempt));
    }

    private string PartOf(ExportJob job, int attempt) => $"{PathOf(job.Id, job.Format)}.{attempt}.part";
}
