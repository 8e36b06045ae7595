using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>Whole results as files, against what psql copies.</summary>
internal sealed class ExportRows(Bench bench, ServerProcess service, PgBench database, NpgsqlDataSource source)
{
    private const int Most = 1_000_000;

    // The columns of the export that are no lists: a limit that has less to do.
    private const string Columns =
        """
        select i.id, i.version, i.title, i.type, i.sub_type, i.violence, i.occurred_from, i.occurred_to, i.country, l.admin1, l.name as location, l.id as location_id,
               i.longitude, i.latitude, i.uncertainty_meters, i.verification, i.killed_low, i.killed_best, i.killed_high, i.injured_low, i.injured_best, i.injured_high, i.updated_at
        from normalised.incident i join normalised.location l on l.id = i.location_id
        """;

    public async Task Measure(CancellationToken ct)
    {
        var (memory, firstBytes) = (new List<double>(), new List<double>());
        foreach (var (format, target) in new[] { ("csv", Target.Reach(1)), ("ndjson", Target.Reach(2)), ("geojson", Target.Reach(2)) })
        {
            await bench.Rows([($"export/{format}", target)], async report =>
            {
                var (filter, condition) = await Filter(ct);
                var path = $"/v1/incidents?f={format}{filter}";
                var limit = format == "csv" ? $"{Columns} {condition}" : $"select row_to_json(t) from ({Columns} {condition}) t";
                var (own, other, bytes) = (new List<double>(), new List<double>(), 0L);
                await Download(path, ct);
                for (var round = 0; round < bench.Plan.Rounds; round++)
                {
                    var before = service.ResetPeakMemory();
                    var (length, seconds, first) = await Download(path, ct);
                    bytes = length;
                    own.Add(length / seconds);
                    firstBytes.Add(first * 1_000);
                    memory.Add((service.Memory().Most - before) / 1_048_576.0);
                    other.Add(await database.CopyRate(limit.ReplaceLineEndings(" "), ct));
                }

                report($"export/{format}", Bench.Median(own) / Bench.Median(other), string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Bench.Median(own) / 1e6:0.0} MB/s ({bytes / 1e6:0} MB) against {Bench.Median(other) / 1e6:0.0} MB/s of psql"));
            });
        }

        await bench.Rows([("export/memory-mb", Target.Below(50)), ("export/first-byte-ms", Target.Below(100))], report =>
        {
            if (memory.Count == 0)
                throw new MeasureException("No export was measured.");
            report("export/memory-mb", memory.Max(), "the most that the process grew by during an export");
            report("export/first-byte-ms", Bench.Median(firstBytes), string.Create(CultureInfo.InvariantCulture, $"slowest {firstBytes.Max():0} ms"));
            return Task.CompletedTask;
        });
    }

    /// <returns>A filter that leaves about a million, and the same for the limit.</returns>
    private async Task<(string Query, string Condition)> Filter(CancellationToken ct)
    {
        if (bench.Plan.Size <= Most)
            return ("", "");
        var day = (await PageCases.Column<DateOnly>(source, $"select occurred_from from normalised.incident order by occurred_from offset {Most} limit 1", ct))[0].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return ($"&to={day}", $"where i.occurred_from <= '{day}'");
    }

    private async Task<(long Bytes, double Seconds, double FirstByte)> Download(string path, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await service.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!answer.IsSuccessStatusCode)
            throw new MeasureException($"{path} was answered with {(int)answer.StatusCode}.");
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[256 * 1024];
        long bytes = await body.ReadAsync(buffer, ct);
        var first = Stopwatch.GetElapsedTime(began).TotalSeconds;
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
            bytes += read;
        return (bytes, Stopwatch.GetElapsedTime(began).TotalSeconds, first);
    }
}
