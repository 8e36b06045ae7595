using System.Globalization;
using System.Net.Http.Headers;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>What the rows of the result share: the tools, the servers, how often and how long is measured, and where outcomes go.</summary>
internal sealed class Bench(string directory, Plan plan, Action<string> say) : IAsyncDisposable
{
    /// <summary>A key of every scope, for a database that is thrown away.</summary>
    public const string Key = "bootstrap-key-of-the-benchmarks-0123456789";

    private const int WarmingRounds = 20;

    // Of as many seconds as a measurement takes.
    private const int WarmingSlices = 2;

    // So many incidents stay in memory from when they are filled.
    private const int InMemory = 100_000;

    private readonly List<Outcome> _outcomes = [];

    public Plan Plan => plan;

    public Wrk Wrk { get; } = new(directory);

    public string Directory => directory;

    public IReadOnlyList<Outcome> Outcomes => _outcomes;

    public void Say(string line) => say(line);

    /// <summary>Starts the service as it runs in production, over a database.</summary>
    /// <param name="keeps">False where it is to make every answer anew, also one that it has given before.</param>
    public static Task<ServerProcess> Service(string connectionString, CancellationToken cancellationToken, bool keeps = true)
    {
        var api = Path.Combine(Root(), "src", "ConflictEvents.Api");
        return ServerProcess.Start(
            "dotnet",
            _ => [Path.Combine(api, "bin", "Release", "net10.0", "ConflictEvents.Api.dll")],
            port => new Dictionary<string, string>(keeps ? [] : [new("Http__KeptBytes", "0")])
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
                ["PORT"] = "",
                ["ConnectionStrings__ConflictEvents"] = connectionString,
                ["Security__BootstrapKey"] = Key,
                ["Sample__Directory"] = "",
            },
            api,
            "health/ready",
            cancellationToken);
    }

    /// <summary>Starts the service, and asks it for a while, in which most of its own code comes to be compiled well.</summary>
    /// <param name="hits">Requests of the kinds that are to be measured.</param>
    /// <param name="atLeast">Seconds, for what is answered so slowly that few requests are made in a measurement's time.</param>
    /// <inheritdoc cref="Service" path="/param"/>
    public async Task<ServerProcess> WarmService(
        string connectionString, IReadOnlyList<Hit> hits, int connections, CancellationToken cancellationToken, bool keeps = true, double atLeast = 0)
    {
        var service = await Service(connectionString, cancellationToken, keeps);
        try
        {
            await Wrk.Run(service.Address, hits, connections, Math.Max(atLeast, WarmingSlices * plan.Seconds), cancellationToken);
            return service;
        }
        catch (MeasureException failure)
        {
            // Of one kind, perhaps; its row will say so.
            say($"  not warm: {failure.Message}");
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Measures some rows; where that fails, each of them is a failed one, and the next rows are measured all the same.</summary>
    public async Task Rows(IReadOnlyList<(string Name, Target Target)> rows, Func<Action<string, double, string>, Task> measure)
    {
        var wanted = rows.Where(row => plan.Wants(row.Name)).ToList();
        if (wanted.Count == 0)
            return;
        var reason = "It was not measured.";
        try
        {
            await measure((name, figure, detail) =>
            {
                if (wanted.Find(row => row.Name == name) is { Name: not null } row)
                    Add(new Outcome(name, figure, row.Target, detail));
            });
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            reason = failure is MeasureException ? failure.Message : failure.ToString();
        }

        foreach (var (name, target) in wanted.Where(row => _outcomes.TrueForAll(outcome => outcome.Name != row.Name)))
            Add(new Outcome(name, null, target, reason));
    }

    /// <summary>Measures several things in turn, again and again, so that what disturbs the machine disturbs all of them.</summary>
    /// <returns>The median of each.</returns>
    public async Task<double[]> Interleave(params Func<double, Task<double>>[] sides)
    {
        var figures = sides.Select(_ => new List<double>()).ToArray();
        foreach (var side in plan.Size > InMemory ? sides : [])
            await Warm(side);
        for (var round = 0; round < plan.Rounds; round++)
        {
            for (var i = 0; i < sides.Length; i++)
                figures[i].Add(await sides[i](plan.Seconds));
        }

        return [.. figures.Select(Median)];
    }

    /// <summary>Where the tables are larger than the memory, the first requests wait for the disk, and some are given up.</summary>
    private async Task Warm(Func<double, Task<double>> side)
    {
        for (var left = WarmingRounds; ; left--)
        {
            try
            {
                await side(plan.Seconds / 2);
                return;
            }
            catch (MeasureException failure) when (left > 0)
            {
                say($"  not warm yet: {failure.Message}");
            }
        }
    }

    public static double Median(IEnumerable<double> figures)
    {
        var ordered = figures.Order().ToArray();
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }

    public static HttpRequestMessage Writing(HttpMethod method, string path, string body) => new(method, path)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Key) },
        Content = new StringContent(body, new MediaTypeHeaderValue("application/json")),
    };

    public ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Add(Outcome outcome)
    {
        _outcomes.Add(outcome);
        Console.Out.WriteLine(outcome);
        say($"  {outcome.Name}: {outcome.Detail}");
    }

    /// <returns>The directory of the repository.</returns>
    internal static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "ConflictEvents.sln")))
                return at.FullName;
        }

        throw new MeasureException("The program does not lie in the repository.");
    }
}

/// <summary>How much is measured.</summary>
/// <param name="Size">Incidents.</param>
/// <param name="GrowthFrom">Incidents of the smaller of the two databases that are compared.</param>
/// <param name="GrowthTo">Incidents of the greater one; null where growth is not measured.</param>
/// <param name="Seconds">Of each measurement.</param>
/// <param name="Rounds">How often each is made; the median counts.</param>
/// <param name="ImportedRows">Of the file that is imported.</param>
/// <param name="Versioned">Incidents of the database in which each has several versions.</param>
/// <param name="Only">Beginnings of the names of the rows that are wanted; none for all.</param>
internal sealed record Plan(int Size, int GrowthFrom, int? GrowthTo, double Seconds, int Rounds, int ImportedRows, int Versioned, IReadOnlyList<string> Only)
{
    /// <summary>Connections that requests come through.</summary>
    public const int Connections = 16;

    /// <summary>As many as the service's pool has on two cores.</summary>
    public const int DatabaseClients = 8;

    public bool Wants(string row) => Only.Count == 0 || Only.Any(start => row.StartsWith(start, StringComparison.Ordinal));
}
