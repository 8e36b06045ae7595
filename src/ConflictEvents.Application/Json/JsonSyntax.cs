using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ConflictEvents.Application.Json;

/// <summary>
/// Reads a JSON text token by token for the faults that have nothing to do with what it should contain: syntax, encoding, nesting,
/// duplicate members, NUL characters, and numbers too great for any type.
/// </summary>
internal static class JsonSyntax
{
    private static readonly string[] NotNumbers = ["NaN", "Infinity", "-Infinity", "+Infinity"];

    /// <returns>False when the faults stand in the way of reading the text any further.</returns>
    public static bool Check(ReadOnlySpan<byte> utf8, JsonFaults faults)
    {
        var levels = new Stack<Level>();
        // The reader's own limit would end the reading without saying where.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (!faults.Enough && reader.Read())
            {
                if (!CheckToken(ref reader, levels, faults))
                    return false;
            }
        }
        catch (JsonException e)
        {
            var rest = utf8[(int)reader.BytesConsumed..].TrimStart(" \t\r\n:,"u8);
            if (rest.Length > 0 && IsNotNumber(rest))
                faults.AddInvalid(Path(levels), "A number must be finite.");
            else
                faults.AddMalformed("malformed-json", Path(levels), $"The text stops being JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
            return false;
        }

        return !faults.Malformed && !faults.Enough;
    }

    private static bool CheckToken(ref Utf8JsonReader reader, Stack<Level> levels, JsonFaults faults)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                levels.Pop();
                return true;

            case JsonTokenType.PropertyName:
                CheckName(ref reader, levels, faults);
                return true;
        }

        if (levels.TryPeek(out var parent))
            parent.Next();

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (levels.Count == JsonContract.MaxDepth)
                {
                    faults.AddMalformed("too-deep", Path(levels), $"At most {JsonContract.MaxDepth} levels of nesting are read.");
                    return false;
                }

                levels.Push(new Level(reader.TokenType is JsonTokenType.StartArray));
                return true;

            case JsonTokenType.String:
                CheckText(ref reader, levels, faults);
                return true;

            case JsonTokenType.Number:
                if (!double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                    faults.AddInvalid(Path(levels), "A number must be finite and smaller than 1e308.");
                return true;

            default:
                return true;
        }
    }

    private static void CheckName(ref Utf8JsonReader reader, Stack<Level> levels, JsonFaults faults)
    {
        var level = levels.Peek();
        level.Name = null;
        if (CheckText(ref reader, levels, faults) is not { } name)
            return;

        level.Name = name;
        if (!level.Names.Add(name))
            faults.AddMalformed("duplicate-member", Path(levels), "The member is given twice.");
    }

    /// <summary>The text of a string token; null when it is no text at all.</summary>
    private static string? CheckText(ref Utf8JsonReader reader, Stack<Level> levels, JsonFaults faults)
    {
        if (!Utf8.IsValid(reader.ValueSpan))
        {
            faults.AddMalformed("malformed-text", Path(levels), "The text is not valid UTF-8.");
            return null;
        }

        if (!reader.ValueIsEscaped)
            return reader.TokenType is JsonTokenType.PropertyName ? reader.GetString() : "";

        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            faults.AddMalformed("malformed-text", Path(levels), "The text holds half a surrogate pair.");
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
            faults.AddInvalid(Path(levels), "A text cannot hold a NUL character.");
        return text;
    }

    private static bool IsNotNumber(ReadOnlySpan<byte> rest)
    {
        foreach (var word in NotNumbers)
        {
            if (rest.StartsWith(Encoding.ASCII.GetBytes(word)))
                return true;
        }

        return false;
    }

    private static string Path(Stack<Level> levels)
    {
        var path = "";
        foreach (var level in levels.Reverse())
        {
            path = level switch
            {
                { IsArray: true, Index: >= 0 } => $"{path}[{level.Index}]",
                { IsArray: false, Name: not null } => JsonPath.Member(path, level.Name),
                _ => path,
            };
        }

        return path;
    }

    private sealed class Level(bool isArray)
    {
        public bool IsArray => isArray;

        public int Index { get; private set; } = -1;

        public string? Name { get; set; }

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public void Next() => Index++;
    }
}
