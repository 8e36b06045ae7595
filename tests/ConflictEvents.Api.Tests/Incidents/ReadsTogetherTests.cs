using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>Who asks at the same moment is read by one statement, and answered as if alone.</summary>
public sealed class ReadsTogetherTests : IAsyncLifetime
{
    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");
    private static readonly Guid AtSabha = new("019a0000-0006-7000-8000-000000000001");

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.WithSample();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Each_gets_its_own_answer()
    {
        var closed = await _service.Import(Bodies.Incident("Not to be passed on", Sabha, Article), Importing.Origin("acled", "LBY9", redistributable: false));
        var open = (await _service.Reader.Get("/v1/incidents?limit=1000"))["items"]!.AsArray().Select(item => $"/v1/incidents/{item!["id"]}").ToList();
        var alone = new Dictionary<string, string>();
        foreach (var path in open)
            alone[path] = await _service.Reader.GetStringAsync(path);

        await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            switch (i % 5)
            {
                case 0:
                    Assert.Equal(404, (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{closed}")).Status);
                    break;
                case 1:
                    Assert.Equal($"{closed}", (await _service.Writer.Get($"/v1/incidents/{closed}"))["id"]!.ToString());
                    break;
                case 2:
                    Assert.Equal(404, (await _service.Reader.Send(HttpMethod.Get, $"/v1/actors/{AtSabha}")).Status);
                    Assert.Equal(404, (await _service.Reader.Send(HttpMethod.Get, $"/v1/actors/{Sabha}")).Status);
                    break;
                default:
                    var path = open[i % open.Count];
                    Assert.Equal(alone[path], await _service.Reader.GetStringAsync(path));
                    break;
            }
        }));
    }

    [Fact]
    public async Task Whoever_was_told_of_a_commit_reads_it_among_all_the_others()
    {
        using var stop = new CancellationTokenSource();
        var others = Enumerable.Range(0, 20).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
                await _service.Reader.GetStringAsync($"/v1/incidents/{AtSabha}");
        }).ToList();

        for (var i = 0; i < 40; i++)
        {
            var answer = await _service.Writer.Post("/v1/incidents", Bodies.Incident($"Number {i}", Sabha, Article));
            var id = answer.Body!["id"]!.ToString();
            Assert.Equal($"Number {i}", (await _service.Reader.Get($"/v1/incidents/{id}"))["title"]!.ToString());
        }

        await stop.CancelAsync();
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task Whoever_corrects_reads_the_correction_however_many_read_it_besides()
    {
        using var stop = new CancellationTokenSource();
        var actor = await _service.Record("actors", Bodies.Actor("Name 0"));
        var others = Enumerable.Range(0, 20).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
                await _service.Reader.GetStringAsync($"/v1/actors/{actor}");
        }).ToList();

        for (var i = 1; i <= 40; i++)
        {
            await _service.Correct("actors", actor, Bodies.Actor($"Name {i}"));
            Assert.Equal($"Name {i}", (await _service.Reader.Get($"/v1/actors/{actor}"))["name"]!.ToString());
        }

        await stop.CancelAsync();
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task A_statement_that_fails_fails_for_each_of_them_and_the_next_one_works()
    {
        await Sql.Execute(_service.ConnectionString, "alter table read_model.incident_version rename to elsewhere");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{AtSabha}")));
        await Sql.Execute(_service.ConnectionString, "alter table read_model.elsewhere rename to incident_version");

        Assert.All(answers, answer => Assert.Equal(500, answer.Status));
        Assert.Equal($"{AtSabha}", (await _service.Reader.Get($"/v1/incidents/{AtSabha}"))["id"]!.ToString());
    }
}
