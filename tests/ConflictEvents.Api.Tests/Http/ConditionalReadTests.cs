using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.OpenApi;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Http;

/// <summary>What a client has already is not made again, and what it has not is never held back.</summary>
public sealed class ConditionalReadTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.WithSample();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Every_read_that_is_open_to_all_gives_a_tag_and_heeds_it_until_a_commit_changes_the_answer()
    {
        Assert.Equal(201, (await _service.Writer.Post("/v1/releases", new { name = "2026.1", citation = "A line" })).Status);

        // Whoever follows the feed shows a cursor instead.
        var paths = (await ApiDocument.Of(_service)).Operations
            .Where(operation => operation is { Method: "GET", IsOpen: true, IsOutsideSample: false })
            .Select(operation => operation.ExamplePath)
            .Where(path => !path.StartsWith("/v1/changes", StringComparison.Ordinal))
            .ToList();
        Assert.True(paths.Count > 20);
        var before = new Dictionary<string, Answer>();
        foreach (var path in paths)
        {
            before[path] = await _service.Reader.Ask(path);
            var again = await _service.Reader.Ask(path, before[path].Tag());

            Assert.Equal((304, before[path].Tag(), ""), (again.Status, again.Tag(), again.Text));
            Assert.Equal(("no-cache", before[path].Header("Vary")), (again.Header("Cache-Control"), again.Header("Vary")));
        }

        await _service.Record("actors", Bodies.Actor("Somebody new"));

        foreach (var path in paths)
        {
            var after = await _service.Reader.Ask(path, before[path].Tag());

            // A version is not another for what happens elsewhere; of everything else nobody knows without looking.
            var isVersion = before[path].Tag().StartsWith("\"v", StringComparison.Ordinal);
            Assert.Equal((path, isVersion ? 304 : 200), (path, after.Status));
            Assert.Equal(isVersion, after.Tag() == before[path].Tag());
        }
    }

    [Fact]
    public async Task A_version_is_given_again_once_it_has_changed()
    {
        var actor = await _service.Record("actors", Bodies.Actor("First"));
        var path = $"/v1/actors/{actor}";
        Assert.Equal(304, (await _service.Reader.Ask(path, "\"v1\"")).Status);

        await _service.Correct("actors", actor, Bodies.Actor("Second"));

        var after = await _service.Reader.Ask(path, "\"v1\"");
        Assert.Equal((200, "\"v2\""), (after.Status, after.Tag()));
        Assert.Equal(304, (await _service.Reader.Ask(path, "\"v2\"")).Status);
    }

    [Fact]
    public async Task Whoever_writes_reads_what_was_written()
    {
        for (var i = 0; i < 20; i++)
        {
            var before = await _service.Reader.Ask("/v1/actors?limit=1000");
            var id = await _service.Record("actors", Bodies.Actor($"Number {i}"));

            var after = await _service.Reader.Ask("/v1/actors?limit=1000", before.Tag());

            Assert.Equal(200, after.Status);
            Assert.Contains(id.ToString(), after.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/v1/incidents")]
    [InlineData("/v1/actors/{id}")]
    [InlineData("/v1/incidents?f=csv")]
    [InlineData("/v1/incidents?f=ndjson")]
    [InlineData("/v1/incidents?f=geojson")]
    [InlineData("/v1/incidents", true)]
    [InlineData("/v1/incidents?f=csv", true)]
    public async Task No_statement_is_run_for_what_is_known_already(string template, bool withKey = false)
    {
        var made = await _service.Writer.Post("/v1/keys", new { name = "alice", scopes = new[] { "read" } });
        using var holder = _service.Client(made.Body!["secret"]!.GetValue<string>());
        var reader = withKey ? holder : _service.Reader;
        var path = template.Replace("{id}", $"{await _service.Record("actors", Bodies.Actor("Known"))}", StringComparison.Ordinal);
        var tag = (await reader.Ask(path)).Tag();
        await Eventually(async () => (await reader.Ask(path, tag)).Status == 304 && await Sql.Value<long>(_service.ConnectionString, Watching) == 1);
        await _service.Reader.Ask("/v1/incidents?limit=6");

        // The service has a little to do by itself now and then, and looks a key up once a second; a moment without is enough.
        await Eventually(async () =>
        {
            var before = await Statements();
            for (var i = 0; i < 20; i++)
                Assert.Equal(304, (await reader.Ask(path, tag)).Status);
            return before.SequenceEqual(await Statements());
        });
        var last = await Statements();
        await _service.Reader.Ask("/v1/incidents?limit=7");
        Assert.NotEqual(last, await Statements());
    }

    [Fact]
    public async Task What_another_process_writes_is_noticed()
    {
        await using var other = _service.Beside();
        var actor = await _service.Record("actors", Bodies.Actor("Shared"));
        foreach (var path in new[] { "/v1/actors", $"/v1/actors/{actor}", $"/v1/actors/{actor}/history" })
        {
            var before = await _service.Reader.Ask(path);
            await other.Correct("actors", actor, Bodies.Actor($"Shared, seen through {path}"));

            await Eventually(async () => (await _service.Reader.Ask(path, before.Tag())).Status == 200);
        }
    }

    [Fact]
    public async Task A_service_that_cannot_listen_asks()
    {
        // Connections that they have stay with them: only those that listen are lost, and cannot be had again.
        var keep = new Dictionary<string, string>
        {
            ["ConnectionStrings:ConflictEvents"] = $"{_service.ConnectionString};Connection Idle Lifetime=300;Minimum Pool Size=6",
        };
        await using var reader = _service.Beside(keep);
        await using var writer = _service.Beside(keep);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => reader.Reader.Ask($"/v1/actors?limit={i + 1}")));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => writer.Record("actors", Bodies.Actor($"Number {i}"))));
        var before = await reader.Reader.Ask("/v1/actors");
        await Eventually(async () =>
        {
            // It may not have heard of all that was written when it was asked first.
            before = await reader.Reader.Ask("/v1/actors");
            return (await reader.Reader.Ask("/v1/actors", before.Tag())).Status == 304 && await Sql.Value<long>(_service.ConnectionString, Watching) == 1;
        });
        await Lock(allowed: false);
        await Sql.Execute(
            await TestDatabases.SuperuserOf(_service.ConnectionString).InDatabase("postgres"),
            $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'conflict-events watch' and datname = '{_service.ConnectionString.Database()}'");

        // It may want for a connection, while the jobs of the service have those that are left.
        await Eventually(async () => (await writer.Writer.Post("/v1/actors", Bodies.Actor("Unheard of"))).Status == 201);
        var after = await reader.Reader.Ask("/v1/actors", before.Tag());

        Assert.Equal(200, after.Status);
        Assert.Equal(304, (await reader.Reader.Ask("/v1/actors", after.Tag())).Status);

        await Lock(allowed: true);
        await Eventually(async () => await Sql.Value<long>(_service.ConnectionString, Watching) == 1);
        await writer.Record("actors", Bodies.Actor("Heard of again"));
        await Eventually(async () => (await reader.Reader.Ask("/v1/actors", after.Tag())).Status == 200);
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("\"other\", {0}", 304)]
    [InlineData("\"other\",W/\"another\" , {0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"other\"", 200)]
    [InlineData("nonsense", 200)]
    public async Task Any_tag_of_those_shown_will_do(string shown, int status)
    {
        var sabha = (await _service.Reader.Get("/v1/incidents"))["items"]![0]!["id"]!.GetValue<string>();
        foreach (var path in new[] { "/v1/incidents", $"/v1/incidents/{sabha}", $"/v1/incidents/{sabha}/estimate" })
        {
            var tag = (await _service.Reader.Ask(path)).Tag();
            var bare = tag.Replace("W/", "", StringComparison.Ordinal);
            foreach (var form in new[] { tag, bare, $"W/{bare}" })
            {
                var known = shown.Replace("{0}", form, StringComparison.Ordinal);
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
                {
                    var answer = await _service.Reader.Ask(path, known, method: method);

                    Assert.Equal((known, status), (known, answer.Status));
                    Assert.True(status is not 304 || answer.Text.Length == 0);
                    Assert.Equal(bare, answer.Tag().Replace("W/", "", StringComparison.Ordinal));
                }
            }
        }
    }

    [Theory]
    [InlineData("/v1/incidents?country=XX", 400)]
    [InlineData("/v1/incidents?from=2019-05-01&to=2019-04-01", 400)]
    [InlineData("/v1/incidents?nonsense=1", 400)]
    [InlineData("/v1/incidents/01890a5d-ac96-774b-bcce-b302099a8057", 404)]
    [InlineData("/v1/incidents/01890a5d-ac96-774b-bcce-b302099a8057/history", 404)]
    public async Task Faults_have_no_tag_and_are_told_whatever_is_known(string path, int status)
    {
        foreach (var known in new[] { null, "*" })
        {
            var answer = await _service.Reader.Ask(path, known);

            Assert.Equal((status, null), (answer.Status, answer.Header("ETag")));
            Assert.NotEmpty(answer.Code!);
        }
    }

    [Fact]
    public async Task What_differs_has_another_tag()
    {
        string[] paths = ["/v1/incidents", "/v1/incidents?limit=1", "/v1/incidents?limit=2", "/v1/actors", "/v1/incidents?country=LY"];
        var tags = new List<string>();
        foreach (var path in paths)
        {
            tags.Add((await _service.Reader.Ask(path)).Tag());
            tags.Add((await _service.Reader.Ask(path, encoding: "gzip")).Tag());
        }

        Assert.Equal(tags.Count, tags.Distinct().Count());
    }

    [Fact]
    public async Task Compressed_bytes_have_a_tag_of_their_own_which_a_change_may_start_from()
    {
        var actor = await _service.Record("actors", Bodies.Actor("Compressed"));
        var path = $"/v1/actors/{actor}";

        var plain = await _service.Reader.Ask(path);
        var compressed = await _service.Reader.Ask(path, encoding: "gzip");

        Assert.Equal(("\"v1\"", null), (plain.Tag(), plain.Header("Content-Encoding")));
        Assert.Equal(("\"v1-gzip\"", "gzip"), (compressed.Tag(), compressed.Header("Content-Encoding")));
        Assert.Equal("\"v1-br\"", (await _service.Reader.Ask(path, encoding: "br")).Tag());
        Assert.Equal(304, (await _service.Reader.Ask(path, "\"v1-gzip\"", "gzip")).Status);
        Assert.Equal(200, (await _service.Reader.Ask(path, "\"v1\"", "gzip")).Status);
        Assert.Equal(200, (await _service.Reader.Ask(path, "\"v1-gzip\"")).Status);
        await _service.Correct("actors", actor, Bodies.Actor("Corrected"), "\"v1-gzip\"");
        Assert.Equal(412, (await _service.Writer.Send(HttpMethod.Put, path, Bodies.Actor("Too late").Because("It is."), "\"v1-gzip\"")).Status);
    }

    [Fact]
    public async Task The_past_stays_as_it_was_answered()
    {
        var actor = await _service.Record("actors", Bodies.Actor("Then"));
        var then = (await _service.Reader.Get($"/v1/actors/{actor}")).UpdatedAt().Text();
        await _service.Record("actors", Bodies.Actor("Since"));
        string[] paths = [$"/v1/actors?asOf={then}", $"/v1/actors/{actor}?asOf={then}", $"/v1/actors/{actor}/history?asOf={then}"];
        var before = new List<Answer>();
        foreach (var path in paths)
            before.Add(await _service.Reader.Ask(path));

        await _service.Correct("actors", actor, Bodies.Actor("Now"));

        foreach (var (path, answer) in paths.Zip(before))
        {
            var again = await _service.Reader.Ask(path, answer.Tag());
            Assert.Equal((304, "max-age=3600, s-maxage=0", "max-age=3600, s-maxage=0"), (again.Status, again.Header("Cache-Control"), answer.Header("Cache-Control")));
            Assert.Equal(answer.Text, (await _service.Reader.Ask(path)).Text);
            Assert.Equal("private, no-store", (await _service.Writer.Ask(path)).Header("Cache-Control"));
        }
    }

    [Fact]
    public async Task A_moment_since_the_last_commit_is_not_yet_the_past()
    {
        await _service.Record("actors", Bodies.Actor("The last"));
        var path = $"/v1/actors?asOf={DateTimeOffset.UtcNow.Text()}";

        Assert.Equal("no-cache", (await _service.Reader.Ask(path)).Header("Cache-Control"));
    }

    private const string Watching = "select count(*) from pg_stat_activity where application_name = 'conflict-events watch' and datname = current_database()";

    /// <summary>When each connection of the service's pool last began a statement.</summary>
    private Task<IReadOnlyList<string>> Statements() => Sql.Lines(
        _service.ConnectionString,
        "select concat_ws(' ', pid, query_start) from pg_stat_activity where application_name = 'conflict-events' and datname = current_database() and pid <> pg_backend_pid() order by pid");

    /// <summary>Keeps new connections out, or lets them in again.</summary>
    private async Task Lock(bool allowed) => await Sql.Execute(
        await TestDatabases.SuperuserOf(_service.ConnectionString).InDatabase("postgres"),
        $"alter database \"{_service.ConnectionString.Database()}\" allow_connections {allowed}");

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        for (var i = 0; !await isSo(); i++)
        {
            Assert.True(i < 400, "It did not come to pass.");
            await Task.Delay(50);
        }
    }
}

internal static class ConnectionStrings
{
    public static string? Database(this string connectionString) => new Npgsql.NpgsqlConnectionStringBuilder(connectionString).Database;

    public static async Task<string> InDatabase(this Task<string> connectionString, string database) =>
        new Npgsql.NpgsqlConnectionStringBuilder(await connectionString) { Database = database }.ConnectionString;
}
