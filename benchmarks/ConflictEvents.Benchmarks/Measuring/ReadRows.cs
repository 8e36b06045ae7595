using System.Globalization;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Queries;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>One incident by id, and pages of 50, against the database and against a generated API.</summary>
/// <param name="service">Makes every answer anew.</param>
/// <param name="keeping">Keeps answers as the service does.</param>
internal sealed class ReadRows(Bench bench, ServerProcess service, ServerProcess keeping, PgBench database, string connectionString, IReadOnlyList<Guid> ids, IReadOnlyList<PageCase> cases)
{
    // All of them travel with each of pgbench's statements.
    private const int FewIds = 20;

    public async Task Measure(CancellationToken ct)
    {
        await ById(ct);
        await Pages(ct);
        await Peers(ct);
    }

    private async Task ById(CancellationToken ct)
    {
        var few = ids.Take(FewIds).ToList();
        await Compare("id", "document-query", 0.5, [.. few.Select(id => new Hit($"/v1/incidents/{id}"))], [.. few.Select(Document)], [.. few.Select(Joined)], ct);
        await bench.Rows([("id/p99-ms", Target.Below(15))], async report =>
        {
            var p99 = await bench.Interleave(async seconds =>
                (await bench.Wrk.Run(service.Address, ids.Select(id => new Hit($"/v1/incidents/{id}")), Plan.Connections, seconds, ct)).P99);
            report("id/p99-ms", p99[0], string.Create(CultureInfo.InvariantCulture, $"{Plan.Connections} connections, any of {ids.Count} incidents"));
        });
    }

    private async Task Pages(CancellationToken ct)
    {
        var served = new Dictionary<string, double>();
        foreach (var page in cases)
        {
            if (await Compare($"page-{page.Name}", "same-sql", 0.85, [.. page.Hits], page.SameSql, page.NormalisedSql, ct) is { } rate)
                served[page.Name] = rate;
        }

        await bench.Rows([("pages/median-to-slowest", Target.Below(5))], report =>
        {
            if (served.Count < cases.Count)
                throw new MeasureException($"Only {served.Count} of {cases.Count} kinds of pages were measured.");
            var slowest = served.MinBy(one => one.Value);
            report("pages/median-to-slowest", Bench.Median(served.Values) / slowest.Value, $"slowest: {slowest.Key}");
            return Task.CompletedTask;
        });
    }

    /// <returns>Answers a second that are made anew; null where nothing was measured.</returns>
    private async Task<double?> Compare(string kind, string query, double share, IReadOnlyList<Hit> hits, IReadOnlyList<Statement> same, IReadOnlyList<Statement> joined, CancellationToken ct)
    {
        double? anew = null;
        await bench.Rows(
            [
                ($"{kind}/{query}", Target.Reach(share)), ($"{kind}/normalised-join", Target.Reach(2)),
                ($"{kind}/anew-{query}", Target.Reach(share)), ($"{kind}/anew-normalised-join", Target.Reach(2)),
            ],
            async report =>
            {
                var rates = await bench.Interleave(
                    async seconds => (await bench.Wrk.Run(keeping.Address, hits, Plan.Connections, seconds, ct)).PerSecond,
                    async seconds => (await bench.Wrk.Run(service.Address, hits, Plan.Connections, seconds, ct)).PerSecond,
                    seconds => database.Rate(same, Plan.DatabaseClients, seconds, ct),
                    seconds => database.Rate(joined, Plan.DatabaseClients, seconds, ct));
                anew = rates[1];
                foreach (var (rate, name) in new[] { (rates[0], ""), (rates[1], "anew-") })
                {
                    report($"{kind}/{name}{query}", rate / rates[2], Against(rate, rates[2], "the same query in pgbench"));
                    report($"{kind}/{name}normalised-join", rate / rates[3], Against(rate, rates[3], "the normalised join in pgbench"));
                }
            });
        return anew;
    }

    private async Task Peers(CancellationToken ct)
    {
        var some = ids.Take(1_000).ToList();
        string[] countries = [.. Generating.CountryTable.Rows.Take(10).Select(row => row.Code)];
        (string Name, double Target, IEnumerable<Hit> Own, IEnumerable<Hit> OfThePeer)[] kinds =
        [
            ("id", 15, some.Select(id => new Hit($"/v1/incidents/{id}")), some.Select(Peer.ById)),
            ("page", 8, countries.Select(country => new Hit($"/v1/incidents?country={country}")), countries.Select(Peer.Newest)),
        ];
        await bench.Rows([.. kinds.SelectMany(kind => new[] { ($"peer/{kind.Name}", Target.Reach(kind.Target)), ($"peer/anew-{kind.Name}", Target.Reach(kind.Target)) })], async report =>
        {
            await using var peer = await Peer.Start(connectionString, ct);
            foreach (var (name, _, own, ofThePeer) in kinds)
            {
                var rates = await bench.Interleave(
                    seconds => Rate(keeping.Address, own, seconds),
                    seconds => Rate(service.Address, own, seconds),
                    seconds => Rate(peer.Address, ofThePeer, seconds));
                report($"peer/{name}", rates[0] / rates[2], Against(rates[0], rates[2], "PostGraphile"));
                report($"peer/anew-{name}", rates[1] / rates[2], Against(rates[1], rates[2], "PostGraphile"));
            }
        });

        async Task<double> Rate(Uri address, IEnumerable<Hit> hits, double seconds) => (await bench.Wrk.Run(address, hits, Plan.Connections, seconds, ct)).PerSecond;
    }

    internal static string Against(double own, double other, string limit) => string.Create(CultureInfo.InvariantCulture, $"{own:0.#}/s against {other:0.#}/s of {limit}");

    private static Statement Document(Guid id)
    {
        using var connection = new NpgsqlConnection();
        using var command = VersionRow.Command(connection, new SqlQuery(), "incident_version", "document", id, Moment.Now);
        return Statement.Of(command);
    }

    private static Statement Joined(Guid id) => new(NormalisedQueries.Document, [("uuid", id.ToString())]);
}
