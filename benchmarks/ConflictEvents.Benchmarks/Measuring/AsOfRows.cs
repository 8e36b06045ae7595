using System.Globalization;
using ConflictEvents.Infrastructure.Database;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>What was known at a time, against what is known now: one incident by id, and pages of 50, where each incident has ten versions.</summary>
internal sealed class AsOfRows(Bench bench, Databases databases)
{
    public const int Versions = 10;

    private const int Few = 20;

    private static readonly string[] Names = ["country-period", "actor", "bbox-narrow", "bbox-medium", "bbox-wide", "text-rare", "text-common"];

    public async Task Measure(CancellationToken ct) => await bench.Rows(
        [("asof/id", Target.Reach(0.67)), .. Names.Select(name => ($"asof/page-{name}", Target.Reach(0.125)))],
        async report =>
        {
            var connectionString = await databases.Of(bench.Plan.Versioned, normalised: false, ct, Versions);
            await using var owner = ApplicationDatabase.AsOwner(connectionString, "read_model");
            var ids = await PageCases.Column<Guid>(owner.Source, $"select id from incident_version where {PageCases.Active} order by md5(id::text) limit {Few}", ct);
            var cases = await PageCases.Choose(owner.Source, ct);
            var moments = await Moments(owner.Source, ct);
            var byId = ids.Select(id => new Hit($"/v1/incidents/{id}")).ToList();
            var kinds = cases.SelectMany(page => page.Hits).Concat(byId).ToList();
            await using var service = await bench.WarmService(connectionString, [.. kinds, .. Then(kinds)], Plan.Connections, ct, keeps: false);
            await Compare("asof/id", byId);
            foreach (var page in cases)
                await Compare($"asof/page-{page.Name}", [.. page.Hits]);

            async Task Compare(string name, IReadOnlyList<Hit> now)
            {
                var rates = await bench.Interleave(
                    async seconds => (await bench.Wrk.Run(service.Address, Then(now), Plan.Connections, seconds, ct)).PerSecond,
                    async seconds => (await bench.Wrk.Run(service.Address, now, Plan.Connections, seconds, ct)).PerSecond);
                report(name, rates[0] / rates[1], ReadRows.Against(rates[0], rates[1], "the present"));
            }

            IEnumerable<Hit> Then(IEnumerable<Hit> now) =>
                now.Select((hit, i) => hit with { Path = $"{hit.Path}{(hit.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asOf={moments[i % moments.Count]}" });
        });

    /// <returns>Times of commits, spread over all of them since the last incident was first recorded.</returns>
    private static async Task<IReadOnlyList<string>> Moments(NpgsqlDataSource source, CancellationToken ct)
    {
        var times = await PageCases.Column<DateTime>(
            source,
            $"""
            select recorded_at from event where position in (
                select first + (head.position - first) * n / {Few + 1}
                from event_head head, (select max(position) as first from event where type = 'incident.created') made, generate_series(1, {Few}) n)
            order by md5(position::text)
            """,
            ct);
        return [.. times.Select(time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))];
    }
}
