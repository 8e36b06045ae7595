namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>
/// Advisory locks on files (flock). The kernel drops them with the process, however it ends, so none is ever stale.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes the lock together with others who share it; null while somebody holds it alone.</summary>
    public static FileStream? TryShare(string path)
    {
        if (!File.Exists(path))
            Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite)?.Dispose();
        return Open(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    /// <summary>Takes the lock alone; null while anybody else holds it.</summary>
    public static FileStream? TryTake(string path) => Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Takes the lock alone, waiting for as long as somebody else holds it.</summary>
    public static async Task<FileStream> Take(string path, CancellationToken ct)
    {
        while (true)
        {
            if (TryTake(path) is { } held)
                return held;
            await Task.Delay(Pause, ct);
        }
    }

    private static FileStream? Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, mode, access, share);
        }
        catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }
}
