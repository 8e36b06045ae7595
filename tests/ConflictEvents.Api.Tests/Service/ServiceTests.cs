namespace ConflictEvents.Api.Tests.Service;

[Collection(SampleServiceUsers.Name)]
public sealed class ServiceTests(SampleService sample)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_running_service_says_so(string path)
    {
        using var response = await sample.Service.Reader.GetAsync(path);

        Assert.Equal(200, (int)response.StatusCode);
    }
}
