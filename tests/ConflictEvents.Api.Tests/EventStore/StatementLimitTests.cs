using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Database;

namespace ConflictEvents.Api.Tests.EventStore;

public sealed class StatementLimitTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() =>
        _service = await TestService.Empty(new Dictionary<string, string> { ["Database:ReadSeconds"] = "1", ["Database:CommitSeconds"] = "8" });

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_read_that_takes_too_long_is_given_up_and_the_next_one_works()
    {
        await using (await Locks.Hold(_service.ConnectionString, "lock table read_model.incident_version in access exclusive mode"))
        {
            var answer = await _service.Reader.Send(HttpMethod.Get, "/v1/incidents");

            Assert.Equal((503, "query-too-expensive"), (answer.Status, answer.Code));
        }

        Assert.Equal(200, (await _service.Reader.Send(HttpMethod.Get, "/v1/incidents")).Status);
    }

    [Fact]
    public async Task A_commit_may_take_longer_than_a_read()
    {
        var blocked = await Locks.Hold(_service.ConnectionString, "lock table read_model.reference_version in exclusive mode");
        var writing = _service.Writer.Post("/v1/actors", Bodies.Actor("Slow"));
        await Task.Delay(2_000);
        Assert.False(writing.IsCompleted);

        await blocked.DisposeAsync();

        Assert.Equal(201, (await writing).Status);
    }

    [Fact]
    public async Task A_commit_that_waits_too_long_for_others_is_to_be_tried_again()
    {
        var document = Bodies.Document("Waiting", await _service.Record("sources", Bodies.Source("Herald", "B")));
        await using (await Locks.Hold(_service.ConnectionString, "select from log.event_head for update"))
        {
            using var response = await _service.Writer.PostAsync("/v1/documents", System.Net.Http.Json.JsonContent.Create(document));

            Assert.Equal(503, (int)response.StatusCode);
            Assert.Contains("database-unavailable", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.NotNull(response.Headers.RetryAfter);
        }

        Assert.Equal(201, (await _service.Writer.Post("/v1/documents", document)).Status);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(10, -1)]
    [InlineData(3_601, 60)]
    public void A_limit_that_limits_nothing_or_everything_is_refused(int read, int commit)
    {
        var refused = Assert.Throws<ArgumentException>(() => new StatementLimits { ReadSeconds = read, CommitSeconds = commit }.Checked());

        Assert.Contains("Database:", refused.Message, StringComparison.Ordinal);
    }
}
