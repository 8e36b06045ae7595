using ConflictEvents.Api.Http;
using ConflictEvents.Application.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.Http;

/// <summary>What the tag of an answer rests on, with the end of the log and the clock in the hands of the test.</summary>
public sealed class DerivedTagTests : IAsyncLifetime
{
    private static readonly HeadMark Before = new(1, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "aa", 0);

    private readonly SetWatch _watch = new() { Head = Before };
    private readonly SetClock _clock = new() { Now = new(2026, 3, 1, 23, 59, 59, TimeSpan.Zero) };
    private ProbeApp _app = null!;

    public async Task InitializeAsync() => _app = await ProbeApp.Start(
        services: services => services.AddSingleton<IHeadWatch>(_watch).AddSingleton<TimeProvider>(_clock),
        endpoints: routes =>
        {
            routes.MapGet("/list", ([AsParameters] Reading reading) => Results.Text($"{reading.AsOf}")).FollowsLog();
            routes.MapGet("/today", ([AsParameters] Reading reading) => Results.Text($"{reading.AsOf}")).FollowsLog(andToday: true);
            routes.MapGet("/fault", IResult () => throw new InvalidOperationException("On purpose.")).FollowsLog();
        });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("/list", false)]
    [InlineData("/today", true)]
    [InlineData("/today?asOf=2025-01-01T00:00:00Z", false)]
    [InlineData("/today?release=2025.1", false)]
    public async Task A_new_day_changes_the_answers_that_depend_on_it(string path, bool changes)
    {
        var tag = (await _app.Get(path)).Tag();
        _clock.Now += TimeSpan.FromSeconds(2);

        Assert.Equal(changes ? 200 : 304, (await _app.Get(path, ("If-None-Match", tag))).Status);
    }

    [Theory]
    [InlineData("/list", true)]
    [InlineData("/list?asOf=2025-12-31T23:59:59Z", false)]
    [InlineData("/list?asOf=2026-01-01T00:00:00Z", true)]
    [InlineData("/list?release=2025.1", false)]
    public async Task A_commit_changes_what_is_not_behind_the_last_one(string path, bool changes)
    {
        var tag = (await _app.Get(path)).Tag();
        _watch.Head = new(2, Before.RecordedAt.AddSeconds(1), "bb", 0);

        Assert.Equal(changes ? 200 : 304, (await _app.Get(path, ("If-None-Match", tag))).Status);
    }

    [Fact]
    public async Task Another_log_that_is_as_long_is_another()
    {
        var tag = (await _app.Get("/list")).Tag();
        _watch.Head = Before with { Hash = "bb" };

        Assert.Equal(200, (await _app.Get("/list", ("If-None-Match", tag))).Status);
    }

    [Fact]
    public async Task A_name_that_was_refreshed_behind_its_commit_is_another_answer()
    {
        _watch.Head = Before with { Refreshes = 3 };
        var tag = (await _app.Get("/list")).Tag();
        _watch.Head = Before with { Refreshes = 4 };

        Assert.Equal(200, (await _app.Get("/list", ("If-None-Match", tag))).Status);
    }

    [Fact]
    public async Task While_nothing_is_known_the_database_is_asked()
    {
        var tag = (await _app.Get("/list")).Tag();
        (_watch.Head, _watch.InDatabase) = (null, Before);
        Assert.Equal(304, (await _app.Get("/list", ("If-None-Match", tag))).Status);

        _watch.InDatabase = Before with { Hash = "bb" };
        Assert.Equal(200, (await _app.Get("/list", ("If-None-Match", tag))).Status);
    }

    [Fact]
    public async Task Links_under_another_address_are_another_answer()
    {
        var tag = (await _app.Get("/list")).Tag();

        Assert.Equal(200, (await _app.Get("/list", ("If-None-Match", tag), ("Host", "elsewhere.example"))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*")]
    public async Task A_fault_has_no_tag(string? known)
    {
        var answer = await (known is null ? _app.Get("/fault") : _app.Get("/fault", ("If-None-Match", known)));

        Assert.Equal((500, null, "internal-error"), (answer.Status, answer.Header("ETag"), answer.Code));
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
