using System.Text;
using System.Text.Json.Nodes;

using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.ReferenceCase;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Incidents.VerifyBundle;
using ConflictEvents.Infrastructure.EventStore;

namespace ConflictEvents.Api.Tests.Bundles;

/// <summary>An incident is taken away with all that its figures rest on, and says the same as the service.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class BundleTests(SampleService sample)
{
    private HttpClient Reader => sample.Service.Reader;

    [Theory]
    [InlineData(Libya.Camp)]
    [InlineData(Libya.Zuwara)]
    [InlineData(Libya.Sabaa)]
    [InlineData(Libya.Airport)]
    [InlineData(Libya.Shelling)]
    [InlineData(Libya.Capture)]
    public async Task Every_incident_comes_as_a_sound_bundle_that_says_what_the_service_says(string path)
    {
        using var response = await Reader.GetAsync($"{path}/bundle");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var bundle = JsonNode.Parse(bytes)!;
        var incident = await Reader.Get(path);

        Assert.Equal((200, "application/ld+json"), ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal($"incident-{path.Split('/')[^1]}-v{incident["version"]}.jsonld", response.Content.Headers.ContentDisposition!.FileName);
        Assert.Empty(new BundleVerifier(new LogFormat()).Verify(bytes).Faults);
        Assert.Equal(incident.ToJsonString(), bundle["incident"]!.ToJsonString());
        Assert.Equal((await Reader.Get($"{path}/estimate")).ToJsonString(), bundle["estimate"]!.ToJsonString());
        Assert.Equal(
            (await Reader.GetStringAsync($"{path}/citations?f=csl")).Trim(), bundle["documents"]!.ToJsonString(Application.Json.JsonContract.Options));
        Assert.Equal(
            (await Reader.Get($"{path}/history"))["items"]!.AsArray().Select(entry => $"{entry!["eventId"]} {entry["position"]} {entry["type"]}"),
            bundle["events"]!.AsArray().Select(each => $"{each!["eventId"]} {each["position"]} {each["type"]}"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task It_travels_compressed(string coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Libya.Camp}/bundle");
        request.Headers.AcceptEncoding.ParseAdd(coding);
        using var response = await Reader.SendAsync(request);

        Assert.Equal([coding], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task It_names_the_log_that_it_is_from()
    {
        var log = (await Reader.Get($"{Libya.Camp}/bundle"))["log"]!;

        Assert.Equal(await Sql.Value<string>(sample.Service.ConnectionString, "select encode(hash, 'hex') from log.event_head"), log["hash"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_relations_lead_from_a_claim_to_who_states_it_where_it_is_published_and_what_recorded_it()
    {
        var bundle = await Reader.Get($"{Libya.Camp}/bundle");
        var graph = bundle["@graph"];
        var claim = graph.Only($$"""{ "@id": "urn:uuid:{{Libya.Claim(1)}}" }""");

        claim.Holds(
            """
            { "@type": "prov:Entity", "status": "active", "wasAttributedTo": "urn:uuid:019a0000-0002-7000-8000-000000000001",
              "wasDerivedFrom": ["urn:uuid:019a0000-0003-7000-8000-000000000001"] }
            """);
        var adding = bundle["events"]!.AsArray().Single(each => each!["body"]!.GetValue<string>().Contains(Libya.Claim(1), StringComparison.Ordinal) && each["type"]!.GetValue<string>() is "incident.claim_added")!;
        Assert.Equal($"urn:uuid:{adding["eventId"]}", claim["wasGeneratedBy"]!.GetValue<string>());
        graph.Only($$"""{ "@id": "urn:uuid:{{adding["eventId"]}}" }""").Holds("""{ "@type": "prov:Activity", "eventType": "incident.claim_added" }""");
        graph.Only("""{ "@id": "urn:uuid:019a0000-0003-7000-8000-000000000001" }""").Holds(
            """{ "wasAttributedTo": "urn:uuid:019a0000-0002-7000-8000-000000000001" }""");
        Assert.All(Named(graph!), name => Assert.Contains(graph!.AsArray(), node => node!["@id"]!.GetValue<string>() == name));
    }

    /// <summary>Everything that a relation leads to is told of in the graph itself.</summary>
    private static IEnumerable<string> Named(JsonNode graph) => graph.AsArray()
        .SelectMany(node => node!.AsObject().Where(member => member.Key is not "@id"))
        .SelectMany(member => member.Value is JsonArray list ? list.AsEnumerable() : [member.Value])
        .OfType<JsonValue>()
        .Select(value => value.TryGetValue<string>(out var text) ? text : "")
        .Where(text => text.StartsWith("urn:", StringComparison.Ordinal));

    [Fact]
    public async Task Corrections_retractions_and_superseding_claims_are_told_and_a_moment_before_them_is_a_bundle_of_its_own()
    {
        await using var service = await TestService.WithSample();
        var first = (await service.Reader.Get(Libya.Camp)).UpdatedAt().Text();
        var earlier = await service.Reader.GetByteArrayAsync($"{Libya.Camp}/bundle?asOf={Uri.EscapeDataString(first)}");
        var source = new Guid("019a0000-0002-7000-8000-000000000001");
        var document = new Guid("019a0000-0003-7000-8000-000000000001");
        var superseding = Bodies.Killed(11, source, document).With("supersedes", Libya.Claim(1)).With("reason", "They count again.");
        Assert.Equal(201, (await service.Writer.Post($"{Libya.Camp}/claims", superseding)).Status);
        Assert.Equal(200, (await service.Writer.Send(HttpMethod.Post, $"{Libya.Camp}/claims/{Libya.Claim(2)}/retraction", new { reason = "Nobody said so." }, "*")).Status);

        var later = await service.Reader.GetByteArrayAsync($"{Libya.Camp}/bundle");
        var graph = JsonNode.Parse(later)!["@graph"];

        Assert.Equal(earlier, await service.Reader.GetByteArrayAsync($"{Libya.Camp}/bundle?asOf={Uri.EscapeDataString(first)}"));
        Assert.All(new[] { earlier, later }, bytes => Assert.Empty(new BundleVerifier(new LogFormat()).Verify(bytes).Faults));
        graph.Only($$"""{ "wasRevisionOf": "urn:uuid:{{Libya.Claim(1)}}" }""");
        Assert.All([1, 2], claim => Assert.NotNull(graph.Only($$"""{ "@id": "urn:uuid:{{Libya.Claim(claim)}}" }""")["wasInvalidatedBy"]));
        Assert.DoesNotContain("They count again.", Encoding.UTF8.GetString(earlier), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_merge_brought_leads_to_the_merge_and_to_the_other_incident()
    {
        await using var service = await TestService.WithSample();
        var (from, into) = (Libya.Camp.Split('/')[^1], Libya.Zuwara.Split('/')[^1]);
        var cited = (await service.Reader.Get($"{Libya.Camp}/citations"))["items"]!.AsArray().Select(document => $"urn:uuid:{document!["id"]}").ToList();
        await Merge();
        Assert.Equal(200, (await service.Writer.Post($"{Libya.Camp}/unmerge", new { reason = "They are not." })).Status);
        await Merge();

        var bytes = await service.Reader.GetByteArrayAsync($"{Libya.Zuwara}/bundle");
        var bundle = JsonNode.Parse(bytes)!;
        var graph = bundle["@graph"]!;

        Assert.Empty(new BundleVerifier(new LogFormat()).Verify(bytes).Faults);
        var merge = bundle["events"]!.AsArray().Last(each => each!["type"]!.GetValue<string>() is "incident.absorbed")!;
        Assert.Equal($"urn:uuid:{merge["eventId"]}", graph.Only($$"""{ "@id": "urn:uuid:{{Libya.Claim(1)}}" }""")["wasGeneratedBy"]!.GetValue<string>());
        var derived = graph.Only($$"""{ "@id": "urn:uuid:{{into}}" }""")["wasDerivedFrom"]!.AsArray().Select(name => name!.GetValue<string>()).ToList();
        Assert.All(cited.Append($"urn:uuid:{from}"), name => Assert.Contains(name, derived));
        Assert.All(Named(graph), name => Assert.Contains(graph.AsArray(), node => node!["@id"]!.GetValue<string>() == name));

        async Task Merge() => Assert.Equal(200, (await service.Writer.Send(HttpMethod.Post, $"{Libya.Camp}/merge", new { into, reason = "The same." }, "*")).Status);
    }

    [Theory]
    [InlineData("/v1/incidents/019a0000-0006-7000-8000-00000000ffff/bundle", 404)]
    [InlineData($"{Libya.Camp}/bundle?asOf=2999-01-01T00:00:00Z", 400)]
    [InlineData($"{Libya.Camp}/bundle?asof=2019-01-01T00:00:00Z", 400)]
    [InlineData($"{Libya.Camp}/bundle?f=csv", 400)]
    public async Task What_cannot_be_had_is_refused(string path, int status) =>
        Assert.Equal(status, (await Reader.Send(HttpMethod.Get, path)).Status);

    [Fact]
    public async Task The_command_line_verifies_a_file_without_a_database()
    {
        var nowhere = new Dictionary<string, string?> { ["ConnectionStrings__ConflictEvents"] = "Host=127.0.0.1;Port=1", ["CONFLICT_EVENTS_DATA"] = "/nonexistent" };
        var file = Path.Combine(Path.GetTempPath(), $"bundle-{Environment.ProcessId}.jsonld");
        try
        {
            var text = await Reader.GetStringAsync($"{Libya.Camp}/bundle");
            await File.WriteAllTextAsync(file, text);
            var sound = await CommandLine.CommandLine.Run(nowhere, "verify-bundle", file);
            await File.WriteAllTextAsync(file, text.Replace("exactly\",\"low\"", "at_least\",\"low\"", StringComparison.Ordinal));
            var altered = await CommandLine.CommandLine.Run(nowhere, "verify-bundle", file);
            var missing = await CommandLine.CommandLine.Run(nowhere, "verify-bundle", $"{file}.none");

            Assert.Equal(0, sound.ExitCode);
            Assert.EndsWith("The bundle is sound.", sound.Output, StringComparison.Ordinal);
            Assert.Equal(1, altered.ExitCode);
            Assert.Contains("incident: it is not what its digest was taken of.", altered.Output, StringComparison.Ordinal);
            Assert.Contains("""incident.claims[0].qualifier: it is "at_least", and the events make it "exactly".""", altered.Output, StringComparison.Ordinal);
            Assert.Equal(2, missing.ExitCode);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
