using ConflictEvents.Infrastructure.Database;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>Measures every row of the target table, each in turn with its limit.</summary>
internal static class BenchRun
{
    private const int SampledIds = 10_000;

    /// <param name="given">The connection string of the filled database to measure; null to take one of the server's own.</param>
    /// <returns>What came out, in the order of the table.</returns>
    public static async Task<IReadOnlyList<Outcome>> Measure(
        Plan plan, Databases databases, string? given, Action<string> say, CancellationToken ct)
    {
        await using var bench = new Bench(Directory.CreateTempSubdirectory("conflict-events-bench-").FullName, plan, say);

        // An import fills a database of its own.
        if (plan.Only.Count > 0 && plan.Only.All(start => start.StartsWith("import", StringComparison.Ordinal)))
        {
            await new ImportRow(bench, databases).Measure(ct);
            return bench.Outcomes;
        }

        var connectionString = given ?? await databases.Of(plan.Size, normalised: true, ct);
        var database = new PgBench(connectionString, bench.Directory);
        await using (var owner = ApplicationDatabase.AsOwner(connectionString, "read_model"))
        {
            var source = owner.Source;
            var ids = await PageCases.Column<Guid>(source, $"select id from normalised.incident order by md5(id::text) limit {SampledIds}", ct);
            var cases = await PageCases.Choose(source, ct);
            Hit[] kinds = [.. ids.Take(100).Select(id => new Hit($"/v1/incidents/{id}")), .. cases.SelectMany(page => page.Hits)];
            await using var service = await bench.WarmService(connectionString, kinds, Plan.Connections, ct, keeps: false);
            await using (var keeping = await bench.WarmService(connectionString, kinds, Plan.Connections, ct))
                await new ReadRows(bench, service, keeping, database, connectionString, ids, cases).Measure(ct);
            await new ExportRows(bench, service, database, source).Measure(ct);
            await new OtherRows(bench, service, source, ids).Measure(ct);
        }

        await new GrowthRows(bench, (incidents, token) => incidents == plan.Size ? Task.FromResult(connectionString) : databases.Of(incidents, normalised: false, token)).Measure(ct);
        await new AsOfRows(bench, databases).Measure(ct);
        await new FeedRows(bench, databases).Measure(ct);
        await new WriteRow(bench, database, connectionString, databases).Measure(ct);
        await new ImportRow(bench, databases).Measure(ct);
        return bench.Outcomes;
    }
}
