using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>Where the files of one private server lie: the cluster, the password, the log, the socket and the locks.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DataPlace
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string ElsewhereRoot = "/var/lib/conflict-events";
    private const long LargestLog = 16 * 1024 * 1024;

    // sockaddr_un.sun_path on Linux has 108 bytes with the closing zero; macOS has 104.
    private const int LongestSocketPath = 103;
    private const string LongestSocketFile = "/.s.PGSQL.5432.lock";

    private DataPlace(string directory, ServerAccount account)
    {
        Root = directory;
        Account = account;
    }

    /// <summary>The real directory; not the wanted one where that is a link.</summary>
    public string Root { get; }

    public ServerAccount Account { get; }

    public string Cluster => Path.Combine(Root, "cluster");

    public string Log => Path.Combine(Root, "server.log");

    public string PostmasterFile => Path.Combine(Cluster, "postmaster.pid");

    /// <summary>Held alone while the server is being started or stopped.</summary>
    public string ChangeLock => Path.Combine(Root, "change.lock");

    /// <summary>Held together by every process that uses the server.</summary>
    public string UseLock => Path.Combine(Root, "use.lock");

    private string PasswordFile => Path.Combine(Root, "password");

    /// <summary>
    /// Makes the directory, readable by the server's account only. Where that account may not enter it (root's own home, say), the
    /// data goes under /var/lib/conflict-events and the wanted path becomes a link to it.
    /// </summary>
    public static async Task<DataPlace> Prepare(string wanted, Action<string> say)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(wanted));
        try
        {
            var wantedDirectory = new DirectoryInfo(path);
            var directory = wantedDirectory.LinkTarget is null ? path : wantedDirectory.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            var account = await ServerAccount.For(Path.Combine(directory, "cluster"));
            await Make(directory, account);
            if (!await account.CanEnter(directory))
                directory = await GoElsewhere(path, account, say);
            return new DataPlace(directory, account);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new LocalPostgresException(
                $"The data directory {path} cannot be used: {refused.Message} It may belong to another user, who then has to start the service; " +
                "CONFLICT_EVENTS_DATA names another place.", refused);
        }
    }

    /// <summary>The major version of the server that wrote the cluster; null before there is one.</summary>
    public async Task<int?> ClusterMajor()
    {
        var file = Path.Combine(Cluster, "PG_VERSION");
        return File.Exists(file) ? int.Parse((await File.ReadAllTextAsync(file)).Trim(), CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The password of the server's roles, generated at the first call and kept in a file that only the account may read.</summary>
    public async Task<(string Password, string File)> Password()
    {
        if (!File.Exists(PasswordFile))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            await using (var file = new StreamWriter(PasswordFile, Encoding.ASCII, options))
                await file.WriteAsync(RandomNumberGenerator.GetString("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 32));
            await Account.TakeOver(PasswordFile);
        }

        try
        {
            return ((await File.ReadAllTextAsync(PasswordFile)).Trim(), PasswordFile);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new LocalPostgresException($"{PasswordFile} belongs to another user; start the service as that user.", refused);
        }
    }

    /// <summary>
    /// A directory for the socket: inside the data where the path is short enough for a socket, else a new one of the system's
    /// temporary directories.
    /// </summary>
    public async Task<string> MakeSocketDirectory()
    {
        var directory = Path.Combine(Root, "socket");
        // PostgreSQL and Npgsql both take a comma for the end of a name in a list.
        var usable = Encoding.UTF8.GetByteCount(directory + LongestSocketFile) <= LongestSocketPath && directory.IndexOfAny([',', '"']) < 0;
        if (usable)
            await Make(directory, Account);
        else
        {
            directory = Directory.CreateTempSubdirectory("conflict-events-").FullName;
            await Account.TakeOver(directory);
        }

        return directory;
    }

    /// <summary>Sets a log that has grown large aside, so that it cannot fill the disk over the years.</summary>
    public void TurnLog()
    {
        if (File.Exists(Log) && new FileInfo(Log).Length > LargestLog)
            File.Move(Log, Log + ".1", overwrite: true);
    }

    /// <summary>The last lines of the server's log.</summary>
    public async Task<string> LogTail(int lines = 15) =>
        File.Exists(Log) ? string.Join('\n', (await File.ReadAllLinesAsync(Log)).TakeLast(lines)) : "(no log)";

    private static async Task Make(string directory, ServerAccount account)
    {
        if (Directory.Exists(directory))
        {
            // An empty directory may have been made by anyone, a mounted volume for instance.
            if (!Directory.EnumerateFileSystemEntries(directory).Any())
            {
                File.SetUnixFileMode(directory, OwnerOnly);
                await account.TakeOver(directory);
            }

            return;
        }

        if (Path.GetDirectoryName(directory) is { } parent)
            Directory.CreateDirectory(parent);
        Directory.CreateDirectory(directory, OwnerOnly);
        await account.TakeOver(directory);
    }

    private static async Task<string> GoElsewhere(string wanted, ServerAccount account, Action<string> say)
    {
        if (new DirectoryInfo(wanted).LinkTarget is not null || Directory.EnumerateFileSystemEntries(wanted).Any())
        {
            throw new LocalPostgresException(
                $"User {account.SteppedDownTo}, who runs the server because root may not, cannot enter {wanted}. " +
                "Move the data to a place that this user can enter and name it in CONFLICT_EVENTS_DATA.");
        }

        Directory.CreateDirectory(ElsewhereRoot);
        var directory = Path.Combine(ElsewhereRoot, Guid.CreateVersion7().ToString("N")[..16]);
        await Make(directory, account);
        Directory.Delete(wanted);
        Directory.CreateSymbolicLink(wanted, directory);
        say($"User {account.SteppedDownTo}, who runs the server because root may not, cannot enter {wanted}: the data is kept in {directory}, with a link from there.");
        return directory;
    }
}
