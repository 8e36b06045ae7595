using System.Globalization;
using Npgsql;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>A query of the service with the values of its parameters, as text for PostgreSQL's own programs.</summary>
/// <param name="PlannedAnew">Whether it is planned for its values each time.</param>
internal sealed record Statement(string Text, IReadOnlyList<(string Type, string Value)> Parameters, bool PlannedAnew = false)
{
    /// <summary>Whether it is a script of pgbench of several statements rather than a single one.</summary>
    public bool IsScript { get; init; }

    public static Statement Of(NpgsqlCommand command) => new(command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(Written)]);

    /// <param name="plannedAnew">Then the first command asks for that, and the query is the last.</param>
    public static Statement Of(NpgsqlBatch batch, bool plannedAnew) =>
        new(batch.BatchCommands[^1].CommandText, [.. batch.BatchCommands[^1].Parameters.Cast<NpgsqlParameter>().Select(Written)], plannedAnew);

    /// <returns>The text with the values in the place of the parameters.</returns>
    public string WithValues() => Replace((i, type, value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'::{type}");

    /// <returns>The text with variables of pgbench, whose names begin alike, in the place of the parameters.</returns>
    public string WithVariables(string prefix) => Replace((i, type, _) => string.Create(CultureInfo.InvariantCulture, $":{prefix}_{i}::{type}"));

    private string Replace(Func<int, string, string, string> by)
    {
        var text = Text;
        for (var i = Parameters.Count; i > 0; i--)
            text = text.Replace(string.Create(CultureInfo.InvariantCulture, $"${i}"), by(i, Parameters[i - 1].Type, Parameters[i - 1].Value), StringComparison.Ordinal);
        return text;
    }

    private static (string Type, string Value) Written(NpgsqlParameter parameter) => parameter.Value switch
    {
        Guid id => ("uuid", id.ToString()),
        Guid[] ids => ("uuid[]", $"{{{string.Join(',', ids)}}}"),
        string text => ("text", text),
        string[] texts => ("text[]", $"{{{string.Join(',', texts.Select(text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}}}"),
        DateOnly day => ("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        int number => ("int", number.ToString(CultureInfo.InvariantCulture)),
        short number => ("smallint", number.ToString(CultureInfo.InvariantCulture)),
        long number => ("bigint", number.ToString(CultureInfo.InvariantCulture)),
        double number => ("double precision", number.ToString("R", CultureInfo.InvariantCulture)),
        DateTimeOffset time => ("timestamptz", time.ToString("O", CultureInfo.InvariantCulture)),
        var other => throw new MeasureException($"A parameter of {other?.GetType().Name ?? "no type"} cannot be written."),
    };
}
