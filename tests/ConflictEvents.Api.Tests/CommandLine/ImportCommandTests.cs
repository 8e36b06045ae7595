using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Imports;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.CommandLine;

public sealed class ImportCommandTests : IAsyncLifetime
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.csv");

    private string _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabases.CreateDatabase(TestService.EmptyTemplate);

    public async Task DisposeAsync()
    {
        File.Delete(_file);
        await TestDatabases.DropDatabase(_database);
    }

    [Fact]
    public async Task An_import_tells_what_became_of_the_rows_and_leaves_the_file()
    {
        await File.WriteAllBytesAsync(_file, GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));

        var first = await Run();
        var second = await Run();

        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith("3 rows: 3 created, 0 updated, 0 unchanged, 0 rejected; 0 vanished;", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
        Assert.StartsWith("3 rows: 0 created, 0 updated, 3 unchanged, 0 rejected; 0 vanished;", second.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_file));
    }

    [Fact]
    public async Task Rows_that_were_rejected_are_listed_and_make_the_exit_code()
    {
        await File.WriteAllBytesAsync(_file, GedFile.Csv(GedFile.Row(1), GedFile.Row(2, ("latitude", "91")), GedFile.Row(3, ("date_start", "soon"))));

        var all = await Run();
        var one = await Run("--faults", "1");

        Assert.Equal(1, all.ExitCode);
        Assert.Contains("line 3, latitude: rejected", all.Errors, StringComparison.Ordinal);
        Assert.Contains("line 4, date_start: rejected", all.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("line 4", one.Errors, StringComparison.Ordinal);
        Assert.Contains("... and more: 2 rows rejected", one.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_file_lacks_is_listed()
    {
        await File.WriteAllBytesAsync(_file, GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));
        Assert.Equal(0, (await Run()).ExitCode);
        await File.WriteAllBytesAsync(_file, GedFile.Csv(GedFile.Row(2)));

        var all = await Run();
        var one = await Run("--vanished", "1");

        Assert.StartsWith("1 rows: 0 created, 0 updated, 1 unchanged, 0 rejected; 2 vanished;", all.Output, StringComparison.Ordinal);
        Assert.Equal(["vanished: 1", "vanished: 3"], Vanished(all));
        Assert.DoesNotContain("and more", all.Errors, StringComparison.Ordinal);
        Assert.Equal(["vanished: 1"], Vanished(one));
        Assert.Contains("... and more: 2 records vanished", one.Errors, StringComparison.Ordinal);

        static IEnumerable<string> Vanished(CommandLine run) => run.Errors.Split('\n').Where(line => line.StartsWith("vanished: ", StringComparison.Ordinal)).Select(line => line.Split(',')[0]);
    }

    [Fact]
    public async Task What_cannot_be_loaded_says_why()
    {
        Assert.Equal(2, (await Run()).ExitCode);
        await File.WriteAllTextAsync(_file, "a,b\n1,2\n");
        var run = await Run();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The header lacks", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandLine.Run(_database, "import", _file, "--format", "other")).ExitCode);
    }

    [Fact]
    public async Task A_gazetteer_is_loaded_in_the_same_way()
    {
        await File.WriteAllBytesAsync(_file, GeonamesFile.Of(GeonamesFile.Place(1, "Riverbend"), GeonamesFile.Place(2, "Hilltop", latitude: 91)));

        var first = await CommandLine.Run(_database, "import", _file, "--format", "geonames", "--dataset-version", "2026-11-20");
        var second = await CommandLine.Run(_database, "import", _file, "--format", "geonames");

        Assert.Equal((1, 1), (first.ExitCode, second.ExitCode));
        Assert.StartsWith("2 rows: 1 created, 0 updated, 0 unchanged, 1 rejected; 0 vanished;", first.Output, StringComparison.Ordinal);
        Assert.StartsWith("2 rows: 0 created, 0 updated, 1 unchanged, 1 rejected; 0 vanished;", second.Output, StringComparison.Ordinal);
        Assert.Contains("line 2, latitude: rejected, coordinate-out-of-range", first.Errors, StringComparison.Ordinal);
    }

    private Task<CommandLine> Run(params string[] more) => CommandLine.Run(_database, ["import", _file, "--format", "ucdp-ged", .. more]);
}
