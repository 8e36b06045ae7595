using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConflictEvents.Api.Tests.Service;

/// <summary>Records the least that a test needs, as a client would; every record is valid and says nothing that the test does not say.</summary>
internal sealed class Recorder(TestService service)
{
    private Guid? _document;

    public Task<Guid> Actor(string name, object? more = null) => Record("actors", new { type = "rebel_group", names = Names(name) }, more);

    public Task<Guid> Location(string name, double? longitude = null, double? latitude = null, object? more = null) =>
        Record("locations", new { type = "populated_place", names = Names(name), longitude, latitude }, more);

    public Task<Guid> Source(string name, object? more = null) => Record("sources", new { type = "newspaper", names = Names(name) }, more);

    public Task<Guid> Document(Guid sourceId, string title = "A report", object? more = null) => Record("documents", new { type = "article", sourceId, title }, more);

    public Task<Guid> Conflict(string name, object? more = null) => Record("conflicts", new { names = Names(name) }, more);

    public async Task<Guid> Incident(string title, Guid locationId, string from = "2019-05-04", string? to = null, object? more = null) => await Record(
        "incidents",
        new
        {
            title,
            type = "battles",
            occurred = new { earliest = from, latest = to ?? from, precision = to is null ? "day" : "year" },
            place = new { locationId },
            citations = await Citations(),
        },
        more);

    /// <summary>A claim that somebody states and the one document prints.</summary>
    public async Task<JsonObject> Claim(string measure, int number, object? more = null) => Merge(
        new { measure, number, victims = "all", claimant = new { description = "a witness" }, citations = await Citations() }, more);

    /// <summary>One citation of one document that all of the test's records share.</summary>
    public async Task<object[]> Citations() => [new { documentId = _document ??= await Document(await Source("The Paper")) }];

    /// <returns>The id of what was recorded.</returns>
    public async Task<Guid> Record(string plural, object body, object? more = null)
    {
        var answer = await service.Writer.Post($"/v1/{plural}", Merge(body, more));
        Assert.True(answer.Status == 201, $"POST /v1/{plural} answered {answer.Status}: {answer.Body}");
        return answer.Body!["id"]!.GetValue<Guid>();
    }

    private static object[] Names(string name) => [new { text = name }];

    private static JsonObject Merge(object body, object? more)
    {
        var merged = JsonSerializer.SerializeToNode(body)!.AsObject();
        foreach (var (member, value) in more is null ? [] : JsonSerializer.SerializeToNode(more)!.AsObject().ToList())
            merged[member] = value?.DeepClone();
        return merged;
    }
}
