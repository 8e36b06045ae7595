using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.CommandLine;

public sealed class DatabaseCommandTests
{
    [Fact]
    public async Task Verify_says_that_a_log_is_sound_and_which_hash_it_ends_with()
    {
        await using var service = await TestService.WithSample();
        var (position, hash) = (await Sql.Value<long>(service.ConnectionString, "select position from log.event_head"), await Sql.Value<string>(service.ConnectionString, "select encode(hash, 'hex') from log.event_head"));

        var run = await CommandLine.Run(service.ConnectionString, "verify");

        Assert.Equal((0, $"The log is sound. Events: {position}. Hash of the last: {hash}"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Verify_names_what_was_altered()
    {
        var database = await TestDatabases.CreateDatabase(TestService.SampleTemplate);
        await Sql.Execute(await TestDatabases.SuperuserOf(database), "update log.event set recorded_by = 'nobody' where position = 12");

        var run = await CommandLine.Run(database, "verify");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Event 12: the envelope is not what was written.", run.Output, StringComparison.Ordinal);
        await TestDatabases.DropDatabase(database);
    }

    [Fact]
    public async Task Rebuild_mends_the_read_model_of_a_running_service()
    {
        await using var service = await TestService.WithSample();
        const string Incident = "/v1/incidents/019a0000-0006-7000-8000-000000000001";
        var before = await service.Reader.Get(Incident);
        await Sql.Execute(service.ConnectionString, "delete from read_model.incident_version");
        Assert.Equal(404, (await service.Reader.Send(HttpMethod.Get, Incident)).Status);

        var mending = await CommandLine.Run(service.ConnectionString, "rebuild");
        var again = await CommandLine.Run(service.ConnectionString, "rebuild");

        Assert.Equal(1, mending.ExitCode);
        Assert.Contains("incident_version 019a0000-0006-7000-8000-000000000001 was missing.", mending.Output, StringComparison.Ordinal);
        Assert.Contains("has been replaced", mending.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
        Assert.StartsWith("The read model is what the log makes it.", again.Output, StringComparison.Ordinal);
        Assert.Equal(before.ToJsonString(), (await service.Reader.Get(Incident)).ToJsonString());
    }

    [Fact]
    public async Task Migrate_makes_the_schema_that_the_other_commands_ask_for()
    {
        var database = await TestDatabases.CreateDatabase();
        foreach (var command in new[] { "verify", "rebuild" })
        {
            var early = await CommandLine.Run(database, command);
            Assert.Equal(2, early.ExitCode);
            Assert.Contains("conflict-events migrate", early.Errors, StringComparison.Ordinal);
        }

        var first = await CommandLine.Run(database, "migrate");
        var second = await CommandLine.Run(database, "migrate");

        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith("0001_event_log", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, "The schema is up to date."), (second.ExitCode, second.Output));
        Assert.Equal(0, (await CommandLine.Run(database, "verify")).ExitCode);
        await TestDatabases.DropDatabase(database);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("verify")]
    public async Task A_database_of_a_newer_program_is_left_alone(string command)
    {
        var database = await TestDatabases.CreateDatabase(TestService.EmptyTemplate);
        await Sql.Execute(database, """insert into public."__EFMigrationsHistory" values ('9999_from_the_future', '99.0')""");

        var run = await CommandLine.Run(database, command);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("9999_from_the_future", run.Errors, StringComparison.Ordinal);
        await TestDatabases.DropDatabase(database);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=none;Username=nobody", "does not answer")]
    [InlineData("Hostess=none", "no connection string")]
    public async Task Without_a_database_it_says_so(string connectionString, string words)
    {
        var run = await CommandLine.Run(connectionString, "verify");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_not_made()
    {
        var database = await TestDatabases.CreateDatabase();
        await TestDatabases.DropDatabase(database);

        foreach (var command in new[] { "migrate", "verify" })
            Assert.Equal(2, (await CommandLine.Run(database, command)).ExitCode);
    }

    [Theory]
    [InlineData]
    [InlineData("verfy")]
    [InlineData("verify", "--fast")]
    [InlineData("keys")]
    public async Task Wrong_usage_is_told_apart(params string[] arguments)
    {
        var run = await CommandLine.Run("", arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.NotEmpty(run.Errors);
    }
}
