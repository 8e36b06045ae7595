using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Maintenance;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Api.Tests.Projections;

public sealed class RebuildTests : IAsyncLifetime
{
    private static readonly Guid Army = new("019a0000-0001-7000-8000-000000000001");
    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid TheNational = new("019a0000-0002-7000-8000-000000000001");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");
    private static readonly Guid AtSabha = new("019a0000-0006-7000-8000-000000000001");

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.WithSample();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_rebuild_comes_to_the_same_rows_tables_and_answers()
    {
        var moments = await Correct();
        var (rows, structure) = (await ReadModelImage.Rows(_service.ConnectionString), await ReadModelImage.Structure(_service.ConnectionString));
        var answers = await Answers.Of(_service, moments);
        var progress = new Seen();

        var rebuild = await Run(progress);

        Assert.Empty(rebuild.Differences);
        Assert.Equal(await Sql.Value<long>(_service.ConnectionString, "select position from log.event_head"), rebuild.Events);
        Assert.Equal(new LogProgress(rebuild.Events, rebuild.Events), progress.Last);
        Assert.Equal(rows, await ReadModelImage.Rows(_service.ConnectionString));
        Assert.Equal(structure, await ReadModelImage.Structure(_service.ConnectionString));
        Assert.Equal(ReadModelSchema.Tables.Append("pending_rendering").Order(StringComparer.Ordinal), await ReadModelImage.Tables(_service.ConnectionString));
        Assert.Equal(["log", "read_model"], await Sql.Lines(
            _service.ConnectionString, "select nspname::text from pg_namespace where nspname ~ '^(log|read_model)' order by 1"));
        answers.AssertSame(await Answers.Of(_service, moments));

        // And it goes on from there.
        await _service.Correct("actors", Army, Bodies.Actor("Renamed after the rebuild"));
        Assert.Empty((await Run()).Differences);
    }

