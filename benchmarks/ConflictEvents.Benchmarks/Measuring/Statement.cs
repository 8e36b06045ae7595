using System.Globalization;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>A query with the values of its parameters, as text for PostgreSQL's own programs.</summary>
/// <param name="Parts">Several are sent together; they share their parameters.</param>
/// <param name="PlannedAnew">Whether it is planned for its values each time.</param>
internal sealed record Statement(IReadOnlyList<string> Parts, IReadOnlyList<(string Type, string Value)> Parameters, bool PlannedAnew = false)
{
    /// <summary>The same for statements that differ in their values alone.</summary>
    public string Text => string.Join(";\n", Parts);

    public static Statement Of(NpgsqlCommand command) => new([command.CommandText], [.. command.Parameters.Cast<NpgsqlParameter>().Select(Written)]);

    /// <param name="plannedAnew">Then the first command asks for that, and the query is the last.</param>
    public static Statement Of(NpgsqlBatch batch, bool plannedAnew) =>
        new([batch.BatchCommands[^1].CommandText], [.. batch.BatchCommands[^1].Parameters.Cast<NpgsqlParameter>().Select(Written)], plannedAnew);

    /// <summary>
    /// A script of pgbench that runs one of some statements which differ in their values alone. All values travel with each of them, as one
    /// array a parameter: pgbench has no lists to choose from, and a script for each value would be measured by how long it takes to plan it.
    /// </summary>
    /// <returns>The script, and the variables that it is to be given.</returns>
    public static (string Script, IReadOnlyDictionary<string, string> Variables) Script(IReadOnlyList<Statement> alike, string prefix)
    {
        var parts = alike[0].Parts.ToArray();
        var variables = new Dictionary<string, string>();
        for (var i = alike[0].Parameters.Count; i > 0; i--)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{i}");
            variables[name] = Array(alike.Select(one => one.Parameters[i - 1].Value));
            for (var part = 0; part < parts.Length; part++)
                parts[part] = parts[part].Replace(string.Create(CultureInfo.InvariantCulture, $"${i}"), $"(:{name}::text[])[:n]::{alike[0].Parameters[i - 1].Type}", StringComparison.Ordinal);
        }

        var body = parts.Length == 1 ? $"{parts[0]};" : $"\\startpipeline\n{string.Join(";\n", parts)};\n\\endpipeline";
        return (string.Create(CultureInfo.InvariantCulture, $"\\set n random(1, {alike.Count})\n{body}\n"), variables);
    }

    /// <returns>The text with the values in the place of the parameters.</returns>
    public string WithValues()
    {
        var text = Text;
        for (var i = Parameters.Count; i > 0; i--)
            text = text.Replace(string.Create(CultureInfo.InvariantCulture, $"${i}"), $"'{Parameters[i - 1].Value.Replace("'", "''", StringComparison.Ordinal)}'::{Parameters[i - 1].Type}", StringComparison.Ordinal);
        return text;
    }

    private static string Array(IEnumerable<string> values) =>
        $"{{{string.Join(',', values.Select(value => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}}}";

    private static (string Type, string Value) Written(NpgsqlParameter parameter) => parameter.Value switch
    {
        Guid id => ("uuid", id.ToString()),
        Guid[] ids => ("uuid[]", $"{{{string.Join(',', ids)}}}"),
        string text => ("text", text),
        string[] texts => ("text[]", Array(texts)),
        DateOnly day => ("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        int number => ("int", number.ToString(CultureInfo.InvariantCulture)),
        short number => ("smallint", number.ToString(CultureInfo.InvariantCulture)),
        long number => ("bigint", number.ToString(CultureInfo.InvariantCulture)),
        double number => ("double precision", number.ToString("R", CultureInfo.InvariantCulture)),
        DateTimeOffset time => ("timestamptz", time.ToString("O", CultureInfo.InvariantCulture)),
        byte[] bytes => ("bytea", $"\\x{Convert.ToHexStringLower(bytes)}"),
        var other => throw new MeasureException($"A parameter of {other?.GetType().Name ?? "no type"} cannot be written."),
    };
}
