using System.Globalization;
using System.Runtime.Versioning;

namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>The server process of one cluster, as its postmaster.pid describes it, and the commands that start and stop it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Postmaster(DataPlace place, PostgresBinaries binaries)
{
    // Long enough to replay the log of a crashed server on a slow disk.
    private const string StartSeconds = "300";
    private const string StopSeconds = "60";
    private const int StartAttempts = 20;

    private static readonly TimeSpan AttemptPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether a server was started and has not been stopped: its file remains when it was killed.</summary>
    public bool WasNotStopped => File.Exists(place.PostmasterFile);

    /// <summary>
    /// Whether the server process lives. Its number alone proves nothing: after a crash or a reboot it may have passed to another
    /// program, so the process has to sit in the cluster's directory too.
    /// </summary>
    public async Task<bool> IsRunning()
    {
        if (await Lines(place.PostmasterFile) is not [var first, ..] || !int.TryParse(first, CultureInfo.InvariantCulture, out var pid))
            return false;
        if (!Directory.Exists("/proc/self"))
            return (await place.Account.Run(binaries.Path("pg_ctl"), "status", "-D", place.Cluster)).Succeeded;
        return await Lines($"/proc/{pid}/cwd/postmaster.pid") is [var same, ..] && same == first;
    }

    /// <summary>The directory of the socket of the running or killed server; null where there is none.</summary>
    public async Task<string?> SocketDirectory() => (await Lines(place.PostmasterFile)).ElementAtOrDefault(4) is { Length: > 0 } directory ? directory : null;

    /// <summary>Starts the server and waits until it takes connections; a crashed one has then replayed its log.</summary>
    /// <param name="settings">The text of the settings' file.</param>
    /// <param name="socketDirectory">No other server's.</param>
    public async Task Start(string settings, string socketDirectory)
    {
        var file = Path.Combine(place.Cluster, "conflict_events.conf");
        await File.WriteAllTextAsync(file, settings);
        await place.Account.TakeOver(file);
        await RemoveTraces(socketDirectory);
        place.TurnLog();

        for (var attempt = 1; ; attempt++)
        {
            // pg_ctl gives the server a session of its own, so the terminal's Ctrl+C does not reach it.
            var started = await place.Account.Run(
                binaries.Path("pg_ctl"), "start", "-D", place.Cluster, "-l", place.Log, "-w", "-t", StartSeconds, "-s");
            if (started.Succeeded)
                return;

            var log = await place.LogTail();
            // Backends outlive a killed server for a moment.
            if (attempt < StartAttempts && log.Contains("is still in use", StringComparison.Ordinal))
            {
                await Task.Delay(AttemptPause);
                continue;
            }

            throw new LocalPostgresException($"PostgreSQL did not start.\n{started.Everything}\nThe end of {place.Log}:\n{log}");
        }
    }

    /// <summary>Ends open sessions, writes everything down and stops.</summary>
    public async Task Stop()
    {
        var stopped = await place.Account.Run(
            binaries.Path("pg_ctl"), "stop", "-D", place.Cluster, "-m", "fast", "-w", "-t", StopSeconds, "-s");
        if (!stopped.Succeeded)
            throw new LocalPostgresException($"PostgreSQL did not stop: {stopped.Everything}");
    }

    /// <summary>
    /// Removes what a killed server left if its number is taken again, by another program or by its own remains that nobody has waited
    /// for: PostgreSQL would take that process for the server. Otherwise PostgreSQL judges and removes them itself.
    /// </summary>
    private async Task RemoveTraces(string socketDirectory)
    {
        if (await Lines(place.PostmasterFile) is not [var number, ..] || !Directory.Exists($"/proc/{number}"))
            return;
        File.Delete(place.PostmasterFile);
        foreach (var trace in Directory.EnumerateFiles(socketDirectory, ".s.PGSQL.*"))
            File.Delete(trace);
    }

    private static async Task<string[]> Lines(string file)
    {
        try
        {
            return await File.ReadAllLinesAsync(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
