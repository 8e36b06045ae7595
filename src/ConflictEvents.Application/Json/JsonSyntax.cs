using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ConflictEvents.Application.Json;

/// <summary>
/// Reads a JSON text token by token for the faults that have nothing to do with what it should contain: syntax, encoding, nesting,
/// duplicate members, NUL characters, and numbers too great for any type.
/// </summary>
internal sealed class JsonSyntax(JsonFaults faults)
{
    private static readonly string[] NotNumbers = ["NaN", "Infinity", "-Infinity", "+Infinity"];

    private readonly JsonTrail _trail = new();

    // Of the objects that the reader stands in, the outermost first; and how many there were when each began.
    private readonly List<string> _names = [];
    private readonly HashSet<(int Depth, string Name)> _known = [];
    private readonly Stack<int> _before = [];

    /// <returns>False when the faults stand in the way of reading the text any further.</returns>
    public bool Check(ReadOnlySpan<byte> utf8)
    {
        // The reader's own limit would end the reading without saying where.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (!faults.Enough && reader.Read())
            {
                if (!CheckToken(ref reader))
                    return false;
            }
        }
        catch (JsonException e)
        {
            var rest = utf8[(int)reader.BytesConsumed..].TrimStart(" \t\r\n:,"u8);
            if (rest.Length > 0 && IsNotNumber(rest))
                faults.AddInvalid(_trail.ToString(), "A number must be finite.");
            else
                faults.AddMalformed("malformed-json", _trail.ToString(), $"The text stops being JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
            return false;
        }

        return !faults.Malformed && !faults.Enough;
    }

    private bool CheckToken(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject:
                ForgetNames();
                _trail.Leave();
                return true;

            case JsonTokenType.EndArray:
                _trail.Leave();
                return true;

            case JsonTokenType.PropertyName:
                CheckName(ref reader);
                return true;
        }

        _trail.Next();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (_trail.Depth == JsonContract.MaxDepth)
                {
                    faults.AddMalformed("too-deep", _trail.ToString(), $"At most {JsonContract.MaxDepth} levels of nesting are read.");
                    return false;
                }

                _trail.Enter(reader.TokenType is JsonTokenType.StartArray);
                if (reader.TokenType is JsonTokenType.StartObject)
                    _before.Push(_names.Count);
                return true;

            case JsonTokenType.String:
                CheckText(ref reader);
                return true;

            case JsonTokenType.Number:
                if (!double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
                    faults.AddInvalid(_trail.ToString(), "A number must be finite and smaller than 1e308.");
                return true;

            default:
                return true;
        }
    }

    private void CheckName(ref Utf8JsonReader reader)
    {
        _trail.At(name: null);
        if (CheckText(ref reader) is not { } name)
            return;

        _trail.At(name);
        if (_known.Add((_trail.Depth, name)))
            _names.Add(name);
        else
            faults.AddMalformed("duplicate-member", _trail.ToString(), "The member is given twice.");
    }

    private void ForgetNames()
    {
        var first = _before.Pop();
        for (var at = first; at < _names.Count; at++)
            _known.Remove((_trail.Depth, _names[at]));
        _names.RemoveRange(first, _names.Count - first);
    }

    /// <summary>The text of a string token; null when it is no text at all.</summary>
    private string? CheckText(ref Utf8JsonReader reader)
    {
        if (!Utf8.IsValid(reader.ValueSpan))
        {
            faults.AddMalformed("malformed-text", _trail.ToString(), "The text is not valid UTF-8.");
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
            faults.AddMalformed("malformed-text", _trail.ToString(), "The text holds half a surrogate pair.");
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
            faults.AddInvalid(_trail.ToString(), "A text cannot hold a NUL character.");
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
}
