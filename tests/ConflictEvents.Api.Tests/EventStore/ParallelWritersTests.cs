using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Maintenance;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.EventStore;

public sealed class ParallelWritersTests
{
    private const int Writers = 32;

    [Fact]
    public async Task Parallel_writers_leave_a_log_without_gaps_in_commit_order()
    {
        await using var service = await TestService.Empty();
        var shared = await service.Record("actors", Bodies.Actor("Shared"));
        var location = await service.Record("locations", Bodies.Location("Tripoli"));
        var source = await service.Record("sources", Bodies.Source("Herald", "B"));
        var document = await service.Record("documents", Bodies.Document("Report", source));

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            // Three events in one commit, then a stream that everybody writes to, which every incident mentions.
            var incident = Bodies.Incident($"Incident {writer}", location, document)
                .With("participants", new System.Text.Json.Nodes.JsonArray(Bodies.Participant(shared, document)))
                .With("claims", new System.Text.Json.Nodes.JsonArray(Bodies.Killed(writer, source, document), Bodies.Killed(writer + 1, source, document)));
            var id = await service.Record("incidents", incident);
            await service.Correct("actors", shared, Bodies.Actor($"Shared by {writer}"));
            await service.Writer.Post($"/v1/incidents/{id}/claims", Bodies.Killed(writer + 2, source, document));
            await service.Retract("incidents", id);
        }));

        var database = service.ConnectionString;
        var events = 4 + (Writers * 6);
        Assert.Equal(events, await Sql.Value<long>(database, "select count(*) from log.event"));
        Assert.Equal($"1 {events}", await Sql.Value<string>(database, "select min(position) || ' ' || max(position) from log.event"));
        Assert.Empty(await Sql.Lines(database, "select stream_id::text from log.event group by stream_id having min(version) <> 1 or max(version) <> count(*)"));
        Assert.Equal(Writers + 1, await Sql.Value<int>(database, $"select max(version) from log.event where stream_id = '{shared}'"));
        await AssertCommitsAreInOrder(database, commits: 4 + (Writers * 4));

        var verification = await Verify(service);
        Assert.Empty(verification.Faults);
        Assert.Equal(events, verification.Last);
    }

    [Fact]
    public async Task Of_parallel_corrections_of_one_version_one_succeeds()
    {
        await using var service = await TestService.Empty();
        var id = await service.Record("actors", Bodies.Actor("Before"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(editor =>
            service.Writer.Send(HttpMethod.Put, $"/v1/actors/{id}", Bodies.Actor($"Editor {editor}").Because("All at once."), "\"v1\"")));

        var winner = Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(19, answers.Count(answer => answer is { Status: 412, Code: "stale-version" }));
        Assert.Equal("\"v2\"", winner.ETag);
        var now = await service.Reader.Send(HttpMethod.Get, $"/v1/actors/{id}");
        Assert.Equal("\"v2\"", now.ETag);
        Assert.Equal(winner.Body!.ToJsonString(), now.Body!.ToJsonString());
        Assert.Equal(2, await Sql.Value<long>(service.ConnectionString, "select count(*) from log.event"));
    }

    [Fact]
    public async Task Of_parallel_records_under_one_id_one_succeeds()
    {
        await using var service = await TestService.Empty();
        var id = Guid.CreateVersion7();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            service.Writer.Post("/v1/actors", Bodies.Actor("Once").With("id", id.ToString()))));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(19, answers.Count(answer => answer is { Status: 409, Code: "already-exists" }));
        Assert.Equal(1, await Sql.Value<long>(service.ConnectionString, "select count(*) from log.event"));
    }

    private static async Task AssertCommitsAreInOrder(string database, int commits)
    {
        // Events of one commit share their time and stand side by side; commits follow one another in time.
        const string Commits = "select recorded_at, min(position) as first, max(position) as last, count(*) as events from log.event group by recorded_at";
        Assert.Equal(commits, await Sql.Value<long>(database, $"select count(*) from ({Commits}) c"));
        Assert.Empty(await Sql.Lines(database, $"select first::text from ({Commits}) c where last - first + 1 <> events"));
        Assert.Empty(await Sql.Lines(
            database, $"select first::text from (select first, recorded_at <= lag(recorded_at) over (order by first) as early from ({Commits}) c) d where early"));
    }

    private static Task<LogVerification> Verify(TestService service) =>
        LogVerifier.Verify(service.Services.GetRequiredService<ApplicationDatabase>(), progress: null, CancellationToken.None);
}
