namespace ConflictEvents.Api.Tests.Service;

/// <summary>One service with the Libya 2019 case, released as 2026.1, shared by all tests that only read it.</summary>
public sealed class SampleService : IAsyncLifetime
{
    internal TestService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // Many a test asks for an export and does not wait for it.
        Service = await TestService.WithSample(new Dictionary<string, string> { ["Exports:MostWaiting"] = "1000" });
        var released = await Service.Writer.Post("/v1/releases", new { name = "2026.1", citation = "Libya 2019, release 2026.1" });
        Assert.Equal(201, released.Status);
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class SampleServiceUsers : ICollectionFixture<SampleService>
{
    public const string Name = "The Libya 2019 case";
}
