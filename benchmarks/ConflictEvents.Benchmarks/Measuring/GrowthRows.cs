using System.Globalization;
using ConflictEvents.Infrastructure.Database;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>Whether pages are as fast among many incidents as among few.</summary>
internal sealed class GrowthRows(Bench bench, Func<int, CancellationToken, Task<string>> databaseOf)
{
    private static readonly string[] Names = ["country-period", "actor", "bbox-narrow", "bbox-medium", "bbox-wide", "text-rare", "text-common"];

    public async Task Measure(CancellationToken ct) => await bench.Rows([.. Names.Select(name => ($"growth/{name}", Target.Reach(0.8)))], async report =>
    {
        if (bench.Plan.GrowthTo is not { } many)
            throw new MeasureException("Not measured: ask for it with --growth N.");
        await using var few = await Side.Open(bench, await databaseOf(bench.Plan.GrowthFrom, ct), many, ct);
        await using var lots = await Side.Open(bench, await databaseOf(many, ct), many, ct);
        foreach (var (small, great) in few.Cases.Zip(lots.Cases))
        {
            var rates = await bench.Interleave(
                async seconds => (await bench.Wrk.Run(lots.Service.Address, great.Hits, Plan.Connections, seconds, ct)).PerSecond,
                async seconds => (await bench.Wrk.Run(few.Service.Address, small.Hits, Plan.Connections, seconds, ct)).PerSecond);
            report($"growth/{great.Name}", rates[0] / rates[1], string.Create(
                CultureInfo.InvariantCulture, $"{rates[0]:0.#}/s among {many} incidents against {rates[1]:0.#}/s among {bench.Plan.GrowthFrom}"));
        }
    });

    private sealed record Side(ServerProcess Service, IReadOnlyList<PageCase> Cases) : IAsyncDisposable
    {
        public static async Task<Side> Open(Bench bench, string connectionString, long most, CancellationToken ct)
        {
            await using var owner = ApplicationDatabase.AsOwner(connectionString, "read_model");
            var cases = await PageCases.Choose(owner.Source, ct, most);
            return new Side(await bench.WarmService(connectionString, [.. cases.SelectMany(page => page.Hits)], Plan.Connections, ct, keeps: false), cases);
        }

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
