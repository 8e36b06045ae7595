using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>The sample loads through the public API as it does through the loader.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class LoadingTests(SampleService sample)
{
    private static readonly string[] Plurals = ["actors", "sources", "documents", "locations", "conflicts", "incidents"];

    // They tell the two services apart, and nothing else may: when, by whom and at which place of the log something was recorded.
    private static readonly HashSet<string> OfTheRecording = ["recordedAt", "recordedBy", "updatedAt", "eventId", "position"];

    [Fact]
    public async Task Sent_request_by_request_as_a_client_would_it_gives_the_same_answers()
    {
        await using var service = await TestService.Empty();
        foreach (var step in Steps())
        {
            var answer = await Send(service.Writer, step);
            Assert.True(answer.Status is 200 or 201, $"{step["request"]} answered {answer.Status}: {answer.Body}");
        }

        foreach (var path in await Paths())
            Assert.Equal(await Comparable(sample.Service, path), await Comparable(service, path));
    }

    [Fact]
    public async Task A_correction_from_a_version_that_is_no_more_is_refused()
    {
        await using var service = await TestService.WithSample();

        var again = await Send(service.Writer, Steps().First(step => step["request"]!.GetValue<string>().StartsWith("PUT ", StringComparison.Ordinal)));

        Assert.Equal(412, again.Status);
    }

    [Fact]
    public async Task Nothing_loads_without_a_key()
    {
        await using var service = await TestService.Empty();

        Assert.Equal(401, (await Send(service.Reader, Steps().First())).Status);
    }

    private static IEnumerable<JsonNode> Steps() =>
        Directory.GetFiles(TestService.SampleDirectory(), "*.json").Order(StringComparer.Ordinal)
            .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!.AsArray())!;

    private static Task<JsonAnswer> Send(HttpClient client, JsonNode step)
    {
        var request = step["request"]!.GetValue<string>().Split(' ');
        var ifMatch = step["ifMatch"] is { } version ? $"\"v{version}\"" : null;
        return client.Send(new HttpMethod(request[0]), request[1], step["body"], ifMatch);
    }

    /// <summary>Every list, every resource in it, and everything that can be read below a resource.</summary>
    private async Task<List<string>> Paths()
    {
        var paths = new List<string>();
        foreach (var plural in Plurals)
        {
            var ids = (await sample.Service.Reader.Get($"/v1/{plural}?limit=1000")).Texts("id");
            Assert.NotEmpty(ids);
            paths.Add($"/v1/{plural}?limit=1000");
            paths.AddRange(ids.SelectMany(id => Below(plural).Select(below => $"/v1/{plural}/{id}{below}")));
        }

        return paths;
    }

    private static string[] Below(string plural) => plural switch
    {
        "incidents" => ["", "/history", "/citations", "/estimate"],
        "conflicts" => ["", "/history", "/citations", "/tolls", "/incidents"],
        "documents" => ["", "/history", "/citations"],
        "actors" => ["", "/history", "/incidents"],
        _ => ["", "/history"],
    };

    private static async Task<string> Comparable(TestService service, string path)
    {
        var answer = await service.Reader.Get(path);
        Strip(answer);
        return $"{path}: {answer}";
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject it)
        {
            foreach (var name in it.Select(member => member.Key).Where(OfTheRecording.Contains).ToList())
                it.Remove(name);
            foreach (var (_, value) in it)
                Strip(value);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
                Strip(item);
        }
    }
}
