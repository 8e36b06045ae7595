using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.Http;

/// <summary>What the service answers again without asking its database, whose tables are taken away meanwhile.</summary>
public sealed class RepeatedServiceReadTests : IAsyncLifetime
{
    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");
    private static readonly Guid AtSabha = new("019a0000-0006-7000-8000-000000000001");

    private static readonly string[] Tables = ["incident_version", "participation_version", "reference_version", "name_version", "casualty_rollup", "change_entry"];

    // What the database expects may change without a commit.
    private const string Estimated = "/v1/incidents?count=estimated";

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.WithSample();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task What_was_asked_for_twice_is_answered_until_the_next_commit_and_what_was_not_is_not()
    {
        var past = $"asOf={DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}";
        await Task.Delay(10);
        await _service.Record("actors", Bodies.Actor("Recorded later"));
        var paths = new[]
        {
            $"/v1/incidents/{AtSabha}", $"/v1/incidents/{AtSabha}?{past}", $"/v1/incidents/{AtSabha}/estimate", $"/v1/incidents/{AtSabha}/history", $"/v1/locations/{Sabha}",
            "/v1/incidents", "/v1/incidents?country=LY&sort=-killed&count=exact", $"/v1/incidents?{past}", "/v1/incidents?q=attack&fields=title", "/v1/actors?limit=3",
            "/v1/casualties?groupBy=month,country", "/v1/casualties?groupBy=actor", $"/v1/incidents/{AtSabha}/similar", $"/v1/incidents/{AtSabha}/estimate?explain=true", $"/v1/incidents/{AtSabha}/citations",
        };
        var before = new Dictionary<string, Answer>();
        await UntilKnown();
        foreach (var path in (string[])[.. paths, Estimated, .. paths, Estimated])
            before[path] = await _service.Reader.Ask(path);

        await RenameTables("{0} rename to {0}_elsewhere");
        await UntilKnown();
        foreach (var path in paths)
            Assert.Equal(Of(before[path]), Of(await _service.Reader.Ask(path)));
        Assert.Equal(500, (await _service.Reader.Ask("/v1/incidents?limit=7")).Status);
        Assert.Equal(500, (await _service.Writer.Ask("/v1/incidents")).Status);
        Assert.Equal(500, (await _service.Reader.Ask(Estimated)).Status);

        await RenameTables("{0}_elsewhere rename to {0}");
        await _service.Record("incidents", Bodies.Incident("Another attack in Sabha", Sabha, Article));
        foreach (var path in new[] { "/v1/incidents", "/v1/incidents?country=LY&sort=-killed&count=exact", "/v1/casualties?groupBy=month,country" })
            Assert.NotEqual(before[path].Text, (await _service.Reader.Ask(path)).Text);
        foreach (var path in paths.Where(path => path.Contains("asOf", StringComparison.Ordinal)))
            Assert.Equal(before[path].Text, (await _service.Reader.Ask(path)).Text);

        static (int Status, string Text, string Headers) Of(Answer answer) =>
            (answer.Status, answer.Text, string.Join('\n', answer.Headers.Where(header => header.Key is not "Date").Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task What_only_key_holders_may_see_is_kept_for_them_alone()
    {
        var closed = await _service.Import(Bodies.Incident("Not to be passed on", Sabha, Article), Importing.Origin("acled", "LBY9", redistributable: false));
        await UntilKnown();
        foreach (var path in new[] { "/v1/incidents?limit=1000", $"/v1/incidents/{closed}" })
        {
            for (var i = 0; i < 4; i++)
            {
                Assert.Contains("Not to be passed on", (await _service.Writer.Ask(path)).Text, StringComparison.Ordinal);
                Assert.DoesNotContain("Not to be passed on", (await _service.Reader.Ask(path)).Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Whoever_writes_reads_what_was_written_however_often_it_was_read_before()
    {
        for (var i = 0; i < 20; i++)
        {
            for (var times = 0; times < 3; times++)
                await _service.Reader.Ask("/v1/actors?limit=1000");
            var id = await _service.Record("actors", Bodies.Actor($"Number {i}"));

            Assert.Contains(id.ToString(), (await _service.Reader.Ask("/v1/actors?limit=1000")).Text, StringComparison.Ordinal);
        }
    }

    private async Task RenameTables(string change)
    {
        foreach (var table in Tables)
            await Sql.Execute(_service.ConnectionString, $"alter table read_model.{string.Format(System.Globalization.CultureInfo.InvariantCulture, change, table)}");
    }

    private async Task UntilKnown()
    {
        var watch = _service.Services.GetRequiredService<IHeadWatch>();
        for (var tries = 0; watch.Head is null; tries++)
        {
            Assert.True(tries < 1_000, "Nobody knows where the log ends.");
            await Task.Delay(20);
        }
    }
}
