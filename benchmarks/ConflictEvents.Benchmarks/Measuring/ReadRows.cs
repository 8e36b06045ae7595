using System.Globalization;
using ConflictEvents.Application.Queries;
using ConflictEvents.Infrastructure.Queries;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>One incident by id, and pages of 50, against the database and against a generated API.</summary>
internal sealed class ReadRows(Bench bench, ServerProcess service, PgBench database, string connectionString, IReadOnlyList<Guid> ids, IReadOnlyList<PageCase> cases)
{
    // All of them travel with each of pgbench's statements.
    private const int FewIds = 20;

    public async Task Measure(CancellationToken ct)
    {
        await ById(ct);
        await Pages(ct);
        await Peers(ct);
    }

    private async Task ById(CancellationToken ct) => await bench.Rows(
        [("id/document-query", Target.Reach(0.5)), ("id/normalised-join", Target.Reach(2)), ("id/p99-ms", Target.Below(15))],
        async report =>
        {
            var few = ids.Take(FewIds).ToList();
            var hits = few.Select(id => new Hit($"/v1/incidents/{id}")).ToList();
            var rates = await bench.Interleave(
                async seconds => (await bench.Wrk.Run(service.Address, hits, Plan.Connections, seconds, ct)).PerSecond,
                seconds => database.Rate([.. few.Select(Document)], Plan.DatabaseClients, seconds, ct),
                seconds => database.Rate([.. few.Select(Joined)], Plan.DatabaseClients, seconds, ct));
            var p99 = await bench.Interleave(async seconds =>
                (await bench.Wrk.Run(service.Address, ids.Select(id => new Hit($"/v1/incidents/{id}")), Plan.Connections, seconds, ct)).P99);
            report("id/document-query", rates[0] / rates[1], Against(rates[0], rates[1], "the same query in pgbench"));
            report("id/normalised-join", rates[0] / rates[2], Against(rates[0], rates[2], "the normalised join in pgbench"));
            report("id/p99-ms", p99[0], string.Create(CultureInfo.InvariantCulture, $"{Plan.Connections} connections, any of {ids.Count} incidents"));
        });

    private async Task Pages(CancellationToken ct)
    {
        var served = new Dictionary<string, double>();
        foreach (var page in cases)
        {
            await bench.Rows([($"page-{page.Name}/same-sql", Target.Reach(0.85)), ($"page-{page.Name}/normalised-join", Target.Reach(2))], async report =>
            {
                var rates = await bench.Interleave(
                    async seconds => (await bench.Wrk.Run(service.Address, page.Hits, Plan.Connections, seconds, ct)).PerSecond,
                    seconds => database.Rate(page.SameSql, Plan.DatabaseClients, seconds, ct),
                    seconds => database.Rate(page.NormalisedSql, Plan.DatabaseClients, seconds, ct));
                served[page.Name] = rates[0];
                report($"page-{page.Name}/same-sql", rates[0] / rates[1], Against(rates[0], rates[1], "the same query in pgbench"));
                report($"page-{page.Name}/normalised-join", rates[0] / rates[2], Against(rates[0], rates[2], "the normalised join in pgbench"));
            });
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

    private async Task Peers(CancellationToken ct) => await bench.Rows([("peer/id", Target.Reach(15)), ("peer/page", Target.Reach(8))], async report =>
    {
        await using var peer = await Peer.Start(connectionString, ct);
        var byId = await bench.Interleave(
            async seconds => (await bench.Wrk.Run(service.Address, ids.Select(id => new Hit($"/v1/incidents/{id}")), Plan.Connections, seconds, ct)).PerSecond,
            async seconds => (await bench.Wrk.Run(peer.Address, ids.Take(1_000).Select(Peer.ById), Plan.Connections, seconds, ct)).PerSecond);
        report("peer/id", byId[0] / byId[1], Against(byId[0], byId[1], "PostGraphile"));

        string[] countries = [.. Generating.CountryTable.Rows.Take(10).Select(row => row.Code)];
        var pages = await bench.Interleave(
            async seconds => (await bench.Wrk.Run(service.Address, countries.Select(country => new Hit($"/v1/incidents?country={country}")), Plan.Connections, seconds, ct)).PerSecond,
            async seconds => (await bench.Wrk.Run(peer.Address, countries.Select(Peer.Newest), Plan.Connections, seconds, ct)).PerSecond);
        report("peer/page", pages[0] / pages[1], Against(pages[0], pages[1], "PostGraphile"));
    });

    internal static string Against(double own, double other, string limit) => string.Create(CultureInfo.InvariantCulture, $"{own:0.#}/s against {other:0.#}/s of {limit}");

    private static Statement Document(Guid id)
    {
        using var connection = new NpgsqlConnection();
        using var command = VersionRow.Command(connection, new SqlQuery(), "incident_version", "document", id, Moment.Now);
        return Statement.Of(command);
    }

    private static Statement Joined(Guid id) => new(NormalisedQueries.Document, [("uuid", id.ToString())]);
}
