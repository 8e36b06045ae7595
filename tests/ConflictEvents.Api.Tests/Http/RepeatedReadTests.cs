using System.IO.Compression;
using System.Text;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Lists;
using ConflictEvents.Application.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Tests.Http;

/// <summary>Which answers are made anew and which are given again, with the end of the log in the hands of the test.</summary>
public sealed class RepeatedReadTests : IAsyncLifetime
{
    private const int KeptBytes = 1_600_000;
    private const int MoreThanAreRemembered = 22_000;

    private static readonly HeadMark Before = new(1, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "aa", 0);

    private static readonly MediaFormat Csv = new("csv", "text/csv");

    private readonly SetWatch _watch = new() { Head = Before };
    private int _made;
    private ProbeApp _app = null!;

    public async Task InitializeAsync() => _app = await Start(KeptBytes);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("/made/document")]
    [InlineData("/made/list?limit=1")]
    [InlineData("/made/list?asOf=2025-01-01T00:00:00Z")]
    public async Task What_is_asked_for_a_second_time_is_kept_and_given_again_as_it_was(string path)
    {
        var first = await _app.Get(path);
        var second = await _app.Get(path);
        var third = await _app.Get(path);
        var fourth = await _app.Get(path);

        Assert.Equal(2, _made);
        Assert.EndsWith("1}", first.Text, StringComparison.Ordinal);
        Assert.EndsWith("2}", second.Text, StringComparison.Ordinal);
        Assert.Equal((second.Text, second.Text), (third.Text, fourth.Text));
        Assert.Equal(Lines(second), Lines(third));
        Assert.Equal("<next>", third.Header("Link"));
    }

    [Theory]
    [InlineData("/made/list")]
    [InlineData("/made/list?asOf=2025-01-01T00:00:00Z")]
    public async Task Nothing_outlives_the_next_commit(string path)
    {
        await Keep(path);
        _watch.Head = new HeadMark(2, Before.RecordedAt.AddSeconds(1), "bb", 0);

        Assert.EndsWith("3}", (await _app.Get(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nobody_knows_where_the_log_ends_it_is_asked_and_what_is_kept_under_that_is_given()
    {
        (_watch.Head, _watch.InDatabase) = (null, Before);
        await Keep("/made/document");
        await _app.Get("/made/document");
        Assert.Equal(2, _made);

        _watch.InDatabase = Before with { Hash = "bb" };
        await _app.Get("/made/document");
        Assert.Equal(3, _made);
    }

    [Fact]
    public async Task What_differs_in_anything_is_another_answer()
    {
        await Keep("/made/list?asOf=2025-01-01T00:00:00Z");

        await _app.Get("/made/list");
        await _app.Get("/made/list?asOf=2025-01-01T00:00:00.1Z");
        await _app.Get("/made/document?asOf=2025-01-01T00:00:00Z");
        await _app.Get("/made/list?asOf=2025-01-01T00:00:00Z", ("Host", "elsewhere.example"));
        await _app.Get("/made/list?asOf=2025-01-01T00:00:00Z", ("X-Api-Key", ProbeApp.BootstrapKey));
        Assert.Equal(7, _made);
    }

    [Theory]
    [InlineData("/made/text/a?limit=1", "/made/text/a%3Flimit=1")]
    [InlineData("/made/text/a?limit=1", "/made/text/a?limit=1%0A")]
    [InlineData("/made/text/a", "/made/text/a?limit=%0A/made/text/a")]
    public async Task No_path_can_be_written_so_that_it_is_taken_for_another_address(string path, string other)
    {
        await Keep(path);
        await Keep(other);

        Assert.Equal(4, _made);
        Assert.EndsWith("2}", (await _app.Get(path)).Text, StringComparison.Ordinal);
        Assert.EndsWith("4}", (await _app.Get(other)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_format_is_another_answer()
    {
        await Keep("/made/formats");
        var json = await _app.Get("/made/formats");

        Assert.Equal("csv", (await _app.Get("/made/formats", ("Accept", "text/csv"))).Text);
        Assert.Equal("csv", (await _app.Get("/made/formats?f=csv")).Text);
        Assert.Equal(json.Text, (await _app.Get("/made/formats", ("Accept", "application/json"))).Text);
    }

    [Fact]
    public async Task Whoever_takes_compressed_bytes_gets_them_of_what_was_kept_as_well()
    {
        await Keep("/made/large/5000");
        await Keep("/made/large/5000", ("Accept-Encoding", "gzip"));
        var made = _made;

        var plain = await _app.Get("/made/large/5000");
        Assert.Equal((null, "5000", 5_000), (plain.Header("Content-Encoding"), plain.Header("Content-Length"), plain.Text.Length));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/made/large/5000") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var answer = await _app.Client.SendAsync(request);
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        using var text = new StreamReader(new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.Equal(plain.Text, await text.ReadToEndAsync());
        Assert.Equal(made, _made);
    }

    [Theory]
    [InlineData("/made/document")]
    [InlineData("/made/list")]
    public async Task Who_has_what_is_kept_is_told_so(string path)
    {
        await Keep(path);
        var tag = (await _app.Get(path)).Tag();

        foreach (var known in new[] { tag, "*", $"\"other\", {tag}" })
            Assert.Equal((304, ""), await Told(known));
        Assert.Equal(200, (await Told("\"other\"")).Status);
        Assert.Equal(2, _made);

        async Task<(int Status, string Text)> Told(string known)
        {
            var answer = await _app.Get(path, ("If-None-Match", known));
            return (answer.Status, answer.Text);
        }
    }

    [Fact]
    public async Task Of_HEAD_the_whole_answer_is_kept()
    {
        for (var i = 0; i < 4; i++)
        {
            var head = await _app.Send(HttpMethod.Head, "/made/document", body: null, contentType: null);
            Assert.Equal((200, "", "15"), (head.Status, head.Text, head.Header("Content-Length")));
        }

        Assert.Equal("""{"document": 2}""", (await _app.Get("/made/document")).Text);
        Assert.Equal(2, _made);
    }

    [Theory]
    [InlineData("/made/none", 404)]
    [InlineData("/made/fault", 500)]
    public async Task What_failed_is_tried_again(string path, int status)
    {
        for (var i = 1; i <= 4; i++)
        {
            Assert.Equal(status, (await _app.Get(path)).Status);
            Assert.Equal(i, _made);
        }
    }

    [Theory]
    [InlineData(KeptBytes / 32, 2)]
    [InlineData((KeptBytes / 32) + 1, 4)]
    public async Task A_few_great_answers_do_not_take_all_the_room(int bytes, int made)
    {
        for (var i = 0; i < 4; i++)
            await _app.Get($"/made/large/{bytes}");

        Assert.Equal(made, _made);
    }

    [Fact]
    public async Task What_is_longer_than_is_written_at_a_time_is_given_again_whole()
    {
        const int Bytes = 300_001;
        await using var app = await Start(keptBytes: 32 * Bytes);
        for (var i = 0; i < 4; i++)
            Assert.Equal(Text(Bytes), (await app.Get($"/made/large/{Bytes}")).Text);

        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task Who_takes_slowly_what_is_given_again_has_all_of_it_in_the_end()
    {
        const int Bytes = 16_000_000;
        await using var app = await Start(keptBytes: 32 * Bytes);
        await app.Get($"/made/large/{Bytes}");
        await app.Get($"/made/large/{Bytes}");

        Assert.InRange(await SlowClient.Read(app.Client.BaseAddress!, $"/made/large/{Bytes}"), Bytes, long.MaxValue);
        Assert.Equal(2, _made);
    }

    [Fact]
    public async Task What_is_asked_for_now_finds_room_among_what_is_not_asked_for_any_more()
    {
        for (var i = 0; i < 100; i++)
            await Keep($"/made/large/{40_000 + i}");

        // Room is made beside the requests.
        for (var (tries, before) = (0, -1); before != _made; tries++)
        {
            Assert.True(tries < 200, "Nothing is kept any more.");
            await Task.Delay(20);
            before = _made;
            await _app.Get("/made/document");
        }
    }

    [Fact]
    public async Task Who_asks_for_everything_once_takes_the_room_of_nobody()
    {
        await Keep("/made/document");
        var tag = (await _app.Get("/made/document")).Tag();
        await Parallel.ForAsync(0, MoreThanAreRemembered, async (i, _) => await _app.Get($"/made/list?limit={i}"));
        var made = _made;

        Assert.Equal(200, (await _app.Get("/made/document")).Status);
        Assert.Equal(304, (await _app.Get("/made/document", ("If-None-Match", tag))).Status);
        Assert.Equal(made, _made);
    }

    [Fact]
    public async Task Where_nothing_may_be_kept_everything_is_made_anew()
    {
        await using var app = await Start(keptBytes: 0);
        for (var i = 0; i < 4; i++)
            await app.Get("/made/document");

        Assert.Equal(4, _made);
    }

    [Fact]
    public async Task An_answer_that_was_made_while_the_log_moved_on_is_not_kept()
    {
        for (var i = 1; i <= 4; i++)
        {
            _watch.Head = Before;
            await _app.Get("/made/moving");
            Assert.Equal(i, _made);
        }
    }

    private async Task Keep(string path, params (string Name, string Value)[] headers)
    {
        await _app.Get(path, headers);
        await _app.Get(path, headers);
    }

    private static IEnumerable<string> Lines(Answer answer) => answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);

    private Task<ProbeApp> Start(int keptBytes) => ProbeApp.Start(
        new Dictionary<string, string?> { ["Http:KeptBytes"] = $"{keptBytes}" },
        services: services => services.AddSingleton<IHeadWatch>(_watch),
        endpoints: routes =>
        {
            routes.MapGet("/made/document", ([AsParameters] Reading _, HttpContext context) => Document(context, Encoding.UTF8.GetBytes($$"""{"document": {{++_made}}}"""))).FollowsLog();
            routes.MapGet("/made/large/{bytes}", ([AsParameters] Reading _, HttpContext context, int bytes) => Document(context, Encoding.UTF8.GetBytes(Text(bytes)), ++_made)).FollowsLog();
            routes.MapGet("/made/list", ([AsParameters] Reading _, HttpContext context, int? limit) =>
            {
                context.Response.Headers.Link = "<next>";
                return RenderedList.Send(context, ["1"u8.ToArray(), "2"u8.ToArray()], new { limit, Made = ++_made });
            }).FollowsLog();
            routes.MapGet("/made/text/{text}", ([AsParameters] Reading _, HttpContext context, string text, string? limit) => Document(context, Encoding.UTF8.GetBytes($$"""{"text": {{++_made}}}"""))).FollowsLog();
            routes.MapGet("/made/formats", (MediaFormat format, HttpContext context) =>
                format == Csv ? Results.Text("csv", format.ContentType) : new ComputedJson(new { Made = ++_made })).Offers(MediaFormat.Json, Csv).FollowsLog();
            routes.MapGet("/made/moving", (HttpContext context) =>
            {
                _watch.Head = Before with { Hash = "bb" };
                return Document(context, "{}"u8.ToArray(), ++_made);
            }).FollowsLog();
            routes.MapGet("/made/none", () => ++_made > 0 ? Results.NotFound() : Results.Ok()).FollowsLog();
            routes.MapGet("/made/fault", IResult () => throw new InvalidOperationException($"Number {++_made}, on purpose.")).FollowsLog();
        });

    private static string Text(int bytes) => string.Concat(Enumerable.Range(0, bytes).Select(i => (char)('a' + (i % 23))));

    private static RenderedJson Document(HttpContext context, byte[] utf8, int version = 1)
    {
        context.Response.Headers.Link = "<next>";
        return new RenderedJson(utf8, new EntityTagHeaderValue($"\"v{version}\""));
    }
}
