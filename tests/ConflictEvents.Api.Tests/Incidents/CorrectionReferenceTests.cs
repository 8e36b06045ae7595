using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>A correction that mentions something new must find it active, and of the kind that the member asks for.</summary>
public sealed class CorrectionReferenceTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Guid _incident;
    private Guid _location;
    private JsonNode _citations = null!;
    private Guid _document;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        var record = new Recorder(_service);
        _location = await record.Location("Sabha");
        _incident = await record.Incident("An attack", _location);
        _citations = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(await record.Citations()))!;
        _document = _citations[0]!["documentId"]!.GetValue<Guid>();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    public static TheoryData<string, Func<CorrectionReferenceTests, JsonObject>> Mistaken => new()
    {
        { "place.locationId", test => new() { ["place"] = new JsonObject { ["locationId"] = test._document } } },
        { "conflictIds[0]", test => new() { ["conflictIds"] = new JsonArray(test._document) } },
        {
            "participants[0].actorId",
            test => new()
            {
                ["participants"] = new JsonArray(new JsonObject
                {
                    ["actorId"] = test._location, ["role"] = "attacker", ["citations"] = test._citations.DeepClone(),
                }),
            }
        },
        { "citations[0].documentId", test => new() { ["citations"] = new JsonArray(new JsonObject { ["documentId"] = test._location }) } },
    };

    [Theory]
    [MemberData(nameof(Mistaken))]
    public async Task An_id_that_is_known_as_something_else_is_refused_by_its_member(string path, Func<CorrectionReferenceTests, JsonObject> change)
    {
        var body = new JsonObject
        {
            ["title"] = "An attack",
            ["type"] = "battles",
            ["occurred"] = new JsonObject { ["earliest"] = "2019-05-04", ["latest"] = "2019-05-04" },
            ["place"] = new JsonObject { ["locationId"] = _location },
            ["citations"] = _citations.DeepClone(),
            ["reason"] = "A test.",
        };
        foreach (var (member, value) in change(this))
            body[member] = value!.DeepClone();

        var answer = await _service.Writer.Send(HttpMethod.Put, $"/v1/incidents/{_incident}", body, "\"v1\"");

        Assert.Equal((422, "unknown-reference"), (answer.Status, answer.Code));
        Assert.Equal(path, answer.Body!["errors"]![0]!["path"]!.GetValue<string>());
    }
}
