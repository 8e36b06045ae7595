using System.Diagnostics;
using System.Globalization;
using ConflictEvents.Infrastructure.LocalPostgres;
using Npgsql;

namespace ConflictEvents.Api.Tests.LocalPostgres;

/// <summary>One data directory for the tests of a class, removed with its server at their end.</summary>
public sealed class ServerDirectory : IAsyncLifetime
{
    private string _root = "";

    public List<string> Said { get; } = [];

    public Task InitializeAsync()
    {
        _root = Directory.CreateTempSubdirectory("conflict-events-tests-").FullName;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => Assert.True(await LocalPostgresServer.Remove(_root));

    public Task<LocalPostgresServer> Start(params (string Name, string Value)[] settings) => Start(_root, settings);

    public Task<LocalPostgresServer> Start(string directory, params (string Name, string Value)[] settings)
    {
        Said.Clear();
        var options = new LocalPostgresOptions(directory)
        {
            Durable = false,
            Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        };
        return LocalPostgresServer.Start(options, Said.Add, CancellationToken.None);
    }

    public async Task<LocalPostgresServer> StartCancelledAt(string words)
    {
        using var cancel = new CancellationTokenSource();
        void Say(string line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
                cancel.Cancel();
        }

        return await LocalPostgresServer.Start(new LocalPostgresOptions(_root) { Durable = false }, Say, cancel.Token);
    }

    public string PostmasterFile => Path.Combine(_root, "cluster", "postmaster.pid");

    public string PasswordFile => Path.Combine(_root, "password");

    public string Cluster => Path.Combine(_root, "cluster");

    public int ServerPid => int.Parse(File.ReadLines(PostmasterFile).First(), CultureInfo.InvariantCulture);

    /// <summary>Starts a program under the account that owns the cluster.</summary>
    public static Process Launch(string program, params string[] arguments)
    {
        ProcessStartInfo start = Environment.IsPrivilegedProcess
            ? new("setpriv", ["--reuid", "postgres", "--regid", "postgres", "--init-groups", "--", program, .. arguments])
            : new(program, arguments);
        start.WorkingDirectory = "/";
        return Process.Start(start)!;
    }

    public static async Task<object?> Query(LocalPostgresServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
