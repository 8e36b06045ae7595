namespace ConflictEvents.Api.Http;

/// <summary>Builds every endpoint when the service starts: one that cannot be built, or whose parameters cannot be read, must not wait for its first request.</summary>
internal sealed class EndpointCheck(IServiceProvider services) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints)
            EndpointParameters.Of(endpoint);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