    [Fact]
    public async Task Writers_and_readers_go_on_while_the_read_model_is_rebuilt()
    {
        var actor = await _service.Record("actors", Bodies.Actor("Everywhere"));
        var incidents = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => _service.Record("incidents", Bodies.Incident($"Incident {n}", Sabha, Article)
            .With("participants", new JsonArray(Bodies.Participant(actor, Article))))));
        using var stop = new CancellationTokenSource();
        var writes = 0;
        var workers = Enumerable.Range(0, 4).Select(async worker =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                await _service.Correct("actors", actor, Bodies.Actor($"Name {worker} {n}"));
                await _service.Record("actors", Bodies.Actor($"Another {worker} {n}"));
                Interlocked.Add(ref writes, 2);
            }
        }).ToList();
        string[] paths = ["/v1/incidents?q=Name", $"/v1/incidents/{incidents[0]}", $"/v1/incidents/{incidents[1]}/citations", $"/v1/incidents/{incidents[2]}/estimate", "/v1/actors?q=Name&limit=5"];
        workers.AddRange(paths.Select(async path =>
        {
            while (!stop.IsCancellationRequested)
                await _service.Reader.Get(path);
        }));

        var rebuilds = new List<Rebuild>();
        for (var n = 0; n < 4; n++)
            rebuilds.Add(await Run());
        var duringRebuilds = writes;
        await stop.CancelAsync();
        await Task.WhenAll(workers);

        Assert.All(rebuilds, rebuild => Assert.Empty(rebuild.Differences));
        Assert.True(duringRebuilds >= 10, $"only {duringRebuilds} writes were made meanwhile");
        Assert.True(rebuilds[^1].Events > rebuilds[0].Events);
        Assert.Empty((await Run()).Differences);
    }

    [Theory]
    [InlineData("update read_model.incident_version set document = document || ' '::bytea where recorded_to is null and id = '{incident}'",
        "incident_version {incident} was not what the log makes it.")]
    [InlineData("update read_model.incident_version set killed_best = 1000 where recorded_to is null and id = '{incident}'",
        "incident_version {incident} was not what the log makes it.")]
    [InlineData("delete from read_model.incident_version where id = '{incident}'", "incident_version {incident} was missing.")]
    [InlineData("update read_model.reference_version set recorded_from = recorded_from + 1 where recorded_to is null and id = '{actor}'",
        "reference_version {actor} was not what the log makes it.")]
    [InlineData("delete from read_model.name_version where id = '{actor}' and ordinal = 2 and recorded_to is null", "name_version {actor} was not what the log makes it.")]
    [InlineData("insert into read_model.name_version select kind, '{phantom}', ordinal, recorded_from, recorded_to, folded, skeleton from read_model.name_version where id = '{actor}'",
        "name_version {phantom} should not have been there.")]
    [InlineData("update read_model.casualty_rollup set killed_best = killed_best + 1 where type = 'battles' and month_from = '2019-05-01' and month_to = '2019-05-01'",
        "casualty_rollup local LY battles 2019-05 was not what the log makes it.")]
    [InlineData("delete from read_model.casualty_rollup where type = 'all' and month_from = '2019-05-01'", "casualty_rollup local LY all 2019-05 was missing.")]
    public async Task A_damaged_read_model_is_told_and_mended(string damage, string difference)
    {
        var rows = await ReadModelImage.Rows(_service.ConnectionString);
        await Sql.Execute(_service.ConnectionString, Filled(damage));

        var rebuild = await Run();

        Assert.Equal([Filled(difference)], rebuild.Differences);
        Assert.Equal(rows, await ReadModelImage.Rows(_service.ConnectionString));

        static string Filled(string text) => text
            .Replace("{incident}", AtSabha.ToString(), StringComparison.Ordinal)
            .Replace("{actor}", Army.ToString(), StringComparison.Ordinal)
            .Replace("{phantom}", "019a0000-0009-7000-8000-000000000001", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_rebuilds_at_once_are_one_too_many()
    {
        var held = new Gate();
        var first = Task.Run(() => ReadModelRebuilder.Run(_service.ConnectionString, held, CancellationToken.None));
        await held.Reached;

        var second = await ReadModelRebuilder.Run(_service.ConnectionString, progress: null, CancellationToken.None);

        Assert.Equal("rebuild-under-way", second.Error?.Code);
        held.Open();
        Assert.Empty((await first).Value.Differences);
    }

    [Fact]
    public async Task An_interrupted_rebuild_leaves_nothing_in_the_way()
    {
        var rows = await ReadModelImage.Rows(_service.ConnectionString);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadModelRebuilder.Run(_service.ConnectionString, new Stopping(stop), stop.Token));
        Assert.Equal(rows, await ReadModelImage.Rows(_service.ConnectionString));
        // As after a loss of power between the swap and the end.
        await Sql.Execute(_service.ConnectionString, "create schema read_model_replaced; create table read_model_replaced.incident_version (id uuid)");

        Assert.Empty((await Run()).Differences);
    }

    [Theory]
    [InlineData("comment on schema read_model is 'of an older program'; alter table read_model.incident_version drop column card cascade")]
    [InlineData("drop schema read_model cascade")]
    public async Task A_read_model_of_another_shape_is_derived_anew_when_the_program_starts(string before)
    {
        var (rows, structure) = (await ReadModelImage.Rows(_service.ConnectionString), await ReadModelImage.Structure(_service.ConnectionString));
        await Sql.Execute(_service.ConnectionString, before);

        Assert.Equal(["read_model"], await DatabaseMigrator.Migrate(_service.ConnectionString, CancellationToken.None));

        Assert.Equal(rows, await ReadModelImage.Rows(_service.ConnectionString));
        Assert.Equal(structure, await ReadModelImage.Structure(_service.ConnectionString));
        Assert.Empty(await DatabaseMigrator.Migrate(_service.ConnectionString, CancellationToken.None));
    }

    [Fact]
    public async Task A_log_that_is_not_whole_is_not_replayed()
    {
        await Sql.Execute(await TestDatabases.SuperuserOf(_service.ConnectionString), "delete from log.event_body where position = (select position from log.event_head)");
        var rows = await ReadModelImage.Rows(_service.ConnectionString);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Run());

        Assert.Contains("Verify the log", refused.Message, StringComparison.Ordinal);
        Assert.Equal(rows, await ReadModelImage.Rows(_service.ConnectionString));
    }

    /// <summary>Corrections, renames, retractions, one that is taken back, and superseded claims on top of the sample.</summary>
    /// <returns>Moments before, between and after them.</returns>
    private async Task<DateTimeOffset[]> Correct()
    {
        var before = (await _service.Reader.Get($"/v1/incidents/{AtSabha}")).UpdatedAt();
        await _service.Correct("actors", Army, Bodies.Actor("Army of the East", "LNA"));
        await _service.Correct("locations", Sabha, Bodies.Location("Sebha"));
        await _service.Correct("sources", TheNational, Bodies.Source("The National of Abu Dhabi", "A"));
        var renamed = await _service.Correct("documents", Article, Bodies.Document("Another title", TheNational));

        var id = await _service.Record("incidents", Bodies.Incident("Added", Sabha, Article).With("claims", new JsonArray(Bodies.Killed(3, TheNational, Article))));
        var claim = (await _service.Reader.Get($"/v1/incidents/{id}"))["claims"]![0]!["id"]!.GetValue<string>();
        var superseding = Bodies.Killed(4, TheNational, Article).With("supersedes", claim).Because("A miscount.");
        Assert.Equal(201, (await _service.Writer.Post($"/v1/incidents/{id}/claims", superseding)).Status);
        await _service.Correct("incidents", id, Bodies.Incident("Added and corrected", Sabha, Article));
        var retracted = await _service.Record("incidents", Bodies.Incident("Never happened", Sabha, Article));
        await _service.Retract("incidents", retracted);
        await _service.Retract("locations", await _service.Record("locations", Bodies.Location("Nowhere", Sabha)));
        await _service.Retract("incidents", id);
        await _service.Reinstate("incidents", id);
        return [before, renamed.Body!.UpdatedAt(), (await _service.Reader.Get($"/v1/incidents/{id}")).UpdatedAt()];
    }

    private async Task<Rebuild> Run(IProgress<LogProgress>? progress = null) =>
        (await ReadModelRebuilder.Run(_service.ConnectionString, progress, CancellationToken.None)).Value;

    private sealed class Seen : IProgress<LogProgress>
    {
        public LogProgress Last { get; private set; }

        public void Report(LogProgress value) => Last = value;
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<LogProgress>
    {
        public void Report(LogProgress value) => stop.Cancel();
    }

    /// <summary>Halts a rebuild at its first sign of progress.</summary>
    private sealed class Gate : IProgress<LogProgress>
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new();

        public Task Reached => _reached.Task;

        public void Open() => _open.SetResult();

        public void Report(LogProgress value)
        {
            _reached.TrySetResult();
            _open.Task.Wait();
        }
    }
}
