using System.Runtime.InteropServices;

namespace ConflictEvents.Infrastructure.LocalPostgres;

/// <summary>
/// Turns Ctrl+C and SIGTERM into a cancellation, for the time before the host listens to them itself: a first start that makes a
/// cluster and loads data takes seconds, and the process must not end without stopping the server that it started.
/// </summary>
public sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public StopSignal()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            _registrations.Add(PosixSignalRegistration.Create(signal, Stop));
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stopping.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stopping.Cancel();
    }
}
