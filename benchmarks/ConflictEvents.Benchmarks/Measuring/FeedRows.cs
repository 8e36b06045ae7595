using System.Globalization;
using System.Text.Json;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>The change feed, where each incident has ten versions: asked where there is nothing new, and read a page at a time.</summary>
internal sealed class FeedRows(Bench bench, Databases databases)
{
    private const int PageSize = 1_000;
    private const int Pages = 20;

    // The log as it stands, by its primary key: envelope, hash and body.
    private const string Log = "select e.*, b.body from event e join event_body b using (position) where e.position > $1 and e.position <= $2 and b.position > $1 and b.position <= $2 order by e.position";

    public async Task Measure(CancellationToken ct) => await bench.Rows([("feed/empty-poll", Target.Reach(0.5)), ("feed/page", Target.Reach(0.5))], async report =>
    {
        var connectionString = await databases.Of(bench.Plan.Versioned, normalised: false, ct, AsOfRows.Versions);
        await using var owner = ApplicationDatabase.AsOwner(connectionString, "read_model");
        await using var service = await Bench.Service(connectionString, ct);
        await EmptyPoll(service, report, ct);
        await FullPage(service, owner.Source, new PgBench(connectionString, bench.Directory), report, ct);
    });

    private async Task EmptyPoll(ServerProcess service, Action<string, double, string> report, CancellationToken ct)
    {
        var poll = new Hit($"/v1/changes?after={await Cursor(service, "after=latest", ct)}");
        var rates = await bench.Interleave(
            async seconds => (await bench.Wrk.Run(service.Address, [poll], Plan.Connections, seconds, ct)).PerSecond,
            async seconds => (await bench.Wrk.Run(service.Address, [new Hit("/health/live")], Plan.Connections, seconds, ct)).PerSecond);
        report("feed/empty-poll", rates[0] / rates[1], ReadRows.Against(rates[0], rates[1], "/health/live"));
    }

    private async Task FullPage(ServerProcess service, NpgsqlDataSource source, PgBench database, Action<string, double, string> report, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select position from event_head");
        var last = (long)(await command.ExecuteScalarAsync(ct))!;
        var (hits, statements) = (new List<Hit>(), new List<Statement>());
        for (var n = 0; n < Pages; n++)
        {
            var position = (last - PageSize) * n / Pages;
            hits.Add(new Hit($"/v1/changes?limit={PageSize}{await After(source, position, ct)}"));
            statements.Add(new Statement([Log], [("bigint", Text(position)), ("bigint", Text(position + PageSize))]));
        }

        var rates = await bench.Interleave(
            async seconds => (await bench.Wrk.Run(service.Address, hits, Plan.Connections, seconds, ct)).PerSecond,
            seconds => database.Rate(statements, Plan.DatabaseClients, seconds, ct));
        report("feed/page", rates[0] / rates[1], ReadRows.Against(rates[0] * PageSize, rates[1] * PageSize, "rows of the log by primary key in pgbench"));
    }

    /// <returns>The parameter that asks for what follows a position.</returns>
    private static async Task<string> After(NpgsqlDataSource source, long position, CancellationToken ct)
    {
        if (position == 0)
            return "";
        await using var command = source.CreateCommand("select hash from event where position = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = position });
        var hash = (byte[])(await command.ExecuteScalarAsync(ct))!;
        return $"&after={Application.Feed.FeedCursor.Of(position, hash)}";
    }

    private static async Task<string> Cursor(ServerProcess service, string query, CancellationToken ct)
    {
        using var page = JsonDocument.Parse(await service.Client.GetStringAsync(new Uri($"/v1/changes?{query}", UriKind.Relative), ct));
        return page.RootElement.GetProperty("nextCursor").GetString()!;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
