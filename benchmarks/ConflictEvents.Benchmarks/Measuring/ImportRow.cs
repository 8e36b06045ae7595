using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ConflictEvents.Benchmarks.Generating;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>A file of events loaded from the command line, against copying the very rows that come of it into the same tables.</summary>
internal sealed partial class ImportRow(Bench bench, Databases databases)
{
    private const long Megabyte = 1 << 20;

    // What a commit writes, in an order in which whatever is referred to comes first; generated columns are left out.
    private static readonly string[] Tables =
        ["log.event", "log.event_body", "read_model.incident_version", "read_model.participation_version", "read_model.reference_version", "read_model.name_version", "read_model.change_entry", "read_model.casualty_rollup"];

    public async Task Measure(CancellationToken ct) => await bench.Rows(
        [("import/copy", Target.Reach(1 / 3.0)), ("import/memory-mb", Target.Below(300))],
        async report =>
        {
            var rows = bench.Plan.ImportedRows;
            var file = Path.Combine(bench.Directory, "ged.csv");
            GedWriter.Write(file, rows, seed: 1);
            var (imported, copied) = (await databases.Fresh("import_loaded", ct), await databases.Fresh("import_copied", ct));
            try
            {
                var (seconds, peak) = await Import(file, imported, rows, ct);
                var limit = await Copy(imported, copied, ct);
                report("import/copy", limit / seconds, string.Create(CultureInfo.InvariantCulture, $"{rows / seconds:0} rows/s against {rows / limit:0} rows/s of copying what came of them"));
                report("import/memory-mb", peak / (double)Megabyte, $"the peak of the process while it loaded {rows} rows of {new FileInfo(file).Length / Megabyte} MB");
            }
            finally
            {
                await databases.Drop(imported);
                await databases.Drop(copied);
            }
        });

    private static async Task<(double Seconds, long Peak)> Import(string file, string connectionString, int rows, CancellationToken ct)
    {
        var program = Path.Combine(Bench.Root(), "src", "ConflictEvents.Cli", "bin", "Release", "net10.0", "conflict-events.dll");
        var began = Stopwatch.GetTimestamp();
        using var process = Tool.Start(
            "dotnet", [program, "import", file, "--format", "ucdp-ged"], new Dictionary<string, string> { ["ConnectionStrings__ConflictEvents"] = connectionString }, workingDirectory: null);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        var peak = 0L;
        try
        {
            for (var ending = process.WaitForExitAsync(ct); !ending.IsCompleted; await Task.WhenAny(ending, Task.Delay(100, ct)))
                peak = Math.Max(peak, PeakOf(process.Id));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var summary = await output;
        if (!summary.Contains(string.Create(CultureInfo.InvariantCulture, $"{rows} created"), StringComparison.Ordinal))
            throw new MeasureException($"The import came to: {Tool.LastLines(summary + await errors)}");
        return (seconds, peak);
    }

    /// <returns>Bytes of memory that the process had at most; 0 once it has ended.</returns>
    private static long PeakOf(int process)
    {
        var status = $"/proc/{process}/status";
        return File.Exists(status) && Peak().Match(File.ReadAllText(status)) is { Success: true } found
            ? long.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * 1024
            : 0;
    }

    /// <returns>Seconds that copying took.</returns>
    private async Task<double> Copy(string from, string to, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(from);
        await using var target = NpgsqlDataSource.Create(to);
        await using var writer = await target.OpenConnectionAsync(ct);
        await using (var empty = new NpgsqlCommand("truncate read_model.casualty_rollup", writer))
            await empty.ExecuteNonQueryAsync(ct);
        var taken = TimeSpan.Zero;
        foreach (var table in Tables)
        {
            var columns = await Columns(source, table, ct);
            var rows = Path.Combine(bench.Directory, "rows");
            await using (var reader = await source.OpenConnectionAsync(ct))
            await using (var copy = await reader.BeginRawBinaryCopyAsync($"copy {table} ({columns}) to stdout (format binary)", ct))
            await using (var file = File.Create(rows))
                await copy.CopyToAsync(file, ct);

            var began = Stopwatch.GetTimestamp();
            await using (var file = File.OpenRead(rows))
            await using (var copy = await writer.BeginRawBinaryCopyAsync($"copy {table} ({columns}) from stdin (format binary)", ct))
                await file.CopyToAsync(copy, ct);
            taken += Stopwatch.GetElapsedTime(began);
            File.Delete(rows);
        }

        return taken.TotalSeconds;
    }

    private static async Task<string> Columns(NpgsqlDataSource source, string table, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"select string_agg(attname, ', ' order by attnum) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''");
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    [GeneratedRegex(@"VmHWM:\s+(\d+) kB")]
    private static partial Regex Peak();
}
