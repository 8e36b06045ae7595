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

    private static readonly HeadMark Before = new(1, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "aa", 0);

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
    public async Task What_differs_in_anything_is_another_answer()
    {
        await Keep("/made/list?asOf=2025-01-01T00:00:00Z");

        await _app.Get("/made/list");
        await _app.Get("/made/list?asOf=2025-01-01T00:00:00.1Z");
        await _app.Get("/made/document?asOf=2025-01-01T00:00:00Z");
        await _app.Get("/made/list?asOf=2025-01-01T00:00:00Z", ("Host", "elsewhere.example"));
        await _app.Get("/made/list?asOf=2025-01-01T00:00:00Z", ("X-Api-Key", ProbeApp.BootstrapKey));
        Assert.Equal(7, _made);

        Assert.Equal(404, (await _app.Get("/made/list%3FasOf=2025-01-01T00:00:00Z")).Status);
    }

    [Fact]
    public async Task Whoever_takes_compressed_bytes_gets_them_of_what_was_kept_as_well()
    {
        await Keep("/made/large/5000");
        await Keep("/made/large/5000", ("Accept-Encoding", "gzip"));
        var made = _made;

        Assert.Equal(("gzip", null), await Coded(("Accept-Encoding", "gzip")));
        Assert.Equal((null, "5000"), await Coded());
        Assert.Equal(made, _made);

        async Task<(string? Coding, string? Length)> Coded(params (string, string)[] headers)
        {
            var answer = await _app.Get("/made/large/5000", headers);
            return (answer.Header("Content-Encoding"), answer.Header("Content-Length"));
        }
    }

    [Fact]
    public async Task Who_has_what_is_kept_is_told_so()
    {
        await Keep("/made/document");
        var tag = (await _app.Get("/made/document")).Tag();

        foreach (var known in new[] { tag, "*", $"\"other\", {tag}" })
            Assert.Equal((304, ""), await Told(known));
        Assert.Equal(200, (await Told("\"other\"")).Status);
        Assert.Equal(2, _made);

        async Task<(int Status, string Text)> Told(string known)
        {
            var answer = await _app.Get("/made/document", ("If-None-Match", known));
            return (answer.Status, answer.Text);
        }
    }

    [Fact]
    public async Task HEAD_keeps_nothing_and_is_answered_from_what_is_kept()
    {
        for (var i = 0; i < 3; i++)
            await Head();
        Assert.Equal(3, _made);

        await Keep("/made/document");
        var made = _made;
        var head = await Head();

        Assert.Equal(made, _made);
        Assert.Equal((200, "", "15"), (head.Status, head.Text, head.Header("Content-Length")));

        Task<Answer> Head() => _app.Send(HttpMethod.Head, "/made/document", body: null, contentType: null);
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
    [InlineData(KeptBytes / 16, 2)]
    [InlineData((KeptBytes / 16) + 1, 4)]
    public async Task A_few_great_answers_do_not_take_all_the_room(int bytes, int made)
    {
        for (var i = 0; i < 4; i++)
            await _app.Get($"/made/large/{bytes}");

        Assert.Equal(made, _made);
    }

    [Fact]
    public async Task When_the_room_is_full_what_is_there_stays_and_the_past_has_room_of_its_own()
    {
        for (var i = 0; i < 30; i++)
            await Keep($"/made/large/{99_000 + i}");
        await Keep("/made/large/99000?asOf=2025-01-01T00:00:00Z");
        var made = _made;

        await _app.Get("/made/large/99000");
        await _app.Get("/made/large/99000?asOf=2025-01-01T00:00:00Z");
        Assert.Equal(made, _made);

        await _app.Get("/made/large/99029");
        Assert.Equal(made + 1, _made);
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
            routes.MapGet("/made/large/{bytes}", ([AsParameters] Reading _, HttpContext context, int bytes) => Document(context, new byte[bytes], ++_made)).FollowsLog();
            routes.MapGet("/made/list", ([AsParameters] Reading _, HttpContext context, int? limit) =>
            {
                context.Response.Headers.Link = "<next>";
                return RenderedList.Send(context, ["1"u8.ToArray(), "2"u8.ToArray()], new { limit, Made = ++_made });
            }).FollowsLog();
            routes.MapGet("/made/moving", (HttpContext context) =>
            {
                _watch.Head = Before with { Hash = "bb" };
                return Document(context, "{}"u8.ToArray(), ++_made);
            }).FollowsLog();
            routes.MapGet("/made/none", () => ++_made > 0 ? Results.NotFound() : Results.Ok()).FollowsLog();
            routes.MapGet("/made/fault", IResult () => throw new InvalidOperationException($"Number {++_made}, on purpose.")).FollowsLog();
        });

    private static RenderedJson Document(HttpContext context, byte[] utf8, int version = 1)
    {
        context.Response.Headers.Link = "<next>";
        return new RenderedJson(utf8, new EntityTagHeaderValue($"\"v{version}\""));
    }
}
