using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Incidents.ReadBundle;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Casualties.Estimates;

namespace ConflictEvents.Application.Incidents.VerifyBundle;

/// <summary>What a look at a bundle found.</summary>
/// <param name="Faults">One sentence for each thing that was altered or cannot be; empty for a sound bundle.</param>
/// <param name="Notes">What the bundle states of itself: which incident and log, its digest, what was erased.</param>
public sealed record BundleVerification(IReadOnlyList<string> Faults, IReadOnlyList<string> Notes);

/// <summary>
/// Checks an evidence bundle with nothing but the bundle: the digests, that each event has the hash it states and the body that was hashed,
/// and that the events make all else that the bundle says. That no event was left out between them, only the whole log can tell.
/// </summary>
public sealed class BundleVerifier(ILogFormat format)
{
    private const int MostDifferences = 20;

    /// <param name="utf8">The file.</param>
    public BundleVerification Verify(ReadOnlyMemory<byte> utf8)
    {
        var faults = new List<string>();
        if (Parse(utf8) is not { } bundle)
            return new BundleVerification(["This is no JSON object, or not the whole of one."], []);
        if (bundle["formatVersion"] is not JsonValue version || !version.TryGetValue<int>(out var number) || number != BundleMaker.FormatVersion)
            return new BundleVerification([$"formatVersion: this program verifies bundles of format {BundleMaker.FormatVersion}, and this is none."], []);

        CheckDigest(bundle, faults);
        if (Read(bundle, faults) is not { } evidence)
            return new BundleVerification(faults, []);
        new EventChecks(format, evidence, faults).Run();
        Compare(bundle, evidence, faults);
        return new BundleVerification(faults, Notes(bundle, evidence));
    }

    private static JsonObject? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8.Span, documentOptions: new JsonDocumentOptions { MaxDepth = JsonContract.MaxDepth, AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void CheckDigest(JsonObject bundle, List<string> faults)
    {
        var expected = JsonSerializer.SerializeToNode(BundleMaker.DigestOf(bundle), JsonContract.Options)!.AsObject();
        if (bundle[BundleMaker.DigestMember] is not JsonObject stated || stated["parts"] is not JsonObject parts)
        {
            faults.Add("digest: it is missing.");
            return;
        }

        foreach (var part in expected["parts"]!.AsObject().Select(part => part.Key).Union(parts.Select(part => part.Key)))
        {
            if (!bundle.ContainsKey(part))
                faults.Add($"{part}: it is missing, though the digest names it.");
            else if (!parts.ContainsKey(part))
                faults.Add($"{part}: the digest does not name it.");
            else if (!JsonNode.DeepEquals(parts[part], expected["parts"]![part]))
                faults.Add($"{part}: it is not what its digest was taken of.");
        }

        if (!JsonNode.DeepEquals(stated["whole"], JsonValue.Create(CanonicalJson.HashOf(parts))))
            faults.Add("digest.whole: it is not the digest of the parts.");
        if (!JsonNode.DeepEquals(stated["algorithm"], expected["algorithm"]) || !JsonNode.DeepEquals(stated["canonicalization"], expected["canonicalization"]))
            faults.Add("digest: it was taken in another way than this program knows.");
    }

    private static Evidence? Read(JsonObject bundle, List<string> faults)
    {
        var log = Read<LogPlace>(bundle, "log", faults);
        var events = Read<BundledEvent[]>(bundle, "events", faults);
        var mentioned = Read<BundledEvent[]>(bundle, "mentioned", faults);
        if (log is null || events is null || mentioned is null)
            return null;
        if (events.Length > 0)
            return new Evidence(log, events, mentioned);
        faults.Add("events: there are none.");
        return null;
    }

    private static T? Read<T>(JsonObject bundle, string member, List<string> faults)
        where T : class
    {
        var read = StrictJson.Read<T>(Encoding.UTF8.GetBytes(bundle[member]?.ToJsonString(JsonContract.Options) ?? "null"));
        if (read.Error is not { } error)
            return read.Value;
        faults.Add($"{member}: {error.Message}");
        return null;
    }

    /// <summary>Makes the bundle again from its events, and says where it differs.</summary>
    private void Compare(JsonObject bundle, Evidence evidence, List<string> faults)
    {
        var rule = (bundle["estimate"] as JsonObject)?["ruleVersion"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : EstimateRule.CurrentVersion;
        if (!EstimateRule.Versions.Contains(rule))
        {
            faults.Add($"estimate.ruleVersion: this program knows the versions {string.Join(", ", EstimateRule.Versions)}.");
            return;
        }

        JsonObject made;
        try
        {
            made = new BundleMaker(format).Make(evidence, (string?)bundle["retrievedFrom"] ?? "", rule);
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or JsonException or ArgumentException or FormatException)
        {
            faults.Add($"events: they make no incident. {unreadable.Message}");
            return;
        }

        made.Remove(BundleMaker.DigestMember);
        var differences = new List<string>();
        foreach (var name in made.Select(member => member.Key).Union(bundle.Select(member => member.Key)).Where(name => name is not BundleMaker.DigestMember))
            Differences(name, bundle[name], made[name], differences);
        faults.AddRange(differences.Take(MostDifferences));
        if (differences.Count > MostDifferences)
            faults.Add($"{differences.Count - MostDifferences} more differences are not listed.");
    }

    /// <summary>A member that was added to the format since may be missing where it would say nothing: null, empty, false.</summary>
    private static void Differences(string path, JsonNode? stated, JsonNode? made, List<string> differences)
    {
        if (stated is JsonObject one && made is JsonObject other)
        {
            foreach (var name in other.Select(member => member.Key).Union(one.Select(member => member.Key)))
                Differences($"{path}.{name}", one[name], other[name], differences);
        }
        else if (stated is JsonArray some && made is JsonArray others && some.Count == others.Count)
        {
            for (var i = 0; i < some.Count; i++)
                Differences($"{path}[{i}]", some[i], others[i], differences);
        }
        else if (!JsonNode.DeepEquals(stated, made) && !(SaysNothing(stated) && SaysNothing(made)))
        {
            differences.Add($"{path}: it is {Shown(stated)}, and the events make it {Shown(made)}.");
        }
    }

    private static bool SaysNothing(JsonNode? value) => value is null or JsonArray { Count: 0 } || value.GetValueKind() is JsonValueKind.False;

    private static string Shown(JsonNode? value)
    {
        const int Longest = 80;
        var text = value?.ToJsonString(JsonContract.Options) ?? "null";
        return text.Length > Longest ? $"{text[..Longest]}…" : text;
    }

    private static string[] Notes(JsonObject bundle, Evidence evidence)
    {
        var erased = evidence.Events.Concat(evidence.Mentioned).Where(recorded => recorded.Body is null)
            .Select(recorded => $"The body of {recorded.Type}, version {recorded.Version} of {recorded.ResourceId}, was erased: what it said can no longer be shown, nor what followed from it.");
        return
        [
            $"Incident {evidence.Events[0].ResourceId}, version {evidence.Events[^1].Version}, from {bundle["retrievedFrom"]}",
            $"Log: {evidence.Log.Hash} at {evidence.Log.RecordedAt:O}",
            $"Digest: {(bundle[BundleMaker.DigestMember] as JsonObject)?["whole"]}",
            .. erased,
        ];
    }
}
