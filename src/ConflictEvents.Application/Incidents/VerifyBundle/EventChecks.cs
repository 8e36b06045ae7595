using System.Security.Cryptography;
using System.Text;
using ConflictEvents.Application.Incidents.ReadBundle;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Application.Incidents.VerifyBundle;

/// <summary>Checks the events of a bundle one by one, and how they stand to each other and to the log.</summary>
/// <param name="faults">Receives a sentence for each thing that is not as it was written.</param>
internal sealed class EventChecks(ILogFormat format, Evidence evidence, List<string> faults)
{
    public void Run()
    {
        foreach (var (recorded, place) in Places())
            Check(recorded, place);

        // The bodies may be true and in the wrong order, or of several incidents.
        for (var i = 0; i < evidence.Events.Count; i++)
        {
            var recorded = evidence.Events[i];
            if (recorded.ResourceId != evidence.Events[0].ResourceId || recorded.Kind != "incident" || recorded.Version != i + 1)
                faults.Add($"events[{i}]: it is version {recorded.Version} of {recorded.Kind} {recorded.ResourceId}, and not version {i + 1} of the incident.");
        }

        CheckNeighbours();
    }

    private IEnumerable<(BundledEvent Recorded, string Place)> Places() => evidence.Events.Select((recorded, i) => (recorded, $"events[{i}]"))
        .Concat(evidence.Mentioned.Select((recorded, i) => (recorded, $"mentioned[{i}]")));

    private void Check(BundledEvent recorded, string place)
    {
        if (recorded.Body is { } body && Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))) != recorded.BodyHash)
            faults.Add($"{place}.body: it is not what was written; its hash is another.");
        try
        {
            if (format.HashOf(recorded) != recorded.Hash)
                faults.Add($"{place}: the envelope or the hash is not what was written.");
        }
        catch (FormatException)
        {
            faults.Add($"{place}: its position or one of its hashes is none.");
        }
    }

    /// <summary>Events that follow each other in the log prove each other; none is later than the end of the log.</summary>
    private void CheckNeighbours()
    {
        var placed = Places().Select(each => (each.Recorded, each.Place, At: Moment.PositionOf(each.Recorded.Position)))
            .Where(each => each.At is not null)
            .OrderBy(each => each.At)
            .ToArray();
        var end = Moment.PositionOf(evidence.Log.Position);
        if (end is null)
            faults.Add("log.position: it is no position.");
        for (var i = 0; i < placed.Length; i++)
        {
            var (recorded, place, at) = placed[i];
            if (at > end || recorded.RecordedAt > evidence.Log.RecordedAt)
                faults.Add($"{place}: it is later than the end of the log.");
            if (at == end && (recorded.Hash != evidence.Log.Hash || recorded.RecordedAt != evidence.Log.RecordedAt))
                faults.Add($"log: it does not end with {place}, which stands at its end.");
            if (i == 0)
                continue;
            var (before, beforePlace, beforeAt) = placed[i - 1];
            if (at == beforeAt)
                faults.Add($"{place}: it stands where {beforePlace} stands.");
            if (at == beforeAt + 1 && recorded.PreviousHash != before.Hash)
                faults.Add($"{place}.previousHash: it is not the hash of {beforePlace}, which it follows.");
            if (recorded.RecordedAt < before.RecordedAt)
                faults.Add($"{place}: it was recorded before {beforePlace}, and stands behind it.");
        }
    }
}
