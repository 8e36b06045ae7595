using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.EventStore;

/// <summary>What a command goes by is how things stand when its turn has come, not when it began to wait.</summary>
public sealed class WaitingWriterTests : IAsyncLifetime
{
    private TestService _service = null!;
    private (Guid Actor, Guid Location, Guid Source, Guid Document, Guid Incident) _ids;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        var source = await _service.Record("sources", Bodies.Source("Herald", "B"));
        var (location, document) = (await _service.Record("locations", Bodies.Location("Tripoli")), await _service.Record("documents", Bodies.Document("Report", source)));
        _ids = (await _service.Record("actors", Bodies.Actor("Before")), location, source, document, await _service.Record("incidents", Bodies.Incident("Ambush", location, document)));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("record")]
    [InlineData("record with claims")]
    [InlineData("correct")]
    [InlineData("claim")]
    public async Task What_is_retracted_meanwhile_cannot_be_mentioned(string command)
    {
        var (retraction, waiting) = await OneBehindTheOther(() => _service.Retract("actors", _ids.Actor), () => Send(command));

        Assert.Equal(200, retraction.Status);
        Assert.Equal((422, "unknown-reference"), (waiting.Status, waiting.Code));
    }

    [Theory]
    [InlineData("record")]
    [InlineData("record with claims")]
    [InlineData("correct")]
    [InlineData("claim")]
    public async Task What_is_renamed_meanwhile_is_shown_by_its_new_name(string command)
    {
        var (_, waiting) = await OneBehindTheOther(() => _service.Correct("actors", _ids.Actor, Bodies.Actor("After")), () => Send(command));

        Assert.True(waiting.Status is 200 or 201, $"{waiting.Status}: {waiting.Body}");
        Assert.Contains("\"After\"", waiting.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"Before\"", waiting.Body.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>Mentions the actor.</summary>
    private Task<JsonAnswer> Send(string command)
    {
        var incident = Bodies.Incident("Ambush", _ids.Location, _ids.Document);
        var with = incident.With("participants", new JsonArray(Bodies.Participant(_ids.Actor, _ids.Document)));
        var claim = Bodies.Killed(9, _ids.Source, _ids.Document).With("claimant", new JsonObject { ["actorId"] = _ids.Actor.ToString() });
        return command switch
        {
            "record" => _service.Writer.Post("/v1/incidents", with),
            "record with claims" => _service.Writer.Post("/v1/incidents", incident.With("claims", new JsonArray(claim))),
            "correct" => _service.Writer.Send(HttpMethod.Put, $"/v1/incidents/{_ids.Incident}", with.Because("It took part."), "*"),
            _ => _service.Writer.Post($"/v1/incidents/{_ids.Incident}/claims", claim),
        };
    }

    /// <summary>Both wait for the log before either of them gets it.</summary>
    private async Task<(JsonAnswer First, JsonAnswer Second)> OneBehindTheOther(Func<Task<JsonAnswer>> first, Func<Task<JsonAnswer>> second)
    {
        Task<JsonAnswer> before, behind;
        await using (await Locks.Hold(_service.ConnectionString, "select from log.event_head for update"))
        {
            before = first();
            await Locks.UntilWaiting(_service.ConnectionString, 1);
            behind = second();
            await Locks.UntilWaiting(_service.ConnectionString, 2);
        }

        return (await before, await behind);
    }
}
