using System.Text.Json.Nodes;

namespace ConflictEvents.Application.Feed;

/// <summary>
/// Finds what differs between two states. Members of lists are held against each other by what they are about, not by their places: one that is
/// put in between changes none of those behind it.
/// </summary>
public static class StateDifference
{
    // What tells one member of a list from the others, the first that it has.
    private static readonly string[] Identities = ["id", "actorId", "documentId", "locationId", "scheme", "text"];

    /// <returns>The members that differ, in the order of the newer state.</returns>
    public static IReadOnlyList<MemberChange> Of(JsonNode before, JsonNode after)
    {
        var changes = new List<MemberChange>();
        Compare("", before, after, changes);
        return changes;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<MemberChange> changes)
    {
        switch (before, after)
        {
            case (JsonObject older, JsonObject newer):
                foreach (var name in newer.Select(member => member.Key).Union(older.Select(member => member.Key)))
                    Compare(path.Length == 0 ? name : $"{path}.{name}", older[name], newer[name], changes);
                break;
            case (JsonArray older, JsonArray newer):
                Compare(path, older, newer, changes);
                break;
            default:
                if (!JsonNode.DeepEquals(before, after))
                    changes.Add(new MemberChange(path, before?.DeepClone(), after?.DeepClone()));
                break;
        }
    }

    private static void Compare(string path, JsonArray before, JsonArray after, List<MemberChange> changes)
    {
        var pairs = Pairs(before, after);
        var paired = pairs.Where(place => place >= 0).ToArray();
        if (!paired.SequenceEqual(paired.Order()))
        {
            // In another order, which may mean something: the first of the names is the one that is shown.
            changes.Add(new MemberChange(path, before.DeepClone(), after.DeepClone()));
            return;
        }

        for (var i = 0; i < after.Count; i++)
            Compare($"{path}[{i}]", pairs[i] < 0 ? null : before[pairs[i]], after[i], changes);
        foreach (var gone in Enumerable.Range(0, before.Count).Except(paired))
            changes.Add(new MemberChange($"{path}[{gone}]", before[gone]?.DeepClone(), null));
    }

    /// <returns>For each member of the newer list its place in the older one; -1 for a new one.</returns>
    private static int[] Pairs(JsonArray before, JsonArray after)
    {
        var open = Enumerable.Range(0, before.Count).GroupBy(i => IdentityOf(before[i])).ToDictionary(alike => alike.Key, alike => alike.ToList());
        var pairs = Enumerable.Repeat(-1, after.Count).ToArray();
        foreach (var mayDiffer in new[] { false, true })
        {
            for (var i = 0; i < after.Count; i++)
            {
                if (pairs[i] >= 0 || !open.TryGetValue(IdentityOf(after[i]), out var alike))
                    continue;
                var at = alike.FindIndex(place => mayDiffer || JsonNode.DeepEquals(before[place], after[i]));
                if (at < 0)
                    continue;
                pairs[i] = alike[at];
                alike.RemoveAt(at);
            }
        }

        return pairs;
    }

    private static string IdentityOf(JsonNode? member) => member is not JsonObject about
        ? member?.ToJsonString() ?? "null"
        : Identities.FirstOrDefault(about.ContainsKey) is { } name ? $"{name} {about[name]?.ToJsonString()}" : "";
}
