using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

[Collection(SampleServiceUsers.Name)]
public sealed class SubCollectionTests(SampleService sample)
{
    private const string Haftar = "019a0000-0001-7000-8000-000000000001";
    private const string Battle = "019a0000-0005-7000-8000-000000000002";

    [Theory]
    [InlineData($"/v1/conflicts/{Battle}/incidents", $"/v1/incidents?conflictId={Battle}")]
    [InlineData($"/v1/actors/{Haftar}/incidents", $"/v1/incidents?actorId={Haftar}")]
    public async Task The_incidents_of_a_resource_are_those_of_the_filter(string path, string filter) =>
        Assert.Equal((await sample.Service.Reader.Get(filter))["items"]!.ToJsonString(), (await sample.Service.Reader.Get(path))["items"]!.ToJsonString());

    [Theory]
    [InlineData($"/v1/conflicts/{Battle}/incidents?conflictId={Battle}", "conflictId")]
    [InlineData($"/v1/actors/{Haftar}/incidents?actorId={Haftar}", "actorId")]
    public async Task The_filter_of_the_address_is_refused_beside_it(string path, string parameter)
    {
        var answer = await sample.Service.Reader.Send(HttpMethod.Get, path);

        Assert.Equal(400, answer.Status);
        Assert.Equal(parameter, answer.Body!["errors"]![0]!["path"]!.GetValue<string>());
    }

    [Theory]
    [InlineData($"/v1/conflicts/{Haftar}/incidents")]
    [InlineData($"/v1/actors/{Battle}/incidents")]
    public async Task Nothing_has_no_incidents(string path) => Assert.Equal(404, (await sample.Service.Reader.Send(HttpMethod.Get, path)).Status);
}
