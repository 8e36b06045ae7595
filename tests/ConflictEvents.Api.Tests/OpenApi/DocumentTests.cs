using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Rendering;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace ConflictEvents.Api.Tests.OpenApi;

[Collection(SampleServiceUsers.Name)]
public sealed class DocumentTests(SampleService sample) : IAsyncLifetime
{
    /// <summary>What is served beside the API: for operators, for browsers, and the document itself.</summary>
    private static readonly string[] Undocumented = ["/", "/health/live", "/health/ready", "/openapi/v1.json"];

    private ApiDocument _document = null!;

    public async Task InitializeAsync() => _document = await ApiDocument.Of(sample.Service);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void The_document_is_OpenAPI_3_0_and_keeps_its_rules()
    {
        var read = Microsoft.OpenApi.OpenApiDocument.Parse(_document.Root.ToJsonString(), "json");

        Assert.StartsWith("3.0.", _document.Root["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_0, read.Diagnostic!.SpecificationVersion);
        Assert.Empty(read.Diagnostic.Errors.Concat(read.Diagnostic.Warnings).Select(fault => $"{fault.Pointer}: {fault.Message}"));
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_component_is_referred_to()
    {
        var references = References(_document.Root).ToHashSet();

        Assert.All(references, reference => _document.Resolve(new JsonObject { ["$ref"] = reference }));
        Assert.Empty(_document.Schemas.Select(schema => $"#/components/schemas/{schema.Key}").Except(references));
        Assert.Empty(_document.Examples.Select(example => $"#/components/examples/{example.Key}").Except(references));
    }

    [Fact]
    public void Every_route_of_the_service_is_in_the_document()
    {
        var routes = sample.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (method, Path: Path(endpoint))))
            .Where(route => !Undocumented.Contains(route.Path) && !route.Path.StartsWith("/swagger", StringComparison.Ordinal))
            .Select(route => $"{route.method} {route.Path}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(routes, _document.Operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operation_says_what_it_is_for()
    {
        var tags = _document.Root["tags"]!.AsArray().ToDictionary(tag => tag!["name"]!.GetValue<string>(), tag => tag!["description"]?.GetValue<string>());

        Assert.All(_document.Operations, operation =>
        {
            Assert.False(string.IsNullOrWhiteSpace(operation.Json["summary"]?.GetValue<string>()));
            Assert.False(string.IsNullOrWhiteSpace(operation.Json["description"]?.GetValue<string>()));
            Assert.False(string.IsNullOrWhiteSpace(tags[Assert.Single(operation.Json["tags"]!.AsArray())!.GetValue<string>()]));
        });
        Assert.Distinct(_document.Operations.Select(operation => operation.Id));
        Assert.Distinct(_document.Operations.Select(operation => $"{operation.Json["tags"]![0]}: {operation.Json["summary"]}"));
    }

    [Fact]
    public void Every_parameter_and_every_member_is_explained_by_itself_or_by_its_type()
    {
        var parameters = _document.Operations.SelectMany(
            operation => operation.Parameters.Where(parameter => !IsExplained(parameter)).Select(parameter => $"{operation}: {ApiOperation.Name(parameter)}"));
        var schemas = _document.Schemas.Where(schema => !IsExplained(schema.Value!)).Select(schema => schema.Key);
        var members = from schema in _document.Schemas
                      from member in schema.Value!["properties"]?.AsObject() ?? []
                      where !IsExplained(member.Value!) && !Types(member.Value!).Any(type => IsExplained(_document.Resolve(type)))
                      select $"{schema.Key}.{member.Key}";

        Assert.Empty(parameters.Concat(schemas).Concat(members));
    }

    [Fact]
    public void Every_answer_has_a_description_and_every_one_with_a_body_a_schema()
    {
        Assert.All(_document.Operations, operation => Assert.All(operation.Responses, response =>
        {
            Assert.False(string.IsNullOrWhiteSpace(response.Value!["description"]?.GetValue<string>()));
            var content = response.Value["content"]?.AsObject() ?? [];
            Assert.All(content, media => Assert.NotEmpty(media.Value!["schema"]!.AsObject()));
            Assert.Equal(response.Key is not ("204" or "304"), content.Count > 0);
            if (response.Key[0] is '4' or '5')
                Assert.Equal("#/components/schemas/Problem", Assert.Single(content, media => media.Key == "application/problem+json").Value!["schema"]!["$ref"]!.GetValue<string>());
        }));
    }

    [Fact]
    public void What_a_request_may_hold_is_closed_and_an_answer_always_holds_every_member_but_the_count_of_a_list()
    {
        var requests = Reachable(_document.Operations.Select(operation => operation.Body).OfType<JsonObject>().Select(body => body["schema"]!));
        var answers = Reachable(_document.Operations.SelectMany(operation => operation.Responses)
            .SelectMany(response => response.Value!["content"]?.AsObject() ?? []).Select(media => media.Value!["schema"]!));

        Assert.All(requests.Where(IsObject), name => Assert.False(_document.Schemas[name]!["additionalProperties"]!.GetValue<bool>()));
        Assert.All(answers.Where(IsObject).Except(["Problem", nameof(CasualtySums), nameof(ExplainedEstimate), "Reason", "Change"]), name => Assert.Equal(
            _document.Schemas[name]!["properties"]!.AsObject().Select(member => member.Key).Where(member => !(name.EndsWith("List", StringComparison.Ordinal) && member is "count")),
            _document.Schemas[name]!["required"]!.AsArray().Select(member => member!.GetValue<string>())));
        Assert.Empty(requests.Where(IsObject).Intersect(answers));
    }

    [Fact]
    public void Names_tell_nothing_of_the_code()
    {
        var names = _document.Schemas.Select(schema => schema.Key).Concat(_document.Operations.Select(operation => operation.Id));

        Assert.All(names, name => Assert.DoesNotMatch("^ListOf|View$|Dto$|Details$|[^A-Za-z]", name));
    }

    [Fact]
    public async Task Every_operation_lets_in_whom_it_says_it_lets_in()
    {
        foreach (var operation in _document.Operations)
        {
            var answer = await sample.Service.Reader.Send(new HttpMethod(operation.Method), operation.ExamplePath);

            Assert.True(operation.IsOpen == answer.Status is not 401, $"{operation} answered {answer.Status}.");
            Assert.Contains("401", operation.Responses.Select(response => response.Key));
        }
    }

    [Fact]
    public async Task Every_operation_that_names_If_Match_demands_it_and_no_other_does()
    {
        foreach (var operation in _document.Operations.Where(operation => operation.Method is not "GET" && operation.Body is not null))
        {
            var body = _document.Resolve(operation.Body!["examples"]!.AsObject().First().Value!)["value"]!;
            // Without the header nothing is recorded, so the service may be shared.
            var answer = operation.In("header").Any(parameter => ApiOperation.Name(parameter) is "If-Match")
                ? await sample.Service.Writer.Send(new HttpMethod(operation.Method), operation.ExamplePath, body)
                : null;

            Assert.Equal(operation.Responses.ContainsKey("428"), answer is not null);
            Assert.Equal("precondition-required", answer?.Code ?? "precondition-required");
        }
    }

    private static string Path(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.Trim('/')}";

    private static bool IsExplained(JsonNode described) => !string.IsNullOrWhiteSpace(described["description"]?.GetValue<string>());

    /// <summary>The named types that a member is of, or that its items are of.</summary>
    private static IEnumerable<JsonNode> Types(JsonNode member) =>
        new[] { member, member["items"] }.Concat(member["oneOf"]?.AsArray() ?? []).OfType<JsonObject>().Where(type => type.ContainsKey("$ref"));

    private bool IsObject(string name) => _document.Schemas[name]!["type"]!.GetValue<string>() is "object";

    private HashSet<string> Reachable(IEnumerable<JsonNode> roots)
    {
        var found = new HashSet<string>();
        var open = new Queue<JsonNode>(roots);
        while (open.TryDequeue(out var node))
        {
            foreach (var name in References(node).Select(reference => reference.Split('/')[^1]).Where(found.Add))
                open.Enqueue(_document.Schemas[name]!);
        }

        return found;
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "$ref", Value: JsonValue value } ? [value.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
