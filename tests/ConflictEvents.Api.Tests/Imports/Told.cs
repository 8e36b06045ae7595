using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Imports;

/// <summary>All that a service tells to somebody with a key, apart from when it was recorded there, and by whom.</summary>
internal sealed record Told(IReadOnlyDictionary<string, string> ByPath)
{
    private static readonly HashSet<string> OfTheLog = ["recordedAt", "recordedBy", "updatedAt", "dataThrough", "eventId"];

    public static async Task<Told> By(TestService service)
    {
        var paths = new List<string>
        {
            "/v1/casualties?groupBy=country,year&metrics=incidents,killed,injured",
            "/v1/casualties?groupBy=type&dataset=ucdp-ged&metrics=incidents,killed",
            "/v1/incidents?dataset=ucdp-ged&limit=1000",
            "/v1/incidents?q=Sabha",
            "/v1/actors?q=LNA",
        };
        foreach (var plural in new[] { "incidents", "conflicts", "actors", "locations", "sources", "documents" })
        {
            paths.Add($"/v1/{plural}?limit=1000");
            foreach (var one in await Ids(service, plural))
            {
                paths.AddRange([$"/v1/{plural}/{one}", $"/v1/{plural}/{one}/history"]);
                if (plural is "incidents")
                    paths.AddRange([$"/v1/incidents/{one}/estimate", $"/v1/incidents/{one}/citations", $"/v1/incidents/{one}/origin", $"/v1/incidents/{one}/similar"]);
                if (plural is "conflicts")
                    paths.Add($"/v1/conflicts/{one}/tolls");
            }
        }

        var told = new Dictionary<string, string>();
        foreach (var path in paths)
        {
            var answer = await service.Writer.Send(HttpMethod.Get, path);
            told.Add(path, answer.Status is 200 ? Text(answer.Body!) : $"{answer.Status} {answer.Code}");
        }

        return new Told(told);
    }

    public void AssertSame(Told others)
    {
        Assert.Equal(ByPath.Keys.Order(StringComparer.Ordinal), others.ByPath.Keys.Order(StringComparer.Ordinal));
        Assert.All(ByPath, answer => Assert.Equal($"{answer.Key} {answer.Value}", $"{answer.Key} {others.ByPath[answer.Key]}"));
    }

    /// <summary>Retracted ones too, which no list shows.</summary>
    private static async Task<IEnumerable<string>> Ids(TestService service, string plural) =>
        await Database.Sql.Lines(service.ConnectionString, $"select distinct stream_id::text from log.event where stream_kind = '{plural.TrimEnd('s')}' order by 1");

    private static string Text(JsonNode answer)
    {
        Json.Strip(answer, OfTheLog);
        return answer.ToJsonString();
    }
}
