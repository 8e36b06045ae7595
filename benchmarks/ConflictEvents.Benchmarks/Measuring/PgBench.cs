using System.Globalization;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>Runs statements with pgbench and psql, with the rights and the search path of the database's owner.</summary>
internal sealed class PgBench(string connectionString, string directory)
{
    private readonly NpgsqlConnectionStringBuilder _settings = new(connectionString);
    private int _files;

    /// <summary>How fast the database answers statements, one of them at random at a time, prepared.</summary>
    /// <returns>Per second.</returns>
    public async Task<double> Rate(IReadOnlyList<Statement> statements, int clients, double seconds, CancellationToken cancellationToken)
    {
        // How statements are planned goes for all of a run: of two kinds each gets its share of the time, and what one takes on the whole is added up.
        var taken = 0.0;
        foreach (var kind in statements.GroupBy(statement => statement.PlannedAnew))
        {
            var share = (double)kind.Count() / statements.Count;
            taken += share / await Rate([.. kind], kind.Key, clients, share * seconds, cancellationToken);
        }

        return 1 / taken;
    }

    private async Task<double> Rate(IReadOnlyList<Statement> statements, bool plannedAnew, int clients, double seconds, CancellationToken cancellationToken)
    {
        var arguments = new List<string> { "-n", "-M", "prepared", "-c", Text(clients), "-j", "1", "-T", Text((int)Math.Ceiling(seconds)) };
        foreach (var (i, alike) in statements.GroupBy(statement => statement.Text).Index())
        {
            var (script, variables) = Statement.Script([.. alike], string.Create(CultureInfo.InvariantCulture, $"v{i}"));
            var file = await Write(script, cancellationToken);
            arguments.AddRange(["-f", string.Create(CultureInfo.InvariantCulture, $"{file}@{alike.Count()}")]);
            foreach (var (name, value) in variables)
                arguments.AddRange(["-D", $"{name}={value}"]);
        }

        var output = await Tool.Run("pgbench", arguments, Environment(plannedAnew), cancellationToken);
        return Parse(output);
    }

    /// <summary>How fast scripts of pgbench, each with variables of its own, are run, one as often as the other.</summary>
    public async Task<double> Rate(IReadOnlyList<(string Script, IReadOnlyDictionary<string, string> Variables)> scripts, int clients, double seconds, CancellationToken cancellationToken)
    {
        var arguments = new List<string> { "-n", "-M", "prepared", "-c", Text(clients), "-j", "1", "-T", Text((int)Math.Ceiling(seconds)) };
        foreach (var (script, variables) in scripts)
        {
            arguments.AddRange(["-f", await Write(script, cancellationToken)]);
            foreach (var (name, value) in variables)
                arguments.AddRange(["-D", $"{name}={value}"]);
        }

        return Parse(await Tool.Run("pgbench", arguments, Environment(plannedAnew: false), cancellationToken));
    }

    /// <summary>Has psql copy the result of a query into a file.</summary>
    /// <returns>Bytes a second.</returns>
    public async Task<double> CopyRate(string copy, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, "copied");
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await Tool.Run("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", $"\\copy ({copy}) to '{file}'{(copy.Contains("row_to_json", StringComparison.Ordinal) ? "" : " csv")}"], Environment(plannedAnew: false), cancellationToken);
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
        var rate = new FileInfo(file).Length / seconds;
        File.Delete(file);
        return rate;
    }

    private async Task<string> Write(string script, CancellationToken cancellationToken)
    {
        var file = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"script-{Interlocked.Increment(ref _files)}.sql"));
        await File.WriteAllTextAsync(file, script, cancellationToken);
        return file;
    }

    private Dictionary<string, string> Environment(bool plannedAnew) => new()
    {
        ["PGHOST"] = _settings.Host ?? "",
        ["PGPORT"] = Text(_settings.Port),
        ["PGUSER"] = _settings.Username ?? "",
        ["PGPASSWORD"] = _settings.Password ?? "",
        ["PGDATABASE"] = _settings.Database ?? "",
        ["PGOPTIONS"] = $"-c search_path=read_model,log,public{(plannedAnew ? " -c plan_cache_mode=force_custom_plan" : "")}",
    };

    private static double Parse(string output)
    {
        var line = output.Split('\n').SingleOrDefault(line => line.StartsWith("tps = ", StringComparison.Ordinal)) ?? throw new MeasureException($"pgbench said: {Tool.LastLines(output)}");
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
