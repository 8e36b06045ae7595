using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Projections;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>Whatever is counted lies between its low and its high, and sums are those of the incidents.</summary>
internal static class Figures
{
    private static readonly string[] Summed = ["killed", "injured"];

    /// <summary>Of every range in an answer. A sum that leaves out unknown ones tells their lows all the same, and may be less than these.</summary>
    public static void AreInOrder(JsonNode answer)
    {
        foreach (var range in Within(answer).OfType<JsonObject>().Where(range => range.ContainsKey("low") && range.ContainsKey("best") && range.ContainsKey("high")))
        {
            var (low, best, high) = (Number(range["low"]), Number(range["best"]), Number(range["high"]));
            var isWhole = Number(range["unknown"]) is null or 0;
            Assert.False((isWhole && low > best) || best > high || low > high, $"{low} <= {best} <= {high} does not hold in {range.ToJsonString()}");
            Assert.False((low ?? best) is not null && high is null && range.ContainsKey("unknown"), $"{range.ToJsonString()} has no end.");
        }
    }

    /// <summary>The sums by type are those of the estimates that the events of each incident come to.</summary>
    public static async Task AddUp(HttpClient reader, string byType, IReadOnlyList<(Resource Resource, ReferenceBook Book)> folded)
    {
        var rows = (await reader.Get(byType))["items"]!.AsArray().Select(row => row!["type"]!.ToString() + string.Concat(Summed.Select(measure => Told(row[measure]!))));
        var expected = folded
            .Where(one => one.Resource is Incident { Status: ResourceStatus.Active })
            .Select(one => JsonNode.Parse(PlainPath.Document(one.Resource, one.Book))!)
            .GroupBy(incident => incident["type"]!.ToString())
            .Select(alike => alike.Key + string.Concat(Summed.Select(measure => Sum([.. alike.Select(incident => Of(incident, measure))]))));
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static JsonNode Of(JsonNode incident, string measure) =>
        incident["estimates"]!.AsArray().Single(estimate => estimate!["measure"]!.ToString() == measure && estimate["victims"]!.ToString() == "all")!;

    private static string Sum(IReadOnlyList<JsonNode> estimates)
    {
        return $" {End("low")} {End("best")} {End("high")} {estimates.Count(estimate => estimate["best"] is null)}";

        long? End(string end) => estimates.Any(estimate => estimate[end] is not null) ? estimates.Sum(estimate => Number(estimate[end]) ?? 0) : null;
    }

    private static string Told(JsonNode sum) => $" {sum["low"]} {sum["best"]} {sum["high"]} {sum["unknown"]}";

    private static long? Number(JsonNode? figure) => figure?.GetValue<long>();

    private static IEnumerable<JsonNode> Within(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Within).Prepend(node),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Within),
        _ => [],
    };
}
