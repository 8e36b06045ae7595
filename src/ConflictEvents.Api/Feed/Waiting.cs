namespace ConflictEvents.Api.Feed;

/// <summary>How long somebody waits: for a time, and no longer than the service runs.</summary>
internal sealed class Waiting : IDisposable
{
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _either;

    public Waiting(TimeSpan time, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        _time = new CancellationTokenSource(time, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, lifetime.ApplicationStopping);
    }

    /// <summary>Of whoever does not wait.</summary>
    public static CancellationToken None { get; } = new(canceled: true);

    public CancellationToken Until => _either.Token;

    public void Dispose()
    {
        _either.Dispose();
        _time.Dispose();
    }
}
