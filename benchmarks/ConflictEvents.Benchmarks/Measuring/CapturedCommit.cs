using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ConflictEvents.Benchmarks.Measuring;

/// <summary>
/// The statements of one commit as the server logged them, turned into a script of pgbench that can be run any number of times: what must
/// be new each time, ids and positions, is made by the script.
/// </summary>
internal sealed partial class CapturedCommit
{
    private const string Lock = "for update";

    private readonly List<(string Sql, IReadOnlyList<string?> Values)> _statements;

    private CapturedCommit(List<(string Sql, IReadOnlyList<string?> Values)> statements) => _statements = statements;

    /// <param name="log">What the server wrote meanwhile.</param>
    public static CapturedCommit Read(string log)
    {
        var entries = Entry().Split(log).Skip(1).Chunk(2).Select(entry => (Backend: entry[0], Text: entry[1])).ToList();
        var writer = entries.FirstOrDefault(entry => entry.Text.Contains("insert into event ", StringComparison.Ordinal)).Backend
            ?? throw new MeasureException("The server's log shows no commit.");
        var statements = new List<(string, IReadOnlyList<string?>)>();

        // Parsing and binding are logged as well, with values of their own.
        var isExecution = false;
        foreach (var (_, text) in entries.Where(entry => entry.Backend == writer))
        {
            var executed = Executed().Match(text);
            if (executed.Success)
                statements.Add((executed.Groups["sql"].Value.Trim().TrimEnd(';').Replace("\n\t", "\n", StringComparison.Ordinal), []));
            else if (isExecution && text.StartsWith("DETAIL:  parameters: ", StringComparison.Ordinal))
                statements[^1] = (statements[^1].Item1, [.. Value().Matches(text).Select(value => value.Groups["text"].Success ? value.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal) : null)]);
            isExecution = executed.Success;
        }

        // From the last beginning of a transaction that writes events to its end.
        var insert = statements.FindLastIndex(statement => statement.Item1.StartsWith("insert into event ", StringComparison.Ordinal));
        var begin = statements.FindLastIndex(insert, statement => statement.Item1.StartsWith("BEGIN", StringComparison.OrdinalIgnoreCase));
        var end = statements.FindIndex(insert, statement => statement.Item1.StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase));
        return begin >= 0 && end > insert
            ? new CapturedCommit(statements.GetRange(begin, end - begin + 1))
            : throw new MeasureException("The server's log shows no whole transaction.");
    }

    /// <param name="before">Where the log ended before it.</param>
    /// <param name="number">Sets its variables apart from those of other scripts.</param>
    /// <returns>Three round trips: what comes before the lock of the head, that lock, and all that comes behind it.</returns>
    public (string Script, IReadOnlyDictionary<string, string> Variables) Script(long before, int number)
    {
        var inserted = _statements.Single(statement => statement.Sql.StartsWith("insert into event ", StringComparison.Ordinal)).Values;
        var fresh = Elements(inserted[1]!).Select((id, i) => (Id: id, Name: string.Create(CultureInfo.InvariantCulture, $"e{i}"))).Append((Id: Elements(inserted[3]!)[0], Name: "id")).ToDictionary(one => one.Id, one => one.Name);
        var positions = Elements(inserted[0]!).ToHashSet();
        var variables = new Dictionary<string, string>();
        var ids = string.Join(", ", fresh.Values.Select(name => $"gen_random_uuid() as {name}"));
        var script = new StringBuilder("\\startpipeline\n");
        var isLocked = false;
        foreach (var (n, (sql, values)) in _statements.Index())
        {
            var statement = WithVariables(sql, values, n);
            if (sql.Contains(Lock, StringComparison.Ordinal))
            {
                script.Append("\\endpipeline\n").Append(CultureInfo.InvariantCulture, $"select *, {ids} from ({statement}) head").Append(" \\gset\n\\startpipeline\n");
                isLocked = true;
            }
            else
            {
                script.Append(statement).Append(";\n");
            }
        }

        if (!isLocked)
            throw new MeasureException("The commit takes no lock.");
        return (script.Append("\\endpipeline\n").ToString(), variables);

        string WithVariables(string sql, IReadOnlyList<string?> values, int n)
        {
            for (var i = values.Count; i > 0; i--)
            {
                var written = Written(values[i - 1], string.Create(CultureInfo.InvariantCulture, $"s{number}_{n}_{i}"));
                sql = sql.Replace(string.Create(CultureInfo.InvariantCulture, $"${i}"), written, StringComparison.Ordinal);
            }

            return sql;
        }

        string Written(string? value, string name)
        {
            if (value is null)
                return "null";
            if (fresh.TryGetValue(value, out var id))
                return $":{id}::uuid";
            if (positions.Contains(value))
                return Position(value);
            if (value.StartsWith('{') && Elements(value) is { Length: > 0 } elements && elements.All(element => fresh.ContainsKey(element)))
                return $"array[{string.Join(", ", elements.Select(element => $":{fresh[element]}"))}]::uuid[]";
            if (value.StartsWith('{') && Elements(value) is { Length: > 0 } numbers && numbers.All(positions.Contains))
                return $"array[{string.Join(", ", numbers.Select(Position))}]";
            variables[name] = value;
            return $":{name}";
        }

        string Position(string value) => string.Create(CultureInfo.InvariantCulture, $"(:position::bigint + {long.Parse(value, CultureInfo.InvariantCulture) - before})");
    }

    private static string[] Elements(string array) => array.Trim('{', '}').Split(',', StringSplitOptions.RemoveEmptyEntries);

    // "2026-01-01 00:00:00.000 UTC [123] " begins an entry; the number is the server process.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ UTC \[(\d+)\] ", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^LOG:  duration: [\d.]+ ms  (?:execute [^:]+|statement): (?<sql>.*)$", RegexOptions.Singleline)]
    private static partial Regex Executed();

    [GeneratedRegex(@"\$\d+ = (?:'(?<text>(?:[^']|'')*)'|NULL)")]
    private static partial Regex Value();
}
