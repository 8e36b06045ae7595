using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.EventStore;

public sealed class PreconditionTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Guid _actor;

    /// <summary>An actor at version 2.</summary>
    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        _actor = await _service.Record("actors", Bodies.Actor("First"));
        await _service.Correct("actors", _actor, Bodies.Actor("Second"));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData(null, 428, "precondition-required")]
    [InlineData("\"v1\"", 412, "stale-version")]
    [InlineData("\"v3\"", 412, "stale-version")]
    [InlineData("W/\"v2\"", 412, "stale-version")]
    [InlineData("\"other\"", 412, "stale-version")]
    [InlineData("v2", 400, "malformed-header")]
    [InlineData("\"v2\"", 200, null)]
    [InlineData("\"v1\", \"v2\"", 200, null)]
    [InlineData("*", 200, null)]
    public async Task A_change_says_which_version_it_starts_from(string? ifMatch, int status, string? code)
    {
        var correction = await _service.Writer.Send(HttpMethod.Put, $"/v1/actors/{_actor}", Bodies.Actor("Third").Because("A try."), ifMatch);

        Assert.Equal((status, code), (correction.Status, correction.Code));
        var now = await _service.Reader.Send(HttpMethod.Get, $"/v1/actors/{_actor}");
        Assert.Equal(status == 200 ? "\"v3\"" : "\"v2\"", now.ETag);
    }

    [Theory]
    [InlineData(null, 428)]
    [InlineData("\"v1\"", 412)]
    [InlineData("\"v2\"", 200)]
    public async Task A_retraction_says_so_too(string? ifMatch, int status)
    {
        var retraction = await _service.Writer.Send(HttpMethod.Post, $"/v1/actors/{_actor}/retraction", new { reason = "A try." }, ifMatch);

        Assert.Equal(status, retraction.Status);
    }

    [Theory]
    [InlineData(null, 428)]
    [InlineData("\"v2\"", 412)]
    [InlineData("\"v3\"", 200)]
    public async Task And_so_does_a_reinstatement(string? ifMatch, int status)
    {
        await _service.Retract("actors", _actor);

        var reinstatement = await _service.Writer.Send(HttpMethod.Post, $"/v1/actors/{_actor}/reinstatement", new { reason = "A try." }, ifMatch);

        Assert.Equal(status, reinstatement.Status);
    }

    [Fact]
    public async Task A_stale_answer_names_the_version_that_stands()
    {
        var answer = await _service.Writer.Send(HttpMethod.Put, $"/v1/actors/{_actor}", Bodies.Actor("Third").Because("A try."), "\"v1\"");

        Assert.Contains("version 2", answer.Body!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
