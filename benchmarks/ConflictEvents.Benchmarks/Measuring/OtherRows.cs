using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ConflictEvents.Application.Casualties.ReadCasualties;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Queries;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>Sums, conditional requests, and what heavy queries do to others.</summary>
internal sealed class OtherRows(Bench bench, ServerProcess service, NpgsqlDataSource source, IReadOnlyList<Guid> ids)
{
    private const int Heavy = 50;
    private const int Light = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // No index serves any of them: no place is known so exactly, and all incidents are walked to find that out. What an index comes to serve is heavy no more.
    private static readonly string[] HeavyPaths =
    [
        "/v1/incidents?maxUncertaintyMeters=1&sort=recorded", "/v1/incidents?maxUncertaintyMeters=2&sort=-killed", "/v1/incidents?maxUncertaintyMeters=3",
        "/v1/casualties?groupBy=actor,week", "/v1/casualties?groupBy=grid",
    ];

    public async Task Measure(CancellationToken ct)
    {
        await Sums(ct);
        await NotModified(ct);
        await Neighbours(ct);
    }

    private async Task Sums(CancellationToken ct) => await bench.Rows([("casualties/raw-to-rollup", Target.Reach(300))], async report =>
    {
        const string Path = "/v1/casualties?groupBy=month,country&metrics=incidents,killed&limit=10000";
        var query = new CasualtyQuery(new IncidentFilter(), [CasualtyGrouping.Month, CasualtyGrouping.Country], [CasualtyMetric.Incidents, CasualtyMetric.Killed], Fill: false);
        var raw = new List<double>();
        for (var round = 0; round < bench.Plan.Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await using var connection = await source.OpenConnectionAsync(ct);
            await using var batch = new CasualtyStatement(query, Moment.Now, CasualtySource.Incidents).Batch(connection, after: null, 100_000);
            batch.Timeout = 0;
            await using var rows = await batch.ExecuteReaderAsync(ct);
            do
            {
                while (await rows.ReadAsync(ct))
                    continue;
            }
            while (await rows.NextResultAsync(ct));
            raw.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        // Once to be compiled well.
        await bench.Wrk.Run(service.Address, [new Hit(Path)], 1, 2 * bench.Plan.Seconds, ct);
        var load = await bench.Wrk.Run(service.Address, [new Hit(Path)], 1, bench.Plan.Seconds, ct);
        report("casualties/raw-to-rollup", Bench.Median(raw) / load.Median, string.Create(CultureInfo.InvariantCulture, $"{Bench.Median(raw):0} ms by adding up incidents, {load.Median:0.0} ms through the service"));
    });

    private async Task NotModified(CancellationToken ct) => await bench.Rows([("not-modified/ceiling", Target.Reach(0.6))], async report =>
    {
        await using var ceiling = await ServerProcess.Start(
            "dotnet",
            port => [typeof(OtherRows).Assembly.Location, "ceiling", "--port", port.ToString(CultureInfo.InvariantCulture)],
            _ => new Dictionary<string, string>(),
            directory: null,
            "/",
            ct);
        var hits = new List<Hit>();
        foreach (var id in ids.Take(200))
        {
            var path = $"/v1/incidents/{id}";
            using var answer = await service.Client.GetAsync(path, ct);
            var tag = answer.Headers.ETag?.ToString() ?? throw new MeasureException("The answer has no ETag.");
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.TryAddWithoutValidation("If-None-Match", tag);
            using var unchanged = await service.Client.SendAsync(again, ct);
            if (unchanged.StatusCode is not HttpStatusCode.NotModified)
                throw new MeasureException($"If-None-Match was answered with {(int)unchanged.StatusCode}.");
            hits.Add(new Hit(path) { Headers = new Dictionary<string, string> { ["If-None-Match"] = tag } });
        }

        var rates = await bench.Interleave(
            async seconds => (await bench.Wrk.Run(service.Address, hits, Plan.Connections, seconds, ct)).PerSecond,
            async seconds => (await bench.Wrk.Run(ceiling.Address, [new Hit("/")], Plan.Connections, seconds, ct)).PerSecond);
        report("not-modified/ceiling", rates[0] / rates[1], ReadRows.Against(rates[0], rates[1], "a constant answer"));
    });

    private async Task Neighbours(CancellationToken ct) => await bench.Rows(
        [("neighbours/p99", Target.Below(3)), ("neighbours/saturated-p99", Target.Below(3)), ("neighbours/clear-answers", Target.Reach(1))],
        async report =>
        {
            var hits = ids.Select(id => new Hit($"/v1/incidents/{id}")).ToList();
            var idle = await bench.Interleave(Paced, Saturated);

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var answers = new ConcurrentDictionary<HttpStatusCode, int>();
            var heavy = Enumerable.Range(0, Heavy).Select(i => Task.Run(() => Ask(HeavyPaths[i % HeavyPaths.Length]), ct)).ToArray();
            await Task.Delay(TimeSpan.FromSeconds(2), ct);
            var busy = await bench.Interleave(Paced, Saturated);
            await enough.CancelAsync();
            await Task.WhenAll(heavy);

            foreach (var (name, i) in new[] { ("neighbours/p99", 0), ("neighbours/saturated-p99", 1) })
                report(name, busy[i] / idle[i], string.Create(CultureInfo.InvariantCulture, $"{busy[i]:0.0} ms against {idle[i]:0.0} ms when idle"));
            var clear = answers.Where(answer => answer.Key is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable).Sum(answer => answer.Value);
            report("neighbours/clear-answers", (double)clear / Math.Max(1, answers.Values.Sum()), string.Join(", ", answers.Select(answer => $"{answer.Value} of {(int)answer.Key}")));

            // Leaves the processors idle for most of the time, as readers do.
            async Task<double> Paced(double seconds) => (await bench.Wrk.Run(service.Address, hits, Light, seconds, ct, Pause)).P99;

            // Takes all that the processors can do, so that any other process takes of it, whatever it does.
            async Task<double> Saturated(double seconds) => (await bench.Wrk.Run(service.Address, hits, Light, seconds, ct)).P99;

            async Task Ask(string path)
            {
                while (!enough.IsCancellationRequested)
                {
                    try
                    {
                        using var answer = await service.Client.GetAsync(path, enough.Token);
                        answers.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
                    }
                    catch (OperationCanceledException) when (enough.IsCancellationRequested)
                    {
                        return;
                    }
                }
            }
        });
}
