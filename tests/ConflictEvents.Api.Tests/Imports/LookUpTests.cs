using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>What an import looks up among what it has loaded costs no more the more that is, also while the planner takes the tables for empty.</summary>
public sealed class LookUpTests : IAsyncLifetime
{
    private const int Rows = 3_000;

    private static readonly string[] Tables = ["read_model.incident_version", "read_model.reference_version", "work.import_record"];

    private static readonly byte[] File = GedFile.Csv(Enumerable.Range(1, Rows).Select(id => GedFile.Row(id)));

    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        foreach (var table in Tables)
            await Sql.Execute(_service.ConnectionString, $"alter table {table} set (autovacuum_enabled = off)");
        await Sql.Execute(_service.ConnectionString, "analyze");
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_file_that_is_loaded_into_nothing_is_looked_up_by_its_ids()
    {
        await _service.Writer.Import(File);
        await Ended(_service);

        Assert.InRange(await Read("incident_current_record"), 0, Rows);
        Assert.InRange(await Read("import_record_pkey"), 0, 2 * Rows);
        Assert.Equal(0, await Read("reference_current_label"));
        foreach (var table in Tables)
            Assert.InRange(await Sql.Value<long>(_service.ConnectionString, $"select seq_tup_read from pg_stat_user_tables where relname = '{table.Split('.')[1]}'"), 0, 2 * Rows);
    }

    [Fact]
    public async Task A_file_that_is_loaded_again_is_read_off_by_its_ids()
    {
        await _service.Writer.Import(File);
        await Ended(_service);
        var before = await Read("incident_current_record");

        await using var next = _service.Beside();
        Assert.Equal((0, 0, Rows, 0, 0), (await next.Writer.Import(File)).Counts());
        await Ended(next);

        // Once to be compared with what the file tells, once under the lock of the log, and once for what the file lacks.
        Assert.InRange(await Read("incident_current_record") - before, Rows, 4 * Rows);
    }

    private Task<long> Read(string index) => Sql.Value<long>(_service.ConnectionString, $"select idx_tup_read from pg_stat_user_indexes where indexrelname = '{index}'");

    /// <summary>Stops a service, and waits until the database has counted what it read.</summary>
    private async Task Ended(TestService service)
    {
        await service.Stop();
        for (var tries = 0; await Sql.Value<long>(_service.ConnectionString, "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'") > 0; tries++)
        {
            Assert.True(tries < 300, "Somebody is connected still.");
            await Task.Delay(100);
        }
    }
}
