using System.Text.Json.Nodes;
using ConflictEvents.Api.OpenApi;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Results;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.OpenApi;

[Collection(SampleServiceUsers.Name)]
public sealed class ExampleTests(SampleService sample) : IAsyncLifetime
{
    private ApiDocument _document = null!;

    public async Task InitializeAsync() => _document = await ApiDocument.Of(sample.Service);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_body_and_every_answer_has_an_example_that_fits_its_schema()
    {
        foreach (var (place, media) in Media())
        {
            var examples = media["examples"]?.AsObject() ?? [];
            Assert.True(examples.Count > 0, $"{place} has no example.");
            Assert.All(examples, example => Assert.Empty(SchemaCheck.Faults(_document, _document.Resolve(example.Value!)["value"], media["schema"]!)));
        }
    }

    [Fact]
    public void Every_example_is_read_strictly_into_the_contract_it_is_an_example_of()
    {
        var contracts = Contracts();
        var ofContracts = sample.Service.Services.GetRequiredService<Examples>().All.Where(example => !example.Value.Of.Contains('/')).ToList();

        Assert.NotEmpty(ofContracts);
        Assert.All(ofContracts, example => Assert.Null(Read(contracts[example.Value.Of], example.Value.Value)));
    }

    [Fact]
    public void Every_example_that_is_kept_is_shown()
    {
        var shown = _document.Examples.Select(example => example.Key).ToList();

        Assert.All(
            sample.Service.Services.GetRequiredService<Examples>().All.Keys,
            kept => Assert.Contains(shown, name => name == kept || name.EndsWith($".{kept}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_problem_is_one_that_the_service_could_answer_with()
    {
        var problems = sample.Service.Services.GetRequiredService<Examples>().All.Values.Where(example => example.Of is "Problem").Select(example => example.Value);

        Assert.All(problems, problem =>
        {
            Assert.Equal($"urn:conflict-events:problem:{problem["code"]}", problem["type"]!.GetValue<string>());
            Assert.Equal(ReasonPhrases.GetReasonPhrase(problem["status"]!.GetValue<int>()), problem["title"]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task Every_example_of_a_request_does_what_it_says()
    {
        var requests = _document.Operations.Where(operation => operation.Body is not null)
            .SelectMany(operation => operation.Body!["examples"]!.AsObject(), (operation, example) => (operation, example));
        foreach (var (operation, (name, example)) in requests)
        {
            // Of its own, as for a newcomer: what one request changes must not stand in another's way.
            await using var service = await TestService.WithSample();
            var ifMatch = operation.In("header").SingleOrDefault(header => ApiOperation.Name(header) is "If-Match")?["example"]!.GetValue<string>();

            // What is undone must have been done.
            if (_document.Operations.SingleOrDefault(done => operation.Id == $"un{done.Id}" || (done.Id.StartsWith("retract", StringComparison.Ordinal) && operation.Id == $"reinstate{done.Id["retract".Length..]}")) is { } done)
                await service.Writer.Send(HttpMethod.Post, done.ExamplePath, _document.Resolve(done.Body!["examples"]!.AsObject().First().Value!)["value"], "*");

            var answer = await service.Writer.Send(new HttpMethod(operation.Method), operation.ExamplePath, _document.Resolve(example!)["value"], ifMatch);

            Assert.True(answer.Status is 200 or 201 or 202, $"{operation} with {name} answered {answer.Status}: {answer.Body}");
            var schema = operation.Responses[$"{answer.Status}"]!["content"]!["application/json"]!["schema"]!;
            Assert.Empty(SchemaCheck.Faults(_document, answer.Body, schema));
        }
    }

    private IEnumerable<(string Place, JsonObject Media)> Media() => _document.Operations.SelectMany(operation =>
        operation.Responses
            .SelectMany(response => response.Value!["content"]?.AsObject() ?? [], (response, media) => ($"{response.Key} of {operation} as {media.Key}", media.Value!.AsObject()))
            .Concat(operation.Body is { } body ? [($"the body of {operation}", body)] : []));

    /// <summary>The types that the endpoints declare, by the names of their schemas.</summary>
    private Dictionary<string, Type> Contracts()
    {
        var metadata = sample.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata).ToList();
        var bodies = metadata.Select(m => m.GetMetadata<IAcceptsMetadata>()?.RequestType).OfType<Type>().Select(type => (Type: type, Name: SchemaNames.Of(type, Direction.Request, isBody: true)));
        var answers = metadata.SelectMany(m => m.GetOrderedMetadata<IProducesResponseTypeMetadata>()).Select(produced => produced.Type).OfType<Type>()
            .SelectMany(type => type.GenericTypeArguments.Append(type))
            .Where(type => type != typeof(void))
            .Select(type => (Type: type, Name: SchemaNames.Of(type, Direction.Answer, isBody: false)));
        return bodies.Concat(answers).DistinctBy(contract => contract.Name).ToDictionary(contract => contract.Name, contract => contract.Type);
    }

    private static Error? Read(Type contract, JsonNode value) => (Error?)typeof(ExampleTests)
        .GetMethod(nameof(ReadAs), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
        .MakeGenericMethod(contract)
        .Invoke(null, [value]);

    private static Error? ReadAs<T>(JsonNode value)
        where T : class => StrictJson.Read<T>(System.Text.Encoding.UTF8.GetBytes(value.ToJsonString())).Error;
}
