using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>A server that is measured, in a process of its own on the loopback interface; ended with this object.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly StringBuilder _written = new();

    private ServerProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <param name="arguments">Given the port to listen on.</param>
    /// <param name="probe">The path that answers, with whatever is no fault of the server, once it is ready.</param>
    public static async Task<ServerProcess> Start(
        string program, Func<int, IEnumerable<string>> arguments, Func<int, IReadOnlyDictionary<string, string>> environment, string? directory, string probe, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var server = new ServerProcess(
            Tool.Start(program, arguments(port), environment(port), directory), new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));
        try
        {
            await server.BecomeReady(probe, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Memory that the process holds now, and the most it has held; bytes.</summary>
    public (long Now, long Most) Memory()
    {
        var lines = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status"));
        return (Of("VmRSS:"), Of("VmHWM:"));

        long Of(string name) =>
            1024 * long.Parse(lines.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    /// <summary>Lets the most that the process has held count from now.</summary>
    /// <returns>What it holds now; bytes.</returns>
    public long ResetPeakMemory()
    {
        File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/clear_refs"), "5");
        return Memory().Now;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await signal.WaitForExitAsync();
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private async Task BecomeReady(string probe, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < ReadyLimit; await Task.Delay(200, cancellationToken))
        {
            if (_process.HasExited)
                break;
            try
            {
                if ((await Client.GetAsync(probe, cancellationToken)).StatusCode < HttpStatusCode.InternalServerError)
                    return;
            }
            catch (HttpRequestException) when (!cancellationToken.IsCancellationRequested)
            {
                continue;
            }
        }

        throw new MeasureException($"The server did not become ready: {Tool.LastLines(_written.ToString())}");
    }

    private void Keep(string? line)
    {
        lock (_written)
            _written.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
