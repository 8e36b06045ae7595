using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>Applies the changes that an entry of the feed tells to the state before them, by what the API says of their paths and by nothing else.</summary>
internal static partial class StatePatch
{
    public static void Apply(JsonObject state, IEnumerable<JsonNode> changes)
    {
        // Lists first, from the outermost inwards: a place in a list is that in the newer state, once those that are gone have left by their older places.
        var told = changes.Select(change => new Told([.. Steps().Matches(change["path"]!.ToString()).Select(step => step.Value)], change["before"], change["after"])).ToList();
        foreach (var within in told.GroupBy(change => change.Lists).OrderBy(group => group.Key))
        {
            foreach (var gone in within.Where(change => change.IsGone).OrderByDescending(change => change.Place))
                List(state, gone).RemoveAt(gone.Place);
            foreach (var added in within.Where(change => change.IsAdded).OrderBy(change => change.Place))
                List(state, added).Insert(added.Place, added.After!.DeepClone());
            foreach (var changed in within.Where(change => !change.IsInList))
                Parent(state, changed).AsObject()[changed.Path[^1]] = changed.After?.DeepClone();
        }
    }

    /// <returns>The same without members that hold null, which stand for their absence.</returns>
    public static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, Plain(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Plain)]),
        _ => node?.DeepClone(),
    };

    private static JsonArray List(JsonObject state, Told change) => Parent(state, change).AsArray();

    private static JsonNode Parent(JsonObject state, Told change) =>
        change.Path.SkipLast(1).Aggregate((JsonNode)state, (at, step) => (step[0] == '[' ? at[Told.PlaceOf(step)] : at[step])!);

    [GeneratedRegex(@"[^.\[\]]+|\[\d+\]")]
    private static partial Regex Steps();

    private sealed record Told(IReadOnlyList<string> Path, JsonNode? Before, JsonNode? After)
    {
        public int Lists => Path.Count(step => step[0] == '[');

        public bool IsInList => Path[^1][0] == '[';

        public bool IsGone => IsInList && After is null;

        public bool IsAdded => IsInList && Before is null;

        public int Place => PlaceOf(Path[^1]);

        public static int PlaceOf(string step) => int.Parse(step[1..^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
