using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>What an import looks up among what it has loaded costs no more the more that is, also while the planner takes the tables for empty.</summary>
public sealed class LookUpTests : IAsyncLifetime
{
    private const int Rows = 3_000;

    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        foreach (var table in new[] { "read_model.incident_version", "read_model.reference_version", "work.import_record" })
            await Sql.Execute(_service.ConnectionString, $"alter table {table} set (autovacuum_enabled = off)");
        await Sql.Execute(_service.ConnectionString, "analyze");
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_file_that_is_loaded_into_nothing_is_looked_up_by_its_ids()
    {
        await _service.Writer.Import(GedFile.Csv(Enumerable.Range(1, Rows).Select(id => GedFile.Row(id))));
        await UntilCounted();

        Assert.InRange(await Sql.Value<long>(_service.ConnectionString, Read("incident_current_record")), 0, Rows);
        Assert.InRange(await Sql.Value<long>(_service.ConnectionString, "select seq_tup_read from pg_stat_user_tables where relname = 'import_record'"), 0, 2 * Rows);
    }

    [Fact]
    public async Task A_file_that_is_loaded_again_is_read_off_by_its_ids()
    {
        var file = GedFile.Csv(Enumerable.Range(1, Rows).Select(id => GedFile.Row(id)));
        await _service.Writer.Import(file);
        await UntilCounted();
        var before = await Sql.Value<long>(_service.ConnectionString, Read("incident_current_record"));

        Assert.Equal((0, 0, Rows, 0, 0), (await _service.Writer.Import(file)).Counts());
        await Task.Delay(1_500);

        // Once to be compared with what the file tells, once under the lock of the log, and once for what the file lacks.
        Assert.InRange(await Sql.Value<long>(_service.ConnectionString, Read("incident_current_record")) - before, Rows, 4 * Rows);
    }

    private static string Read(string index) => $"select idx_tup_read from pg_stat_user_indexes where indexrelname = '{index}'";

    /// <summary>A process of the database tells what it has counted once it is idle for a second.</summary>
    private async Task UntilCounted()
    {
        for (var tries = 0; await Sql.Value<long>(_service.ConnectionString, "select n_tup_ins from pg_stat_user_tables where relname = 'incident_version'") < Rows; tries++)
        {
            Assert.True(tries < 100, "The database has not counted the rows.");
            await Task.Delay(100);
        }

        await Task.Delay(1_500);
    }
}
