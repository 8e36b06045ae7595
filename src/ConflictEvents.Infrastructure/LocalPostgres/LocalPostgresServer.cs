using System.Globalization;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Npgsql;

namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>
/// A PostgreSQL server of the service's own, reached through a Unix socket only. Any number of processes may use one data directory
/// at the same time: the first starts the server or adopts one that a killed process left running, the last one out stops it.
/// While it is in use, a server that was killed is started again.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class LocalPostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadyInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(5);

    private readonly LocalPostgresOptions _options;
    private readonly Action<string> _say;
    private readonly DataPlace _place;
    private readonly PostgresBinaries _binaries;
    private readonly Postmaster _postmaster;
    private readonly CancellationTokenSource _disposing = new();
    private string _password = "";
    private string _socketDirectory = "";
    private FileStream? _use;
    private bool _fallen;
    private Task _watch = Task.CompletedTask;

    private LocalPostgresServer(LocalPostgresOptions options, Action<string> say, DataPlace place, PostgresBinaries binaries)
    {
        _options = options;
        _say = say;
        _place = place;
        _binaries = binaries;
        _postmaster = new Postmaster(place, binaries);
    }

    /// <summary>Connects the owner of the database <c>conflict_events</c>.</summary>
    public string ConnectionString => Connect(DatabaseSetup.Owner, DatabaseSetup.Database).ConnectionString;

    /// <summary>Connects the server's superuser, for tests and repairs; nothing of the service uses it.</summary>
    public string AdministrationConnectionString
    {
        get
        {
            var connection = Connect(DatabaseSetup.Superuser, "postgres");
            connection.Pooling = false;
            return connection.ConnectionString;
        }
    }

    /// <summary>Where the data really lies: the directory of the options unless the server's account may not enter that one.</summary>
    public string DataDirectory => _place.Root;

    /// <summary>Makes the cluster at the first call, starts or adopts its server, and returns when it takes connections.</summary>
    /// <param name="say">Receives a short line for each thing that is done and may take a while.</param>
    /// <exception cref="LocalPostgresException">No server can be had; nothing that was started is left running.</exception>
    public static async Task<LocalPostgresServer> Start(LocalPostgresOptions options, Action<string> say, CancellationToken ct)
    {
        var place = await DataPlace.Prepare(options.DataDirectory, say);
        await using var change = await FileLock.Take(place.ChangeLock, ct);
        var binaries = await PostgresBinaries.Find(await place.ClusterMajor());
        var server = new LocalPostgresServer(options, say, place, binaries);
        try
        {
            await server.Begin(ct);
            return server;
        }
        catch
        {
            await server.End();
            throw;
        }
    }

    /// <summary>Stops the server and deletes its data, unless some process still uses it.</summary>
    /// <returns>False, with nothing done, while it is in use.</returns>
    public static async Task<bool> Remove(string dataDirectory)
    {
        var place = await DataPlace.Prepare(dataDirectory, static _ => { });
        await using (await FileLock.Take(place.ChangeLock, CancellationToken.None))
        {
            await using var alone = FileLock.TryTake(place.UseLock);
            if (alone is null)
                return false;
            if (await place.ClusterMajor() is { } major)
            {
                var postmaster = new Postmaster(place, await PostgresBinaries.Find(major));
                if (await postmaster.IsRunning())
                    await postmaster.Stop();
            }
        }

        Directory.Delete(place.Root, recursive: true);
        if (new FileInfo(dataDirectory).LinkTarget is not null)
            File.Delete(dataDirectory);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_use is null)
            return;
        try
        {
            await _disposing.CancelAsync();
            await _watch;
        }
        finally
        {
            await using (await FileLock.Take(_place.ChangeLock, CancellationToken.None))
                await End();
            _disposing.Dispose();
        }
    }

    private async Task Begin(CancellationToken ct)
    {
        _use = FileLock.TryShare(_place.UseLock) ?? throw new LocalPostgresException($"{_place.Root} is about to be removed by another process.");
        (_password, var passwordFile) = await _place.Password();
        if (await _place.ClusterMajor() is null)
            await Initialise(passwordFile);
        ct.ThrowIfCancellationRequested();

        await BecomeReady(adopting: true, ct);
        await DatabaseSetup.Complete(AdministrationConnectionString, _password, _binaries, ct);
        _watch = Watch(_disposing.Token);
    }

    /// <summary>The caller holds the change lock.</summary>
    private async Task End()
    {
        if (_use is null)
            return;
        await _use.DisposeAsync();
        _use = null;

        // Whoever else uses the server still shares the lock.
        await using var alone = FileLock.TryTake(_place.UseLock);
        if (alone is null || !await _postmaster.IsRunning())
            return;
        _say("Stopping PostgreSQL.");
        await _postmaster.Stop();
        if (!_socketDirectory.StartsWith(_place.Root, StringComparison.Ordinal) && Directory.Exists(_socketDirectory))
            Directory.Delete(_socketDirectory, recursive: true);
    }

    private async Task Initialise(string passwordFile)
    {
        _say($"Making a PostgreSQL {_binaries.Major} cluster in {_place.Root}.");
        // Renamed when it is complete, so an interrupted first start leaves nothing that looks like a cluster.
        var unfinished = _place.Cluster + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);

        string[] arguments =
        [
            "-D", unfinished, "--username", DatabaseSetup.Superuser, "--pwfile", passwordFile, "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", await Utf8Locale(), _options.Durable ? "--data-checksums" : "--no-sync",
        ];
        var made = await _place.Account.Run(_binaries.Path("initdb"), arguments);
        if (!made.Succeeded)
            throw new LocalPostgresException($"initdb failed.\n{made.Everything}");
        await File.AppendAllTextAsync(Path.Combine(unfinished, "postgresql.conf"), "\ninclude_if_exists = 'conflict_events.conf'\n");
        Directory.Move(unfinished, _place.Cluster);
    }

    /// <summary>Sorting by code point with the letters of all scripts; under plain C the searches would take only A to Z for letters.</summary>
    private static async Task<string> Utf8Locale()
    {
        if (!OperatingSystem.IsMacOS())
            return "C.UTF-8";
        var known = await ServerCommand.Run("locale", "-a");
        return known.Output.Split('\n').Contains("C.UTF-8") ? "C.UTF-8" : "en_US.UTF-8";
    }

    private async Task BecomeReady(bool adopting, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; waited < ReadyLimit; waited += ReadyInterval)
        {
            if (await _postmaster.IsRunning())
            {
                if (adopting)
                    _say($"PostgreSQL already runs on {_place.Root}: using it.");
                _socketDirectory = await _postmaster.SocketDirectory() ?? _socketDirectory;
            }
            else
            {
                var before = await _postmaster.SocketDirectory();
                _socketDirectory = before is not null && Directory.Exists(before) ? before : await _place.MakeSocketDirectory();
                _say($"Starting PostgreSQL {_binaries.Major} on {_place.Root}.");
                await _postmaster.Start(ServerSettings.Render(_options, _binaries, _socketDirectory), _socketDirectory);
            }

            adopting = false;
            if (await Answers(ct))
                return;
            await Task.Delay(ReadyInterval, ct);
        }

        throw new LocalPostgresException(
            $"PostgreSQL takes no connections after {ReadyLimit.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes. The end of {_place.Log}:\n{await _place.LogTail()}");
    }

    private async Task<bool> Answers(CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(AdministrationConnectionString);
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException starting) when (starting.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return false;
        }
        catch (NpgsqlException refused) when (refused.InnerException is SocketException)
        {
            return false;
        }
    }

    private async Task Watch(CancellationToken ct)
    {
        try
        {
            using var timer = new PeriodicTimer(WatchInterval);
            while (await timer.WaitForNextTickAsync(ct))
                await Revive(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The server is being disposed of.
        }
    }

    private async Task Revive(CancellationToken ct)
    {
        if (!_fallen && !await HasFallen())
            return;
        await using var change = await FileLock.Take(_place.ChangeLock, ct);
        if (!_fallen && !await HasFallen())
            return;
        if (!_fallen)
            _say("PostgreSQL died.");
        _fallen = true;
        try
        {
            await BecomeReady(adopting: false, ct);
            _fallen = false;
        }
        catch (Exception failed) when (failed is LocalPostgresException or NpgsqlException or IOException)
        {
            // Tried again at the next tick: a full disk may be emptied.
            _say(failed.Message);
        }
    }

    /// <summary>Killed, that is: a server that somebody stopped on purpose has removed its file.</summary>
    private async Task<bool> HasFallen() => _postmaster.WasNotStopped && !await _postmaster.IsRunning();

    private NpgsqlConnectionStringBuilder Connect(string role, string database) => new()
    {
        Host = _socketDirectory,
        Username = role,
        Password = _password,
        Database = database,
    };
}
