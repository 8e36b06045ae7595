using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Http;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;

namespace ConflictEvents.Api.Tests.Past;

public sealed class ReleaseTests : IAsyncLifetime
{
    private static readonly object First = new { name = "2026.1", citation = "A line", title = "The case", authors = new[] { "An office", "P. & Q." }, notes = "The first." };

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.WithSample();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_release_names_where_the_log_ends()
    {
        var created = await _service.Writer.Post("/v1/releases", First);

        Assert.Equal(201, created.Status);
        Assert.Equal(await Sql.Value<string>(_service.ConnectionString, "select encode(hash, 'hex') from log.event_head"), Text(created.Body!, "checksum"));
        Assert.Equal("bootstrap", Text(created.Body!, "createdBy"));
        Assert.Equal(created.Body!.ToJsonString(), (await _service.Reader.Get("/v1/releases/2026.1")).ToJsonString());

        // Read from it, an answer names its position; a commit later that is another one than that of the present.
        await _service.Record("actors", Bodies.Actor("Later"));
        var read = await _service.Reader.Ask("/v1/actors?release=2026.1");
        Assert.Equal(Text(created.Body!, "position"), read.Header("As-Of-Position"));
        Assert.DoesNotContain("\"Later\"", read.Text);
        Assert.Contains("\"Later\"", (await _service.Reader.Ask("/v1/actors")).Text);
    }

    [Fact]
    public async Task A_release_may_be_of_an_earlier_time()
    {
        var before = (await _service.Reader.Ask("/v1/actors")).Text;
        var asOf = await Sql.Value<DateTime>(_service.ConnectionString, "select recorded_at from log.event_head");
        await _service.Record("actors", Bodies.Actor("Later"));

        var created = await _service.Writer.Post("/v1/releases", new { name = "then", citation = "A line", asOf = new DateTimeOffset(asOf).Text() });

        Assert.Equal((201, "ConflictEvents, release then"), (created.Status, Text(created.Body!, "title")));
        Assert.Equal(new DateTimeOffset(asOf), created.Body!["asOf"]!.GetValue<DateTimeOffset>());
        Assert.Equal(before, (await _service.Reader.Ask("/v1/actors?release=then")).Text);
    }

