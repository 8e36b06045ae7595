using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>Events that another service decided go in where they would be decided here too; all others are told by line.</summary>
public sealed class ForeignEventTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Recorder _recorder = null!;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        _recorder = new Recorder(_service);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task What_diverged_or_leaves_a_gap_is_rejected_and_the_rest_goes_in()
    {
        await _service.Record("actors", Bodies.Actor("First"));
        await _service.Record("actors", Bodies.Actor("Second"));
        await _service.Correct("actors", await _service.Record("actors", Bodies.Actor("Third")), Bodies.Actor("Third, corrected"));
        var lines = await _service.Export();
        var before = await Head();

        lines[0]["body"]!["details"]!["country"] = "LY";
        lines[3]["reason"] = "Another reason.";
        var gap = Copy(lines[3], version: 4);
        var next = Copy(lines[1], version: 2, type: "actor.retracted", body: new JsonObject());
        var after = Copy(next, version: 3);
        var job = await _service.ImportLines([.. lines, gap, next, after, next]);

        Assert.Equal((0, 1, 3, 4, 0), job.Counts());
        Assert.Equal([(1, "id-taken", null), (4, "diverged", null), (5, "gap", null), (7, "retracted", null)], await _service.Rejected(job));
        Assert.Equal(before + 1, await Head());
        Assert.Equal("retracted", (await _service.Reader.Get($"/v1/actors/{lines[1]["id"]}"))["status"]!.ToString());
    }

    [Fact]
    public async Task Bodies_are_held_against_the_rules_of_requests()
    {
        var (claim, incident) = await IncidentWithClaim();
        var lines = await _service.Export();
        var actor = New(lines.Find(line => line["kind"]!.ToString() == "source")!, "actor.created", new JsonObject { ["details"] = JsonNode.Parse("""{"type": "rebel_group", "names": [{"text": "The Band"}]}""") });
        var bad = new List<(JsonObject Line, string Code, string? Member)>
        {
            (With(actor, body => body["details"]!["names"] = new JsonArray()), "invalid", "body.details.names"),
            (With(actor, body => body["details"]!["name"] = "x"), "unknown-member", "body.details.name"),
            (With(actor, body => body["details"]!["na\0me"] = "x"), "invalid", "body.details"),
            (With(actor, body => body["details"]!.AsObject().Remove("type")), "invalid", "body.details.type"),
            (With(actor, body => body["details"]!["type"] = "band"), "invalid", "body.details.type"),
            (With(actor, body => body["details"]!["names"]![0]!["text"] = "a\0b"), "invalid", "body.details.names[0].text"),
            (With(actor, body => body["details"]!["names"]![0]!["text"] = "a\u202Eb"), "invalid", "body.details.names[0].text"),
            (With(actor, body => body.Add("more", 1)), "unknown-member", "body.more"),
            (Changed(actor, "type", "actor.renamed"), "unknown-event", "type"),
            (Changed(actor, "type", "source.created"), "unknown-event", "type"),
            (Changed(actor, "schemaVersion", 2), "unknown-event", "schemaVersion"),
            (Changed(actor, "kind", "person"), "invalid", "kind"),
            (Changed(actor, "version", 0), "invalid", "version"),
            (Changed(actor, "version", "1"), "invalid", "version"),
            (Changed(actor, "id", Guid.Empty.ToString()), "invalid", "id"),
            (Changed(actor, "reason", " "), "invalid", "reason"),
            (Changed(actor, "eventId", "1"), "unknown-member", "eventId"),
            (Next(lines, incident, "incident.corrected", lines.Find(line => line["type"]!.ToString() == "incident.created")!["body"]!, reason: null), "invalid", "reason"),
            (Next(lines, incident, "incident.corrected", With(lines.Find(line => line["type"]!.ToString() == "incident.created")!, body => body["details"]!["title"] = " ")["body"]!), "invalid", "body.details.title"),
            (Next(lines, incident, "incident.claim_added", NewClaim(lines, claim => (claim["low"], claim["high"], claim["number"], claim["qualifier"]) = (5, 4, null, null))), "invalid", "body.claim.high"),
            (Next(lines, incident, "incident.claim_added", NewClaim(lines, claim => claim["rank"] = "preferred")), "invalid", "body.claim.rank"),
            (Next(lines, incident, "incident.claim_added", NewClaim(lines, claim => claim["basis"] = "cumulative")), "cumulative-claim", "body.claim.basis"),
            (Next(lines, incident, "incident.claim_added", NewClaim(lines, claim => claim["subsetOf"] = Guid.NewGuid().ToString())), "unknown-claim", "body.claim.subsetOf"),
            (Next(lines, incident, "incident.claim_added", NewClaim(lines, claim => claim.Remove("id"))), "invalid", "body.claim.id"),
            (Next(lines, incident, "incident.claim_added", NewClaim(lines, added => added["id"] = claim)), "already-exists", "body.claim.id"),
            (Next(lines, incident, "incident.claim_retracted", new JsonObject { ["claimId"] = Guid.NewGuid().ToString() }), "not-found", null),
            (Next(lines, incident, "incident.retracted", new JsonObject { ["absentFrom"] = "No key" }), "invalid", "body.absentFrom"),
            (Next(lines, incident, "incident.retracted", new JsonObject { ["because"] = "ucdp-ged" }), "unknown-member", "body.because"),
            (Next(lines, incident, "incident.reinstated", new JsonObject()), "not-retracted", null),
            (Next(lines, incident, "incident.reinstated", new JsonObject(), reason: null), "invalid", "reason"),
            (Next(lines, incident, "incident.verification_set", new JsonObject { ["verification"] = new JsonObject { ["status"] = "confirmed", ["rationale"] = null } }), "invalid", "body.verification.rationale"),
        };
        var before = await Head();

        var job = await _service.ImportLines([.. bad.Select(one => one.Line), actor]);

        Assert.Equal((1, 0, 0, bad.Count, 0), job.Counts());
        Assert.Equal(bad.Select((one, at) => (at + 1, one.Code, one.Member)), await _service.Rejected(job));
        Assert.Equal(before + 1, await Head());
    }

    [Fact]
    public async Task What_an_event_mentions_must_be_there_and_of_its_kind()
    {
        var (_, incident) = await IncidentWithClaim();
        var lines = await _service.Export();
        var location = lines.Single(line => line["kind"]!.ToString() == "location");
        var unknown = Guid.NewGuid().ToString();
        var (child, grandchild) = (New(location), New(location));
        child["body"]!["details"]!["parentId"] = location["id"]!.ToString();
        grandchild["body"]!["details"]!["parentId"] = child["id"]!.ToString();
        var stray = With(New(location), body => body["details"]!["parentId"] = unknown);
        var wrong = With(New(location), body => body["details"]!["parentId"] = incident);
        var itself = New(location);
        itself["body"]!["details"]!["parentId"] = itself["id"]!.ToString();
        var circle = Next(lines, location["id"]!.ToString(), "location.corrected", With(location, body => body["details"]!["parentId"] = grandchild["id"]!.ToString())["body"]!);
        var claim = Next(lines, incident, "incident.claim_added", NewClaim(lines, claim => claim["victimsActorId"] = unknown));

        var job = await _service.ImportLines([grandchild, child, grandchild, stray, wrong, itself, circle, claim]);

        Assert.Equal((2, 0, 0, 6, 0), job.Counts());
        Assert.Equal(
            [
                (1, "unknown-reference", "body.details.parentId"), (4, "unknown-reference", "body.details.parentId"), (5, "unknown-reference", "body.details.parentId"),
                (6, "cycle", "body.details.parentId"), (7, "cycle", "body.details.parentId"), (8, "unknown-reference", "body.claim.victimsActorId"),
            ],
            await _service.Rejected(job));
        Assert.Equal(0, (await CommandLine.CommandLine.Run(_service.ConnectionString, "rebuild")).ExitCode);
    }

    [Fact]
    public async Task An_id_is_one_resource_s_and_a_record_one_incident_s()
    {
        await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)));
        var lines = await _service.Export();
        var created = lines.Find(line => line["type"]!.ToString() == "incident.created")!;
        var imported = lines.Find(line => line["type"]!.ToString() == "incident.imported")!;
        var other = New(created);
        var taken = Copy(imported, version: 2, id: other["id"]!.ToString());
        var again = Next(lines, imported["id"]!.ToString(), "incident.imported", imported["body"]!);
        var local = With(Next(lines, imported["id"]!.ToString(), "incident.imported", imported["body"]!), body => body["origin"]!["dataset"] = "local");
        var kind = Next(lines, imported["id"]!.ToString(), "source.retracted", new JsonObject());
        kind["kind"] = "source";
        var source = New(lines.Find(line => line["type"]!.ToString() == "source.created")!);
        source["id"] = imported["id"]!.ToString();

        var job = await _service.ImportLines([other, taken, again, local, kind, source]);

        Assert.Equal([(2, "other-record", null), (3, "nothing-new", null), (4, "invalid", "body.origin.dataset"), (5, "already-exists", null), (6, "already-exists", null)], await _service.Rejected(job));
        Assert.Equal((1, 0, 0, 5, 0), job.Counts());
        Assert.Equal((0, 0, 1, 0, 0), (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)))).Counts());
    }

    [Fact]
    public async Task Lines_that_hold_no_event_are_told()
    {
        await _service.Record("actors", Bodies.Actor("One"));
        var good = (await _service.Export())[0].ToJsonString();

        var job = await _service.Writer.Import(NativeFile.Of(good, "", "{", "[]", "{\"kind\": \"actor\", \"kind\": \"actor\"}", new string('x', 9 << 20), "\"\\ud800\"", good), NativeFile.Query);

        Assert.Equal((0, 0, 2, 5, 0), job.Counts());
        Assert.Equal([3, 4, 5, 6, 7], (await _service.Rejected(job)).Select(rejected => rejected.Line));
        Assert.Equal("record-too-long", (await _service.Rejected(job))[3].Code);
        Assert.Contains("an event a line", (await _service.Writer.Import(GedFile.Csv(GedFile.Row(1)), NativeFile.Query, state: "failed"))["error"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_correct_and_verify_may_not_have_a_file_do_it()
    {
        await _service.Record("actors", Bodies.Actor("One"));
        var file = NativeFile.Of(await _service.Export());
        foreach (var (scopes, status) in new[] { (new[] { "import" }, 403), (["import", "write"], 403), (["import", "review"], 403), (["import", "write", "review"], 202) })
        {
            var key = (await _service.Writer.Post("/v1/keys", new { name = string.Join(' ', scopes), scopes })).Body!["secret"]!.GetValue<string>();
            using var client = _service.Client(key);
            Assert.Equal(status, (await client.SendFile(NativeFile.Query, new MemoryStream(file), "application/x-ndjson")).Status);
        }

        foreach (var parameter in new[] { "datasetVersion=1", "columns=a:b", "retractVanished=true" })
            Assert.Equal((400, "invalid-parameter"), (await _service.Writer.SendFile($"{NativeFile.Query}&{parameter}", new MemoryStream(file))) is var answer ? (answer.Status, answer.Code) : default);
    }

    private async Task<(string Claim, string Incident)> IncidentWithClaim()
    {
        var incident = await _recorder.Incident("At the well", await _recorder.Record("locations", Bodies.Location("The Well")), more: new { claims = new[] { await _recorder.Claim("killed", 3) } });
        return ((await _service.Reader.Get($"/v1/incidents/{incident}"))["claims"]![0]!["id"]!.ToString(), incident.ToString());
    }

    private static JsonObject Copy(JsonObject line, int version, string? id = null, string? type = null, JsonNode? body = null)
    {
        var copy = line.DeepClone().AsObject();
        copy["version"] = version;
        copy["id"] = id ?? copy["id"]!.ToString();
        copy["type"] = type ?? copy["type"]!.ToString();
        copy["reason"] = "Because.";
        if (body is not null)
            copy["body"] = body.DeepClone();
        return copy;
    }

    /// <summary>The same as the first event of another resource.</summary>
    private static JsonObject New(JsonObject line, string? type = null, JsonNode? body = null)
    {
        var copy = Copy(line, version: 1, Guid.NewGuid().ToString(), type, body);
        copy["kind"] = copy["type"]!.ToString().Split('.')[0];
        return copy;
    }

    /// <summary>An event that follows the last of a resource.</summary>
    private static JsonObject Next(List<JsonObject> lines, string id, string type, JsonNode body, string? reason = "Because.")
    {
        var last = lines.FindLast(line => line["id"]!.ToString() == id)!;
        var next = Copy(last, last["version"]!.GetValue<int>() + 1, type: type, body: body);
        next["reason"] = reason;
        return next;
    }

    private static JsonObject NewClaim(List<JsonObject> lines, Action<JsonObject> change)
    {
        var body = lines.Find(line => line["type"]!.ToString() == "incident.claim_added")!["body"]!.DeepClone().AsObject();
        body["claim"]!["id"] = Guid.NewGuid().ToString();
        change(body["claim"]!.AsObject());
        return body;
    }

    private static JsonObject With(JsonObject line, Action<JsonObject> change)
    {
        var copy = line.DeepClone().AsObject();
        change(copy["body"]!.AsObject());
        return copy;
    }

    private static JsonObject Changed(JsonObject line, string member, JsonNode? value)
    {
        var copy = line.DeepClone().AsObject();
        copy[member] = value;
        return copy;
    }

    private Task<long> Head() => Sql.Value<long>(_service.ConnectionString, "select position from log.event_head");
}
