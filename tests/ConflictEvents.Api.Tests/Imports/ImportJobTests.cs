using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>A job comes to the same whatever happens to the process that does it.</summary>
public sealed class ImportJobTests : IAsyncLifetime
{
    private const int Rows = 4_000;

    private static readonly byte[] File = GedFile.Csv(Enumerable.Range(1, Rows).Select(id => id % 100 == 0 ? GedFile.Row(id, ("latitude", "91")) : GedFile.Row(id)));

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_job_of_a_service_that_stopped_goes_on_where_it_was()
    {
        var job = await _service.Writer.BeginImport(File);
        await UntilSome(job);
        await _service.Stop();
        var before = await Sql.Value<long>(_service.ConnectionString, "select rows_read from work.import_job");
        Assert.InRange(before, 1, Rows - 1);

        await using var next = _service.Beside();
        var done = await next.Writer.ImportUntil(job, "completed");

        Assert.Equal((Rows - (Rows / 100), 0, 0, Rows / 100, 0), done.Counts());
        Assert.Equal(Rows / 100, (await next.Writer.ErrorsOf(done)).Count(error => error["rejects"]!.GetValue<bool>()));
        Assert.Equal(Rows - (Rows / 100), (await next.Reader.Get("/v1/incidents?limit=1&count=exact"))["count"]!["value"]!.GetValue<int>());
        Assert.Equal(Rows - (Rows / 100), await Sql.Value<long>(_service.ConnectionString, "select count(*) from log.event where type = 'incident.created'"));
        Assert.Empty(Directory.GetFiles(_service.ImportDirectory));

        // Which records a file held is forgotten when the worker next looks around.
        for (var tries = 0; await Sql.Value<long>(_service.ConnectionString, "select count(*) from work.import_record") > 0; tries++)
        {
            Assert.True(tries < 100, "The records of the job are kept.");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task A_batch_that_another_process_has_taken_over_is_not_recorded_twice()
    {
        JsonNode job;
        await using (await Locks.Hold(_service.ConnectionString, "select from log.event_head for update"))
        {
            job = await _service.Writer.BeginImport(File);
            await _service.Writer.ImportUntil(job, "running");
            await Task.Delay(500);
            await Sql.Execute(_service.ConnectionString, "update work.import_job set attempt = attempt + 1, leased_until = now() + interval '1 hour'");
        }

        await Task.Delay(2_000);

        Assert.Equal(0, await Sql.Value<long>(_service.ConnectionString, "select position from log.event_head"));
        Assert.Equal("running", (await _service.Writer.Get($"/v1/imports/{job["id"]}"))["state"]!.ToString());
    }

    [Fact]
    public async Task A_job_that_is_cancelled_ends_and_leaves_what_it_has_recorded()
    {
        var job = await _service.Writer.BeginImport(File);
        await UntilSome(job);

        Assert.Equal(204, (await _service.Writer.Send(HttpMethod.Delete, $"/v1/imports/{job["id"]}")).Status);

        var ended = await _service.Writer.ImportUntil(job, "cancelled");
        Assert.Equal(("import-finished", 409), Of(await _service.Writer.Send(HttpMethod.Delete, $"/v1/imports/{job["id"]}")));
        await Task.Delay(2_000);
        var later = await _service.Writer.Get($"/v1/imports/{job["id"]}");
        Assert.InRange(later.Counts().Created, 1, Rows - 1);
        Assert.Equal(later.Counts().Created, (await _service.Reader.Get("/v1/incidents?limit=1&count=exact"))["count"]!["value"]!.GetValue<int>());
        Assert.Null(ended["vanished"]);
        Assert.Empty(Directory.GetFiles(_service.ImportDirectory));
        Assert.Equal((Rows - (Rows / 100), 0), ((await _service.Writer.Import(File)) is var again ? again.Counts().Created + again.Counts().Unchanged : 0, again.Counts().Updated));
    }

    [Fact]
    public async Task A_job_that_is_cancelled_retracts_nothing_any_more()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1), GedFile.Row(2), GedFile.Row(3)));
        var finding = await Locks.Hold(_service.ConnectionString, "lock table work.import_vanished in exclusive mode");
        var job = await _service.Writer.BeginImport(GedFile.Csv(GedFile.Row(1)), "format=ucdp-ged&retractVanished=true");
        await Locks.UntilWaiting(_service.ConnectionString, table: "import_vanished");
        await using (await Locks.Hold(_service.ConnectionString, "select from log.event_head for update"))
        {
            await finding.DisposeAsync();
            await Locks.UntilWaiting(_service.ConnectionString, table: "event_head");
            Assert.Equal(204, (await _service.Writer.Send(HttpMethod.Delete, $"/v1/imports/{job["id"]}")).Status);
        }

        for (var tries = 0; await Sql.Value<long>(_service.ConnectionString, "select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle' and query like '%event_head%' and pid <> pg_backend_pid()") > 0; tries++)
        {
            Assert.True(tries < 200, "Somebody waits for the log.");
            await Task.Delay(50);
        }

        await Task.Delay(500);
        Assert.Equal("cancelled", (await _service.Writer.Get($"/v1/imports/{job["id"]}"))["state"]!.ToString());
        Assert.Equal(3, (await _service.Reader.Get("/v1/incidents?limit=1&count=exact"))["count"]!["value"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_job_tells_how_far_it_is()
    {
        var job = await _service.Writer.BeginImport(File);
        await UntilSome(job);
        var running = await _service.Writer.Get($"/v1/imports/{job["id"]}");
        var done = await _service.Writer.ImportUntil(job, "completed");

        Assert.True(running["rowsPerSecond"]!.GetValue<double>() > 0);
        Assert.True(running["state"]!.ToString() is "completed" || running["etaSeconds"]!.GetValue<double>() >= 0);
        Assert.Equal(Rows, done["rowsRead"]!.GetValue<int>());
        Assert.Null(done["etaSeconds"]);
        Assert.NotNull(done["finishedAt"]);
    }

    [Fact]
    public async Task A_job_is_its_key_s_own_and_needs_the_scope()
    {
        var key = (await _service.Writer.Post("/v1/keys", new { name = "importer", scopes = new[] { "import" } })).Body!["secret"]!.GetValue<string>();
        var other = (await _service.Writer.Post("/v1/keys", new { name = "writer", scopes = new[] { "read", "write" } })).Body!["secret"]!.GetValue<string>();
        using var importer = _service.Client(key);
        using var writer = _service.Client(other);

        var job = await importer.Import(GedFile.Csv(GedFile.Row(1)));

        Assert.Equal(403, (await writer.SendFile("format=ucdp-ged", new MemoryStream(File))).Status);
        Assert.Equal(403, (await writer.Send(HttpMethod.Get, "/v1/imports")).Status);
        foreach (var path in new[] { "", "/errors", "/vanished" })
            Assert.Equal(404, (await _service.Writer.Send(HttpMethod.Get, $"/v1/imports/{job["id"]}{path}")).Status);
        Assert.Equal([job["id"]!.ToString()], (await importer.Get("/v1/imports"))["items"]!.AsArray().Select(item => item!["id"]!.ToString()));
        Assert.Equal("importer", (await _service.Writer.Get("/v1/incidents")) is var list ? (await _service.Writer.Get($"/v1/incidents/{list["items"]![0]!["id"]}/history"))["items"]![0]!["recordedBy"]!.ToString() : null);
    }

    [Fact]
    public async Task Only_so_many_wait()
    {
        await _service.Stop();
        await using var narrow = _service.Beside(new Dictionary<string, string> { ["Imports:MostWaiting"] = "2" });
        await using (await Locks.Hold(_service.ConnectionString, "select from log.event_head for update"))
        {
            await narrow.Writer.ImportUntil(await narrow.Writer.BeginImport(File), "running");
            await narrow.Writer.BeginImport(File);
            await narrow.Writer.BeginImport(File);

            Assert.Equal(("too-many-imports", 429), Of(await narrow.Writer.SendFile("format=ucdp-ged", new MemoryStream(File))));
            Assert.Equal(3, Directory.GetFiles(_service.ImportDirectory).Length);
        }
    }

    private async Task UntilSome(JsonNode job)
    {
        for (var tries = 0; (await _service.Writer.Get($"/v1/imports/{job["id"]}"))["rowsRead"]!.GetValue<int>() == 0; tries++)
        {
            Assert.True(tries < 1_000, "Nothing is read.");
            await Task.Delay(10);
        }
    }

    private static (string?, int) Of(JsonAnswer answer) => (answer.Code, answer.Status);
}
