using System.Text.Json.Nodes;

namespace ConflictEvents.Api.Tests.Service;

internal static class Json
{
    /// <summary>Takes members out of an answer, however deep they stand.</summary>
    public static void Strip(JsonNode? node, IReadOnlySet<string> names)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Strip(item, names);
        }
        else if (node is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).Where(names.Contains).ToList())
                members.Remove(name);
            foreach (var (_, value) in members)
                Strip(value, names);
        }
    }
}
