using System.Text.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.ReferenceCase;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Incidents.ReadBundle;
using ConflictEvents.Application.Incidents.VerifyBundle;
using ConflictEvents.Application.Json;
using ConflictEvents.Infrastructure.EventStore;

namespace ConflictEvents.Api.Tests.Bundles;

/// <summary>Whatever is changed in a bundle is found and named, also by somebody who takes the digests anew.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class AlteredBundleTests(SampleService sample) : IAsyncLifetime
{
    private JsonObject _bundle = null!;

    public async Task InitializeAsync() => _bundle = (await sample.Service.Reader.Get($"{Libya.Camp}/bundle")).AsObject();

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>What is changed, to what, and how the fault begins where the digests were taken anew; null where nothing but the digest can tell.</summary>
    public static TheoryData<string, string, string?> Alterations => new()
    {
        { "@context.prov", "\"urn:elsewhere\"", "@context.prov: " },
        { "@id", "\"urn:other\"", "@id: " },
        { "@type", "\"other\"", "@type: " },
        { "retrievedFrom", "\"http://elsewhere.example/v1/incidents/1\"", null },
        { "log.hash", $"\"{new string('0', 64)}\"", "@id: " },
        { "log.position", "\"AAAAAAAAAAE\"", "mentioned[" },
        { "log.recordedAt", "\"2001-01-01T00:00:00+00:00\"", "events[0]: it is later" },
        { "incident.title", "\"Nothing happened\"", "incident.title: " },
        { "incident.claims[0].number", "3", "incident.claims[0].number: it is 3, and the events make it 9." },
        { "incident.claims[0].status", "\"retracted\"", "incident.claims[0].status: " },
        { "incident.estimates[0].high", "9", "incident.estimates[0].high: " },
        { "estimate.estimates[0].best", "3", "estimate.estimates[0].best: it is 3, and the events make it 9." },
        { "estimate.estimates[0].reasons[1].explanation", "\"Of no account.\"", "estimate.estimates[0].reasons[1].explanation: " },
        { "estimate.ruleVersion", "7", "estimate.ruleVersion: " },
        { "documents[0].title", "\"Another article\"", "documents[0].title: " },
        { "sources[0].reliability", "\"E\"", "sources[0].reliability: " },
        { "actors[0].names[0].text", "\"Somebody else\"", "actors[0].names[0].text: " },
        { "locations[0].latitude", "1.5", "locations[0].latitude: " },
        { "conflicts[0].names[0].text", "\"Another war\"", "conflicts[0].names[0].text: " },
        { "events[0].body", "\"{}\"", "events[0].body: it is not what was written" },
        { "events[0].reason", "\"For no reason.\"", "events[0]: the envelope or the hash" },
        { "events[1].recordedBy", "\"somebody-else\"", "events[1]: the envelope or the hash" },
        { "events[1].recordedAt", "\"2001-01-01T00:00:00+00:00\"", "events[1]: the envelope or the hash" },
        { "events[1].version", "1", "events[1]: the envelope or the hash" },
        { "events[1].position", "\"AAAAAAAAAAE\"", "events[1]: the envelope or the hash" },
        { "events[1].position", "\"nowhere\"", "events[1]: its position or one of its hashes is none." },
        { "events[1].previousHash", $"\"{new string('0', 64)}\"", "events[1]: the envelope or the hash" },
        { "events[1].hash", "\"none\"", "events[1]: the envelope or the hash" },
        { "events[1].bodyHash", $"\"{new string('0', 64)}\"", "events[1].body: it is not what was written" },
        { "mentioned[0].body", "\"{}\"", "mentioned[0].body: it is not what was written" },
        { "mentioned[0].requestId", "\"another\"", "mentioned[0]: the envelope or the hash" },
        { "@graph[0].label", "\"Nothing happened\"", "@graph[0].label: " },
        { "events", "[]", "events: there are none." },
        { "mentioned", "[]", "events: they make no incident." },
        { "log", "null", "log: " },
    };

    [Theory]
    [MemberData(nameof(Alterations))]
    public void Every_part_that_is_altered_is_named(string path, string value, string? expected)
    {
        Set(_bundle, path, JsonNode.Parse(value));
        var part = path.Split('.', '[')[0];

        Assert.Contains(Faults(), fault => fault == $"{part}: it is not what its digest was taken of.");
        TakeDigestAnew();
        var faults = Faults();
        Assert.DoesNotContain(faults, fault => fault.Contains("digest", StringComparison.Ordinal));
        if (expected is null)
            Assert.Empty(faults);
        else
            Assert.Contains(faults, fault => fault.StartsWith(expected, StringComparison.Ordinal));
    }

    /// <summary>Of whatever depth: a text that is longer, a number that is greater, the other truth, something for nothing; or nothing any more.</summary>
    [Fact]
    public void Every_value_that_is_altered_is_missed()
    {
        _bundle.Remove("digest");
        var text = _bundle.ToJsonString();
        var count = Values(_bundle).Count();
        Assert.True(count > 500, $"The bundle has {count} values.");

        for (var i = 0; i < count; i++)
        {
            foreach (var other in new Func<JsonValue, JsonNode?>[] { Other, _ => null })
            {
                _bundle = JsonNode.Parse(text)!.AsObject();
                var value = Values(_bundle).ElementAt(i);
                var (path, says) = (value.GetPath(), value.GetValueKind() is not JsonValueKind.False);
                value.ReplaceWith(other(value));
                TakeDigestAnew();
                Assert.True(path is "$.retrievedFrom" || Faults().Count > 0 || !says, $"{path}: {value.ToJsonString()} may be altered.");
            }
        }
    }

    [Theory]
    [InlineData("incident")]
    [InlineData("events")]
    [InlineData("@graph")]
    [InlineData("retrievedFrom")]
    public void A_part_that_is_taken_out_is_named(string part)
    {
        _bundle.Remove(part);

        Assert.Contains($"{part}: it is missing, though the digest names it.", Faults());
    }

    [Fact]
    public void A_part_that_is_put_in_is_named()
    {
        _bundle["verdict"] = "guilty";

        Assert.Contains("verdict: the digest does not name it.", Faults());
        TakeDigestAnew();
        Assert.Contains(Faults(), fault => fault.StartsWith("verdict: it is \"guilty\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_digest_of_the_whole_is_checked()
    {
        _bundle["digest"]!["whole"] = new string('0', 64);

        Assert.Equal(["digest.whole: it is not the digest of the parts."], Faults());
    }

    /// <summary>An event that is left out with all that follows from it is missed as long as versions have no gap; the last ones are not.</summary>
    [Fact]
    public void An_event_between_others_that_is_left_out_is_missed()
    {
        _bundle["events"]!.AsArray().RemoveAt(1);
        TakeDigestAnew();

        Assert.Contains(Faults(), fault => fault.StartsWith("events[1]: it is version 3 of incident", StringComparison.Ordinal));
    }

    /// <summary>Where a body was erased, what followed from it is not told, and the bundle says so.</summary>
    [Fact]
    public void A_body_that_was_erased_leaves_an_event_that_still_verifies()
    {
        var format = new LogFormat();
        var evidence = new Evidence(
            _bundle["log"].Deserialize<LogPlace>(JsonContract.Options)!,
            _bundle["events"].Deserialize<BundledEvent[]>(JsonContract.Options)!.Select((each, i) => i == 1 ? each with { Body = null } : each).ToArray(),
            _bundle["mentioned"].Deserialize<BundledEvent[]>(JsonContract.Options)!);

        var erased = new BundleMaker(format).Make(evidence, "http://localhost/v1/incidents/1", ruleVersion: 2);
        var found = new BundleVerifier(format).Verify(Bytes(erased));

        Assert.Empty(found.Faults);
        Assert.Contains(found.Notes, note => note.Contains("was erased", StringComparison.Ordinal) && note.Contains("version 2", StringComparison.Ordinal));
        Assert.Null(erased["incident"]);
        Assert.Null(erased["estimate"]);

        // Whoever takes a body out to state something else is found out.
        erased["incident"] = _bundle["incident"]!.DeepClone();
        erased["digest"] = JsonSerializer.SerializeToNode(BundleMaker.DigestOf(erased), JsonContract.Options);
        Assert.Contains(new BundleVerifier(format).Verify(Bytes(erased)).Faults, fault => fault.StartsWith("incident: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"formatVersion\":1}")]
    [InlineData("{\"formatVersion\":2,\"events\":[]}")]
    [InlineData("{\"formatVersion\":1,\"digest\":7,\"estimate\":[],\"events\":{},\"mentioned\":7,\"log\":\"x\"}")]
    public void What_is_no_bundle_is_said_to_be_none(string text) =>
        Assert.NotEmpty(new BundleVerifier(new LogFormat()).Verify(System.Text.Encoding.UTF8.GetBytes(text)).Faults);

    [Fact]
    public void A_file_that_was_cut_off_is_no_bundle()
    {
        var bytes = Bytes(_bundle);

        Assert.NotEmpty(new BundleVerifier(new LogFormat()).Verify(bytes.AsMemory(0, bytes.Length / 2)).Faults);
    }

    private static IEnumerable<JsonValue> Values(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Values(member.Value)),
        JsonArray items => items.SelectMany(Values),
        JsonValue value => [value],
        _ => [],
    };

    private static JsonNode Other(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => $"{value.GetValue<string>()}x",
        JsonValueKind.Number => value.GetValue<double>() + 1,
        _ => !value.GetValue<bool>(),
    };

    private IReadOnlyList<string> Faults() => new BundleVerifier(new LogFormat()).Verify(Bytes(_bundle)).Faults;

    private void TakeDigestAnew() => _bundle["digest"] = JsonSerializer.SerializeToNode(BundleMaker.DigestOf(_bundle), JsonContract.Options);

    private static byte[] Bytes(JsonNode bundle) => JsonSerializer.SerializeToUtf8Bytes(bundle, JsonContract.Options);

    private static void Set(JsonNode at, string path, JsonNode? value)
    {
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
            at = at is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : at[step]!;
        if (at is JsonArray array)
            array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        else
            at.AsObject()[steps[^1]] = value;
    }
}
