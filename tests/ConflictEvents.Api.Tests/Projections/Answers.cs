using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Projections;

/// <summary>What a reader is answered, byte by byte, with the tag that names it.</summary>
internal sealed record Answers(IReadOnlyDictionary<string, string> ByPath)
{
    /// <summary>Lists and single resources of every kind, now and as of some moments.</summary>
    public static async Task<Answers> Of(TestService service, params DateTimeOffset[] moments)
    {
        var paths = new List<string>();
        foreach (var plural in new[] { "incidents", "conflicts", "actors", "locations", "sources", "documents" })
        {
            paths.Add($"/v1/{plural}");
            var list = await service.Reader.Get($"/v1/{plural}?limit=1000");
            var single = list["items"]!.AsArray().Select(item => $"/v1/{plural}/{item!["id"]}").ToList();
            paths.AddRange(single);
            paths.AddRange(single.Select(path => $"{path}/history"));
            if (plural is "incidents")
                paths.AddRange(single.SelectMany(path => new[] { $"{path}/estimate", $"{path}/citations" }));
        }

        paths.AddRange(["/v1/incidents?q=Sabha", "/v1/incidents?country=LY&sort=-killed", "/v1/actors?q=LNA", "/v1/locations?q=Tripoli"]);
        var asked = paths.Concat(moments.SelectMany(moment => paths.Select(path => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asOf={moment.Text()}")));
        var answers = new Dictionary<string, string>();
        foreach (var path in asked)
        {
            using var response = await service.Reader.GetAsync(path);
            // A refusal bears the trace id of its request.
            answers.Add(path, response.IsSuccessStatusCode ? $"{response.Headers.ETag} {await response.Content.ReadAsStringAsync()}" : $"{response.StatusCode}");
        }

        return new Answers(answers);
    }

    public void AssertSame(Answers others)
    {
        Assert.Equal(ByPath.Keys, others.ByPath.Keys);
        Assert.All(ByPath, answer => Assert.Equal(answer.Value, others.ByPath[answer.Key]));
    }
}
