using System.Text;

namespace ConflictEvents.Api.Tests.Exports;

/// <summary>Reads RFC 4180 by its own rules, apart from the library that the service writes with.</summary>
internal static class Csv
{
    /// <returns>A dictionary a line, by the names in the first one.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        var lines = Lines(text);
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    private static List<List<string>> Lines(string text)
    {
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var lines = new List<List<string>>();
        for (var at = 0; at < text.Length;)
        {
            var line = new List<string>();
            do
                line.Add(Cell(text, ref at));
            while (text[at++] == ',');

            Assert.Equal("\r\n", text[(at - 1)..(at + 1)]);
            at++;
            lines.Add(line);
        }

        Assert.Single(lines.Select(line => line.Count).Distinct());
        return lines;
    }

    private static string Cell(string text, ref int at)
    {
        var cell = new StringBuilder();
        if (text[at] != '"')
        {
            while (text[at] is not (',' or '\r'))
                cell.Append(text[at++]);
            return cell.ToString();
        }

        for (at++; text[at] != '"' || text[at + 1] == '"'; at++)
        {
            if (text[at] == '"')
                at++;
            cell.Append(text[at]);
        }

        at++;
        return cell.ToString();
    }
}
