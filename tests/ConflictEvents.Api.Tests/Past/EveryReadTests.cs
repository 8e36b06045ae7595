using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.OpenApi;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Api.Tests.Past;

/// <summary>Every read that the document of the API names, at several moments: what was answered once is answered for ever.</summary>
public sealed class EveryReadTests : IAsyncLifetime
{
    // Those that tell of the service, not of what it records; and the feed, which leads through all times.
    private static readonly string[] BesideTheLog = ["/v1/keys", "/v1/me", "/v1/exports", "/v1/imports", "/v1/releases", "/v1/changes"];

    private static readonly string[] Forms =
    [
        "/v1/incidents?q=sabha", "/v1/incidents?country=LY&from=2019-04-01&to=2019-05-31&sort=-killed", "/v1/incidents?bbox=9,19,26,34", "/v1/incidents?near=13.19,32.89&sort=distance",
        "/v1/incidents?killedMin=1", "/v1/incidents?include=claims,citations", "/v1/incidents?f=csv", "/v1/incidents?f=geojson", "/v1/incidents?f=ndjson", "/v1/incidents?count=exact",
        "/v1/incidents?actorId=019a0000-0001-7000-8000-000000000004&includeSubgroups=true", "/v1/incidents?locationId=019a0000-0004-7000-8000-000000000004", "/v1/incidents?dataset=local",
        "/v1/incidents?conflictId=019a0000-0005-7000-8000-000000000002&role=attacker&actorId=019a0000-0001-7000-8000-000000000004", "/v1/incidents?sort=recorded",
        "/v1/casualties?groupBy=month,country", "/v1/casualties?groupBy=actor", "/v1/casualties?groupBy=admin1,type&from=2019-04-10", "/v1/actors?q=hifter", "/v1/locations?q=tripoli&country=LY",
    ];

    private TestService _service = null!;
    private ApiDocument _document = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.WithSample();
        _document = await ApiDocument.Of(_service);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    private IEnumerable<ApiOperation> Reads =>
        _document.Operations.Where(operation => operation.Method is "GET" && !BesideTheLog.Any(path => operation.Path.StartsWith(path, StringComparison.Ordinal)));

    [Fact]
    public void Every_read_of_what_is_recorded_takes_a_time_or_a_release() => Assert.All(
        Reads,
        operation => Assert.True(Takes(operation, "asOf") && Takes(operation, "release"), $"{operation}"));

    [Fact]
    public async Task What_was_answered_of_a_moment_is_answered_for_ever()
    {
        var released = await _service.Writer.Post("/v1/releases", new { name = "2026.1", citation = "A line" });
        Assert.Equal(201, released.Status);
        var moments = new List<string> { "release=2026.1" };
        for (var quarter = 1; quarter <= 4; quarter++)
            moments.Add($"asOf={(await TimeAt($"(select max(position) * {quarter} / 4 from log.event)")).Text()}");
        var paths = Reads.Where(operation => Takes(operation, "asOf")).Select(operation => operation.ExamplePath).Concat(Forms).ToList();
        var before = await Answers(paths, moments);
        var now = await Answers(paths, [""]);

        // Where the log ends is the present, by whichever name.
        Assert.All(paths, path => Assert.Equal(now[Address(path, "")].Body, before[Address(path, moments[0])].Body));
        Assert.All(paths, path => Assert.Equal(before[Address(path, moments[^1])], before[Address(path, moments[0])]));

        await ChangeEverything();
        AssertSame(before, await Answers(paths, moments));
        Assert.True(paths.Count(path => now[Address(path, "")].Body != before[Address(path, moments[1])].Body) > paths.Count / 2, "The moments hardly differ.");

        Assert.Empty((await ReadModelRebuilder.Run(_service.ConnectionString, null, CancellationToken.None)).Value.Differences);
        AssertSame(before, await Answers(paths, moments));
    }

