using System.Diagnostics;
using System.Globalization;
using ConflictEvents.Infrastructure.LocalPostgres;
using Npgsql;
using static ConflictEvents.Api.Tests.LocalPostgres.ServerDirectory;

namespace ConflictEvents.Api.Tests.LocalPostgres;

public sealed class LocalPostgresServerTests(ServerDirectory directory) : IClassFixture<ServerDirectory>
{
    [Fact]
    public async Task The_owner_finds_the_extensions_and_is_no_superuser()
    {
        await using var server = await directory.Start();

        Assert.StartsWith("3.", (string?)await Query(server, "select postgis_version()"), StringComparison.Ordinal);
        Assert.Equal(
            "btree_gist,pg_trgm,plpgsql,postgis,unaccent",
            await Query(server, "select string_agg(extname, ',' order by extname) from pg_extension"));
        Assert.Equal(false, await Query(server, "select rolsuper from pg_roles where rolname = current_user"));
        Assert.Equal(true, await Query(server, "select datdba::regrole::text = current_user from pg_database where datname = current_database()"));
        Assert.Equal("UTF8", await Query(server, "show server_encoding"));
        Assert.True((float)(await Query(server, "select similarity('حفتر', 'حفتار')"))! > 0, "pg_trgm takes Arabic letters for letters");
    }

    [Fact]
    public async Task It_listens_on_no_network_and_its_password_is_the_owners_alone()
    {
        await using var server = await directory.Start();

        Assert.Equal("", await Query(server, "show listen_addresses"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.PasswordFile));
        Assert.DoesNotContain(directory.Said, line => line.Contains(File.ReadAllText(directory.PasswordFile), StringComparison.Ordinal));
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guessed", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        Assert.Equal(PostgresErrorCodes.InvalidPassword, (await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync())).SqlState);
    }

    [Fact]
    public async Task It_never_runs_as_root()
    {
        await using var server = await directory.Start();

        var user = File.ReadLines($"/proc/{directory.ServerPid}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal));
        Assert.DoesNotContain("0", user.Split('\t', StringSplitOptions.RemoveEmptyEntries)[1..]);
    }

    [Fact]
    public async Task It_stops_when_disposed_of_and_keeps_its_data()
    {
        int first;
        await using (var server = await directory.Start())
        {
            first = directory.ServerPid;
            await Query(server, "create table kept as select 42 as answer");
        }

        Assert.False(Lives(first));
        Assert.False(File.Exists(directory.PostmasterFile));
        await using var again = await directory.Start();
        Assert.Equal(42, await Query(again, "select answer from kept"));
        Assert.DoesNotContain(directory.Said, line => line.StartsWith("Making", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_of_several_users_stops_it()
    {
        var service = await directory.Start();
        var tool = await directory.Start();
        Assert.Contains(directory.Said, line => line.Contains("already runs", StringComparison.Ordinal));

        await tool.DisposeAsync();
        Assert.Equal(1, await Query(service, "select 1"));

        var second = await directory.Start();
        await service.DisposeAsync();
        Assert.Equal(1, await Query(second, "select 1"));
        Assert.False(await LocalPostgresServer.Remove(second.DataDirectory), "a server in use is not removed");

        await second.DisposeAsync();
        Assert.False(File.Exists(directory.PostmasterFile));
    }

    [Fact]
    public async Task A_server_whose_users_were_all_killed_is_adopted_and_then_stopped()
    {
        // What kill -9 leaves: the server runs, and nobody holds a lock on it.
        string programs;
        await using (var server = await directory.Start())
            programs = await Programs(server);
        using (var start = Launch(Path.Combine(programs, "pg_ctl"), "start", "-D", directory.Cluster, "-l", "/dev/null", "-w", "-s"))
            await start.WaitForExitAsync();
        var orphan = directory.ServerPid;

        await using (var server = await directory.Start())
        {
            Assert.Equal(orphan, directory.ServerPid);
            Assert.Equal(1, await Query(server, "select 1"));
        }

        Assert.False(File.Exists(directory.PostmasterFile));
    }

    [Fact]
    public async Task A_killed_server_is_started_again_with_its_data_while_it_is_in_use()
    {
        await using var server = await directory.Start(("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on"));
        await Query(server, "create table acknowledged as select 7 as number");
        var killed = directory.ServerPid;

        Process.GetProcessById(killed).Kill();

        Assert.Equal(7, await Eventually(() => Query(server, "select number from acknowledged")));
        Assert.NotEqual(killed, directory.ServerPid);
    }

    [Fact]
    public async Task A_pid_file_left_by_a_crash_does_not_hinder_when_its_number_belongs_to_another_program()
    {
        string[] lines;
        await using (await directory.Start())
            lines = await File.ReadAllLinesAsync(directory.PostmasterFile);
        using var other = Launch("sleep", "60");
        try
        {
            lines[0] = other.Id.ToString(CultureInfo.InvariantCulture);
            await File.WriteAllLinesAsync(directory.PostmasterFile, lines);

            await using var server = await directory.Start();

            Assert.Equal(1, await Query(server, "select 1"));
            Assert.NotEqual(other.Id, directory.ServerPid);
            Assert.False(other.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public async Task A_start_that_fails_says_why_and_the_next_one_works()
    {
        var failed = await Assert.ThrowsAsync<LocalPostgresException>(() => directory.Start(("shared_buffers", "plenty")));
        Assert.Contains("invalid value for parameter \"shared_buffers\": \"plenty\"", failed.Message, StringComparison.Ordinal);

        await using var server = await directory.Start();
        Assert.Equal(1, await Query(server, "select 1"));
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing_running()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => directory.StartCancelledAt("Starting PostgreSQL"));

        Assert.False(File.Exists(directory.PostmasterFile));
    }

    [Fact]
    public async Task A_directory_that_the_servers_account_may_not_enter_and_a_long_path_both_work()
    {
        var home = Directory.CreateTempSubdirectory("conflict-events-home-");
        try
        {
            // A clone in root's home, which is nobody else's to enter.
            File.SetUnixFileMode(home.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var wanted = Path.Combine(home.FullName, new string('d', 120), ".data", "postgres");

            await using (var server = await directory.Start(wanted))
            {
                Assert.Equal(1, await Query(server, "select 1"));
                Assert.Equal(Environment.IsPrivilegedProcess, server.DataDirectory != wanted);
                Assert.Equal(Environment.IsPrivilegedProcess ? server.DataDirectory : null, new DirectoryInfo(wanted).LinkTarget);
            }

            await using (var again = await directory.Start(wanted))
                Assert.DoesNotContain(directory.Said, line => line.StartsWith("Making", StringComparison.Ordinal));

            Assert.True(await LocalPostgresServer.Remove(wanted));
            Assert.False(Path.Exists(wanted));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    /// <summary>False for one that ended and that its parent has not waited for yet.</summary>
    private static bool Lives(int pid) => File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static async Task<string> Programs(LocalPostgresServer server)
    {
        await using var administration = NpgsqlDataSource.Create(server.AdministrationConnectionString);
        await using var command = administration.CreateCommand("select setting from pg_config() where name = 'BINDIR'");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<object?> Eventually(Func<Task<object?>> attempt)
    {
        for (var left = 100; ; left--)
        {
            try
            {
                return await attempt();
            }
            catch (NpgsqlException) when (left > 0)
            {
                await Task.Delay(200);
            }
        }
    }
}
