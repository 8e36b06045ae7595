using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>Writes outcomes for people, as a table, and for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task Write(string directory, Plan plan, IReadOnlyList<Outcome> outcomes, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var name = string.Create(CultureInfo.InvariantCulture, $"results-{plan.Size}");
        var machine = await Machine(cancellationToken);
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"{plan.Size:N0} incidents; {machine}; {time.GetUtcNow():yyyy-MM-dd}. {(plan.Rounds == 1 ? "One round" : $"Medians of {plan.Rounds} rounds")} of {plan.Seconds:0.#} s.\n\n");
        table.Append("| row | result | target | | measured |\n| --- | ---: | ---: | --- | --- |\n");
        foreach (var outcome in outcomes)
            table.Append(CultureInfo.InvariantCulture, $"| {outcome.Name} | {outcome.Number} | {outcome.Target.ToString().Replace("<", "&lt;", StringComparison.Ordinal)} | {outcome.Verdict} | {outcome.Detail.Replace("|", "/", StringComparison.Ordinal)} |\n");
        await File.WriteAllTextAsync(Path.Combine(directory, $"{name}.md"), table.ToString(), cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(directory, $"{name}.json"),
            JsonSerializer.Serialize(
                new
                {
                    incidents = plan.Size,
                    machine,
                    measuredAt = time.GetUtcNow(),
                    rows = outcomes.Select(outcome => new { name = outcome.Name, figure = outcome.Figure, target = outcome.Target.ToString(), verdict = outcome.Verdict, detail = outcome.Detail }),
                },
                Indented),
            cancellationToken);
    }

    private static async Task<string> Machine(CancellationToken cancellationToken)
    {
        var processor = (await File.ReadAllLinesAsync("/proc/cpuinfo", cancellationToken)).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim() ?? "unknown processor";
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores of {processor}, {memory:0} GB");
    }
}