    [Fact]
    public async Task A_commit_is_seen_from_its_own_time_on_and_not_before()
    {
        var corrected = (await _service.Correct("actors", Guid.Parse("019a0000-0001-7000-8000-000000000001"), Bodies.Actor("Renamed"))).Body!.UpdatedAt();
        foreach (var path in new[] { "/v1/actors/019a0000-0001-7000-8000-000000000001", "/v1/actors?q=renamed", "/v1/incidents?q=renamed", "/v1/casualties?groupBy=actor" })
        {
            Assert.Contains("Renamed", (await Answers([path], [$"asOf={corrected.Text()}"])).Values.Single().Body);
            Assert.DoesNotContain("Renamed", (await Answers([path], [$"asOf={corrected.AddMicroseconds(-1).Text()}"])).Values.Single().Body);
        }
    }

    /// <summary>Sends every example of a request that changes something, but for erasures, which take the past along; some stand in each other's way.</summary>
    private async Task ChangeEverything()
    {
        var done = 0;
        foreach (var operation in _document.Operations.Where(operation => operation.Body is not null && !operation.Path.StartsWith("/v1/releases", StringComparison.Ordinal) && !operation.Path.EndsWith("/erasure", StringComparison.Ordinal)))
        {
            foreach (var (_, example) in operation.Body!["examples"]!.AsObject())
            {
                var answer = await _service.Writer.Send(new HttpMethod(operation.Method), operation.ExamplePath, _document.Resolve(example!)["value"], operation.In("header").Any() ? "*" : null);
                done += answer.Status is 200 or 201 ? 1 : 0;
            }
        }

        Assert.True(done > 20, $"Only {done} changes were made.");
        foreach (var (plural, id, body) in new[]
        {
            ("actors", "019a0000-0001-7000-8000-000000000001", Bodies.Actor("Renamed army")),
            ("sources", "019a0000-0002-7000-8000-000000000001", Bodies.Source("Renamed paper", "C")),
            ("locations", "019a0000-0004-7000-8000-000000000001", Bodies.Location("Renamed place")),
        })
        {
            await _service.Correct(plural, Guid.Parse(id), body);
        }
    }

    private async Task<Dictionary<string, (int Status, string? Position, string Body)>> Answers(IEnumerable<string> paths, IEnumerable<string> moments)
    {
        var answers = new Dictionary<string, (int, string?, string)>();
        foreach (var address in moments.SelectMany(moment => paths.Select(path => Address(path, moment))))
        {
            var client = address.StartsWith("/v1/review", StringComparison.Ordinal) ? _service.Writer : _service.Reader;
            using var response = await client.GetAsync(address);
            Assert.True((int)response.StatusCode is 200 or 404, $"{address} answered {response.StatusCode}.");
            var position = response.Headers.TryGetValues("As-Of-Position", out var values) ? values.Single() : null;
            if (response.IsSuccessStatusCode)
                Assert.Equal(address.Contains("asOf=", StringComparison.Ordinal) || address.Contains("release=", StringComparison.Ordinal), position is not null);

            // A refusal bears the trace id of its request.
            answers.Add(address, ((int)response.StatusCode, position, response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : ""));
        }

        return answers;
    }

    private static void AssertSame(Dictionary<string, (int Status, string? Position, string Body)> before, Dictionary<string, (int Status, string? Position, string Body)> after) =>
        Assert.All(before, answer => Assert.True(answer.Value == after[answer.Key], $"{answer.Key}\n{answer.Value}\n{after[answer.Key]}"));

    private static string Address(string path, string moment) =>
        moment.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{moment}";

    private async Task<DateTimeOffset> TimeAt(string position) =>
        await Sql.Value<DateTime>(_service.ConnectionString, $"select recorded_at from log.event where position = {position}");

    private static bool Takes(ApiOperation operation, string parameter) => operation.In("query").Any(taken => ApiOperation.Name(taken) == parameter);
}
