namespace ConflictEvents.Api.Tests.Service;

/// <summary>One service with the Libya 2019 case, shared by all tests that only read it.</summary>
public sealed class SampleService : IAsyncLifetime
{
    internal TestService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await TestService.WithSample();

    public async Task DisposeAsync() => await Service.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class SampleServiceUsers : ICollectionFixture<SampleService>
{
    public const string Name = "The Libya 2019 case";
}
