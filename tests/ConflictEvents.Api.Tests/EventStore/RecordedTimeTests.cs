using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using Npgsql;

namespace ConflictEvents.Api.Tests.EventStore;

public sealed class RecordedTimeTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Recorded_time_goes_on_when_the_clock_goes_back()
    {
        var id = await _service.Record("actors", Bodies.Actor("Before"));
        // What the log looks like to a clock that was set back by an hour.
        await Sql.Execute(_service.ConnectionString, "update log.event_head set recorded_at = date_trunc('second', recorded_at) + interval '1 hour'");
        var ahead = await Sql.Value<DateTime>(_service.ConnectionString, "select recorded_at from log.event_head");

        var first = (await _service.Correct("actors", id, Bodies.Actor("After"))).Body!.UpdatedAt();
        var second = (await _service.Correct("actors", id, Bodies.Actor("Later"))).Body!.UpdatedAt();

        Assert.Equal(ahead.AddTicks(TimeSpan.TicksPerMicrosecond), first.UtcDateTime);
        Assert.Equal(ahead.AddTicks(2 * TimeSpan.TicksPerMicrosecond), second.UtcDateTime);

        // Time as the log has it is what asOf goes by, the service's clock or not.
        Assert.Equal("After", await NameAt(id, first));
        Assert.Equal("Later", await NameAt(id, second));
        Assert.Equal("Before", await NameAt(id, first.AddTicks(-TimeSpan.TicksPerMicrosecond)));
        var beyond = await _service.Reader.Send(HttpMethod.Get, $"/v1/actors/{id}?asOf={second.AddSeconds(1).Text()}");
        Assert.Equal((400, "future-as-of"), (beyond.Status, beyond.Code));
    }

    [Fact]
    public async Task A_question_about_a_moment_waits_for_the_commit_that_bears_it()
    {
        var id = await _service.Record("actors", Bodies.Actor("Before"));
        await using var database = NpgsqlDataSource.Create(_service.ConnectionString);
        await using var writer = await database.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        // A commit takes its time when it has the head; that it is done is seen later.
        await using var head = new NpgsqlCommand("select clock_timestamp() from log.event_head for update", writer, transaction);
        var taken = new DateTimeOffset((DateTime)(await head.ExecuteScalarAsync())!);

        var answer = _service.Reader.Send(HttpMethod.Get, $"/v1/actors/{id}?asOf={taken.Text()}");
        var earlier = await _service.Reader.Send(HttpMethod.Get, $"/v1/actors?asOf={DateTimeOffset.UnixEpoch.Text()}");
        await Task.Delay(300);

        Assert.Equal(200, earlier.Status);
        Assert.False(answer.IsCompleted, "An answer given now could not be given again.");
        await transaction.RollbackAsync();
        Assert.Equal(200, (await answer).Status);
    }

    private async Task<string> NameAt(Guid id, DateTimeOffset time) =>
        (await _service.Reader.Get($"/v1/actors/{id}?asOf={time.Text()}"))["names"]![0]!["text"]!.GetValue<string>();
}
