using System.Globalization;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>A request that is sent again and again.</summary>
internal sealed record Hit(string Path)
{
    public string Method { get; init; } = "GET";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Body { get; init; } = "";

    public override string ToString() => string.Join('\t', Method, Path, string.Join('|', Headers.Select(header => $"{header.Key}: {header.Value}")), Body);
}

/// <param name="PerSecond">Requests answered.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal readonly record struct Load(double PerSecond, double Median, double P99);

/// <summary>Sends requests with wrk, one thread: the cores belong to what is measured.</summary>
internal sealed class Wrk(string directory)
{
    // What takes longer than a measurement is measured for so many seconds.
    private const double Patience = 30;

    private readonly string _script = WriteScript(directory);
    private int _files;

    /// <param name="pause">How long each connection waits before it asks again; none unless told.</param>
    /// <exception cref="MeasureException">An answer was an error, or none came.</exception>
    public async Task<Load> Run(Uri address, IEnumerable<Hit> hits, int connections, double seconds, CancellationToken cancellationToken, TimeSpan pause = default)
    {
        var file = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"requests-{Interlocked.Increment(ref _files)}"));
        await File.WriteAllLinesAsync(file, hits.Select(hit => hit.ToString()), cancellationToken);
        var output = await Tool.Run(
            "wrk",
            ["-t1", string.Create(CultureInfo.InvariantCulture, $"-c{connections}"), string.Create(CultureInfo.InvariantCulture, $"-d{Math.Ceiling(seconds)}s"), "--timeout", "60s", "-s", _script, address.ToString()],
            new Dictionary<string, string> { ["REQUESTS"] = file, ["PAUSE"] = string.Create(CultureInfo.InvariantCulture, $"{pause.TotalMilliseconds}") },
            cancellationToken);
        File.Delete(file);
        var line = output.Split('\n').SingleOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal)) ?? throw new MeasureException($"wrk said: {Tool.LastLines(output)}");
        var numbers = line.Split(' ').Skip(1).Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        if (numbers[0] == 0 && numbers[4] == 0 && seconds < Patience)
            return await Run(address, hits, connections, Patience, cancellationToken, pause);
        if (numbers[0] == 0 || numbers[4] > 0)
            throw new MeasureException($"{numbers[4]} of {numbers[0]} answers from {address} were errors.");
        return new Load(numbers[0] / numbers[1] * 1_000_000, numbers[2] / 1_000, numbers[3] / 1_000);
    }

    private static string WriteScript(string directory)
    {
        var path = Path.Combine(directory, "wrk.lua");
        using var resource = typeof(Wrk).Assembly.GetManifestResourceStream($"{typeof(Wrk).Namespace}.wrk.lua")
            ?? throw new InvalidOperationException("The script of wrk is not in the assembly.");
        using var file = File.Create(path);
        resource.CopyTo(file);
        return path;
    }
}