    [Fact]
    public async Task The_same_request_is_answered_with_the_same_release_and_another_one_is_refused()
    {
        var created = await _service.Writer.Post("/v1/releases", First);
        await _service.Record("actors", Bodies.Actor("Later"));

        var again = await _service.Writer.Post("/v1/releases", First);
        var other = await _service.Writer.Post("/v1/releases", new { name = "2026.1", citation = "Another line" });

        Assert.Equal((200, created.Body!.ToJsonString()), (again.Status, again.Body!.ToJsonString()));
        Assert.Equal((409, "release-name-taken"), (other.Status, other.Code));
        Assert.Single((await _service.Reader.Get("/v1/releases"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Of_requests_made_at_once_one_makes_the_release()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => _service.Writer.Post("/v1/releases", new { name = "2026.1", citation = $"Line {n}" })));

        Assert.Equal([201, 409, 409, 409, 409, 409], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task A_release_is_cited_by_its_title_version_day_and_address()
    {
        var release = (await _service.Writer.Post("/v1/releases", First)).Body!;
        var day = release["createdAt"]!.GetValue<DateTimeOffset>().UtcDateTime;

        var citation = await _service.Reader.Get("/v1/releases/2026.1/citation");
        var csl = await _service.Reader.Ask("/v1/releases/2026.1/citation?f=csl");
        var bibTeX = await _service.Reader.Ask("/v1/releases/2026.1/citation?f=bibtex");

        Assert.Equal("A line", Text(citation, "text"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(csl.Text), citation["csl"]));
        Assert.Equal(bibTeX.Text, Text(citation, "bibTeX"));
        var item = JsonNode.Parse(csl.Text)!.AsArray().Single()!;
        Assert.Equal(("dataset", "The case", "2026.1"), (Text(item, "type"), Text(item, "title"), Text(item, "version")));
        Assert.Equal(["An office", "P. & Q."], item["author"]!.AsArray().Select(author => Text(author!, "literal")));
        Assert.Equal([day.Year, day.Month, day.Day], item["issued"]!["date-parts"]![0]!.AsArray().Select(part => part!.GetValue<int>()));
        Assert.Equal($"A line (SHA-256 {Text(release, "checksum")})", Text(item, "note"));
        Assert.Equal(release.ToJsonString(), (await _service.Reader.Get(new Uri(Text(item, "URL")).AbsolutePath)).ToJsonString());
        Assert.StartsWith("@dataset{ce-release-2026.1,\n  title = {{The case}},\n  author = {{An office} and {P. \\& Q.}},\n  version = {2026.1},\n", bibTeX.Text);
    }

    [Theory]
    [InlineData("""{"name":"","citation":"c"}""", "name")]
    [InlineData("""{"name":"a b","citation":"c"}""", "name")]
    [InlineData("""{"name":"a/b","citation":"c"}""", "name")]
    [InlineData("""{"name":".a","citation":"c"}""", "name")]
    [InlineData("""{"name":"a\n","citation":"c"}""", "name")]
    [InlineData("""{"name":"é","citation":"c"}""", "name")]
    [InlineData("""{"name":"a","citation":""}""", "citation")]
    [InlineData("""{"name":"a","citation":"two\nlines"}""", "citation")]
    [InlineData("""{"name":"a","citation":"c","title":""}""", "title")]
    [InlineData("""{"name":"a","citation":"c","authors":["x",""]}""", "authors[1]")]
    [InlineData("""{"name":"a","citation":"c","notes":""}""", "notes")]
    [InlineData("""{"name":"a","citation":"c","asOf":"2999-01-01T00:00:00Z"}""", "asOf")]
    public async Task What_is_no_release_is_refused_by_its_member(string body, string path)
    {
        var answer = await _service.Writer.Post("/v1/releases", JsonNode.Parse(body)!);

        Assert.Equal((422, "invalid"), (answer.Status, answer.Code));
        Assert.Equal(path, Text(Assert.Single(answer.Body!["errors"]!.AsArray())!, "path"));
    }

    [Theory]
    [InlineData("release=2030.1", "unknown-release", "release")]
    [InlineData("release=a%2Fb", "invalid-parameter", "release")]
    [InlineData("release=", "invalid-parameter", "release")]
    [InlineData("release=2026.1&asOf=2026-01-01T00:00:00Z", "invalid-parameter", "release")]
    [InlineData("release=2026.1&release=2026.1", "repeated-parameter", "release")]
    public async Task A_release_that_is_none_is_refused(string query, string code, string path)
    {
        await _service.Writer.Post("/v1/releases", First);
        foreach (var address in new[] { "/v1/incidents", "/v1/incidents?f=csv", "/v1/casualties", "/v1/actors", "/v1/conflicts/019a0000-0005-7000-8000-000000000002/tolls" })
        {
            var answer = await _service.Reader.Send(HttpMethod.Get, $"{address}{(address.Contains('?') ? '&' : '?')}{query}");

            Assert.Equal((400, code), (answer.Status, answer.Code));
            Assert.Equal(path, Text(answer.Body!["errors"]![0]!, "path"));
        }
    }

    [Theory]
    [InlineData("/v1/releases/2030.1")]
    [InlineData("/v1/releases/2030.1/citation")]
    [InlineData("/v1/releases/a%20b")]
    public async Task A_release_that_nobody_made_is_not_found(string path) => Assert.Equal(404, (await _service.Reader.Ask(path)).Status);

    [Fact]
    public async Task Only_administrators_name_releases()
    {
        var key = await _service.Writer.Post("/v1/keys", new { name = "editor", scopes = new[] { "write", "import", "review" } });
        using var editor = _service.Client(Text(key.Body!, "secret"));

        Assert.Equal((403, "missing-scope"), ((await editor.Post("/v1/releases", First)) is var answer ? (answer.Status, answer.Code) : default));
        Assert.Equal(401, (await _service.Reader.Post("/v1/releases", First)).Status);
    }

    [Fact]
    public async Task An_empty_service_has_nothing_to_release()
    {
        await using var empty = await TestService.Empty();

        var answer = await empty.Writer.Post("/v1/releases", First);

        Assert.Equal((409, "nothing-recorded"), (answer.Status, answer.Code));
        Assert.Empty((await empty.Reader.Get("/v1/releases"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_read_from_a_release_may_be_kept_and_the_list_of_releases_must_be_asked_for()
    {
        var none = (await _service.Reader.Ask("/v1/releases")).Tag();
        await _service.Writer.Post("/v1/releases", First);
        var one = await _service.Reader.Ask("/v1/releases", none);
        var list = await _service.Reader.Ask("/v1/incidents?release=2026.1");
        await _service.Record("actors", Bodies.Actor("Later"));

        Assert.Equal((200, "no-cache"), (one.Status, one.Header("Cache-Control")));
        Assert.Equal("max-age=3600, s-maxage=0", list.Header("Cache-Control"));
        Assert.Equal(304, (await _service.Reader.Ask("/v1/incidents?release=2026.1", list.Tag())).Status);
    }

    [Fact]
    public async Task The_tolls_of_a_release_are_those_of_its_day()
    {
        await _service.Writer.Post("/v1/releases", First);
        await Sql.Execute(_service.ConnectionString, "update log.release set as_of = '2019-05-06T12:00:00Z'");

        var tolls = await _service.Reader.Get("/v1/conflicts/019a0000-0005-7000-8000-000000000002/tolls?release=2026.1");

        Assert.Equal("2019-05-06", Text(tolls, "on"));
    }

    [Fact]
    public async Task A_release_that_was_altered_is_named()
    {
        await _service.Writer.Post("/v1/releases", First);
        await using var database = new ApplicationDatabase(_service.ConnectionString);
        Assert.Empty((await LogVerifier.Verify(database, null, CancellationToken.None)).Faults);

        var position = await Sql.Value<long>(_service.ConnectionString, "update log.release set position = position - 1 returning position");

        Assert.Equal(
            [$"Release 2026.1: the checksum is not the hash of event {position}."],
            (await LogVerifier.Verify(database, null, CancellationToken.None)).Faults);
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
