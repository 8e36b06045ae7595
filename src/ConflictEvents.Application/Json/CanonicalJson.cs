using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConflictEvents.Application.Json;

/// <summary>
/// The one form of a JSON value over which a hash can be taken, whoever wrote the value: the JSON Canonicalization Scheme (RFC 8785).
/// Members stand in the order of their UTF-16 code units, there is no space, numbers and texts are written as ECMAScript does.
/// </summary>
public static class CanonicalJson
{
    /// <returns>The SHA-256 of the canonical form, in lower-case hexadecimal; of null where there is no value.</returns>
    public static string HashOf(JsonNode? value) => Convert.ToHexStringLower(SHA256.HashData(Write(value)));

    public static byte[] Write(JsonNode? value)
    {
        using var document = JsonDocument.Parse(value?.ToJsonString(JsonContract.Options) ?? "null", new JsonDocumentOptions { MaxDepth = JsonContract.MaxDepth });
        var text = new StringBuilder();
        Write(document.RootElement, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                List(value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal), '{', '}', text, member =>
                {
                    Text(member.Name, text);
                    text.Append(':');
                    Write(member.Value, text);
                });
                break;
            case JsonValueKind.Array:
                List(value.EnumerateArray(), '[', ']', text, item => Write(item, text));
                break;
            case JsonValueKind.String:
                Text(value.GetString()!, text);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetDouble()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void List<T>(IEnumerable<T> items, char open, char close, StringBuilder text, Action<T> write)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            write(item);
        }

        text.Append(close);
    }

    private static void Text(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        text.Append('"');
    }

    /// <summary>ECMAScript's Number::toString: the shortest digits that give the number again, as an exponent only from 1e21 on and below 1e-6.</summary>
    private static string Number(double value)
    {
        if (value == 0)
            return "0";
        var (sign, shortest) = (value < 0 ? "-" : "", Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E'));
        var whole = shortest[0].Split('.')[0];
        var all = shortest[0].Replace(".", "", StringComparison.Ordinal);
        var leading = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');

        // The point stands after this many digits.
        var point = whole.Length - leading + (shortest.Length > 1 ? int.Parse(shortest[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        var exponent = point - 1;
        return sign + (point switch
        {
            > 21 or < -5 => $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}",
            <= 0 => $"0.{new string('0', -point)}{digits}",
            _ when point >= digits.Length => digits + new string('0', point - digits.Length),
            _ => $"{digits[..point]}.{digits[point..]}",
        });
    }
}
