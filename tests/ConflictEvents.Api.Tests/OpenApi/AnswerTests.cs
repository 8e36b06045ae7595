using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.OpenApi;

/// <summary>Holds what the service does against what the document says that it does.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class AnswerTests(SampleService sample) : IAsyncLifetime
{
    /// <summary>A value for each parameter whose schema does not tell one, and what it needs beside it.</summary>
    private static readonly Dictionary<string, (string Value, string Beside)> Values = new()
    {
        ["country"] = ("LY,TUN", ""),
        ["bbox"] = ("9,-33.5,16,34", ""),
        ["near"] = ("13.19,32.89", "&within=25km"),
        ["within"] = ("1.5km", "&near=13.19,32.89"),
        ["q"] = ("hifter", ""),
        ["minScore"] = ("0.7", ""),
        ["raw"] = ("true", "&f=csv"),
        ["datetime"] = ("2019-04-01T00:00:00Z/..", ""),
        ["admin1"] = ("Sabha", ""),
        ["externalId"] = ("ucdp:1", ""),
        ["dataset"] = ("local", ""),
        ["after"] = ("latest", ""),
        ["eventType"] = ("incident.created,actor.corrected", ""),
        ["release"] = ("2026.1", ""),
        ["fill"] = ("true", "&groupBy=month"),
    };

    private static readonly string[] OfActors = ["role", "includeSubgroups"];

    private ApiDocument _document = null!;

    public async Task InitializeAsync() => _document = await ApiDocument.Of(sample.Service);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_read_answers_as_its_schema_says_with_the_headers_it_names()
    {
        foreach (var operation in _document.Operations.Where(operation => operation is { Method: "GET", IsOutsideSample: false }))
        {
            using var response = await sample.Service.Writer.GetAsync(operation.ExamplePath);
            var documented = operation.Responses[$"{(int)response.StatusCode}"]!;

            Assert.True(response.IsSuccessStatusCode, $"{operation} answered {response.StatusCode}.");
            Assert.Empty(SchemaCheck.Faults(
                _document, JsonNode.Parse(await response.Content.ReadAsStringAsync()), documented["content"]![response.Content.Headers.ContentType!.MediaType!]!["schema"]!));
            Assert.Equal(response.Headers.ETag is not null, documented["headers"]?["ETag"] is not null);
        }
    }

    [Fact]
    public async Task Every_form_that_is_named_can_be_had_by_name_and_by_media_type()
    {
        var operations = _document.Operations.Where(operation => operation.Method is "GET" && operation.In("query").Any(parameter => ApiOperation.Name(parameter) is "f")).ToList();
        Assert.NotEmpty(operations);
        foreach (var operation in operations)
        {
            var names = operation.In("query").Single(parameter => ApiOperation.Name(parameter) is "f")["schema"]!["enum"]!.AsArray();
            foreach (var (name, mediaType) in names.Zip(operation.Responses["200"]!["content"]!.AsObject().Select(media => media.Key)))
            {
                // Of the feed of events there is no end to wait for.
                using var byName = await sample.Service.Reader.GetAsync($"{operation.ExamplePath}?f={name}", HttpCompletionOption.ResponseHeadersRead);
                using var request = new HttpRequestMessage(HttpMethod.Get, operation.ExamplePath);
                request.Headers.Accept.ParseAdd(mediaType);
                using var byType = await sample.Service.Reader.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

                Assert.Equal(mediaType, byName.Content.Headers.ContentType!.MediaType);
                Assert.Equal(mediaType, byType.Content.Headers.ContentType!.MediaType);
            }
        }
    }

    [Fact]
    public async Task Every_query_parameter_is_taken_in_every_form_its_schema_allows()
    {
        foreach (var operation in _document.Operations.Where(operation => !operation.IsOutsideSample))
        {
            foreach (var parameter in operation.In("query").Where(parameter => ApiOperation.Name(parameter) is not "cursor"))
            {
                var needsActor = OfActors.Contains(ApiOperation.Name(parameter)) && operation.In("query").Any(other => ApiOperation.Name(other) is "actorId");
                foreach (var (value, beside) in ValuesOf(parameter))
                {
                    var actor = needsActor ? $"&actorId={Guid.NewGuid()}" : "";
                    var query = $"{ApiOperation.Name(parameter)}={Uri.EscapeDataString(value)}{beside}{actor}";

                    using var response = await Send(operation, query);

                    Assert.True(response.IsSuccessStatusCode, $"{operation} with {query} answered {response.StatusCode}.");
                }
            }
        }
    }

    [Fact]
    public async Task A_cursor_is_taken_wherever_a_list_gives_one()
    {
        foreach (var operation in _document.Operations.Where(operation => operation.In("query").Any(parameter => ApiOperation.Name(parameter) is "cursor")))
        {
            var first = await Page(operation, "limit=1");
            if (first["nextCursor"] is not { } cursor)
                continue;

            var second = await Page(operation, $"limit=1&cursor={cursor}");

            Assert.NotEqual(first["items"]![0]!["id"]!.GetValue<string>(), second["items"]![0]!["id"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Every_version_that_is_known_already_is_not_sent_again()
    {
        foreach (var operation in _document.Operations.Where(operation => !operation.IsOutsideSample && operation.In("header").Any(parameter => ApiOperation.Name(parameter) is "If-None-Match")))
        {
            using var first = await sample.Service.Writer.GetAsync(operation.ExamplePath);
            using var request = new HttpRequestMessage(HttpMethod.Get, operation.ExamplePath);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await sample.Service.Writer.SendAsync(request);

            Assert.Equal(304, (int)second.StatusCode);
            Assert.Contains("304", operation.Responses.Select(response => response.Key));
        }
    }

    /// <summary>With the first example of its body, where it takes one.</summary>
    private async Task<HttpResponseMessage> Send(ApiOperation operation, string query)
    {
        var body = operation.Body is { } taken ? _document.Resolve(taken["examples"]!.AsObject().First().Value!)["value"] : null;
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), $"{operation.ExamplePath}?{query}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        return await sample.Service.Writer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private async Task<JsonNode> Page(ApiOperation operation, string query)
    {
        using var response = await Send(operation, query);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private IEnumerable<(string Value, string Beside)> ValuesOf(JsonObject parameter)
    {
        var schema = _document.Resolve(parameter["schema"]!);
        if (schema["type"]!.GetValue<string>() is "array")
            schema = _document.Resolve(schema["items"]!);

        if (schema["enum"] is JsonArray values)
            return values.Select(value => (value!.GetValue<string>(), value.GetValue<string>() is "distance" ? "&near=13.19,32.89" : ""));
        // The versions of a history go together, and not everything in the sample has two.
        if (schema["type"]!.GetValue<string>() is "integer" && ApiOperation.Name(parameter) is "from" or "to")
            return [];
        if (Values.TryGetValue(ApiOperation.Name(parameter), out var given))
        {
            Assert.Matches(new Regex(schema["pattern"]?.GetValue<string>() ?? ""), given.Value);
            return [given];
        }

        return (schema["type"]!.GetValue<string>(), schema["format"]?.GetValue<string>()) switch
        {
            ("integer", _) => [(schema["minimum"]!.ToJsonString(), ""), ((schema["maximum"] ?? int.MaxValue).ToJsonString(), "")],
            ("boolean", _) => [("true", ""), ("false", "")],
            ("string", "uuid") => [(Guid.NewGuid().ToString(), "")],
            ("string", "date") => [("2019-04-01", "")],
            ("string", "date-time") => [(DateTimeOffset.UtcNow.ToString("O"), ""), (DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(-3.5)).ToString("O"), "")],
            _ => throw new InvalidOperationException($"No value for {parameter.ToJsonString()}."),
        };
    }
}
