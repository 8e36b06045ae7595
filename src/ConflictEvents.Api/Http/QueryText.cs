using System.Text;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Takes a query string apart strictly. The framework's own reader repairs what is broken: it keeps a lone percent sign, and puts a
/// replacement character where the bytes are no text, so a filter would be applied that nobody wrote.
/// </summary>
internal static class QueryText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="query">As sent, with or without its leading question mark.</param>
    /// <param name="malformed">The first part that cannot be read, as sent; null when all can.</param>
    public static IReadOnlyList<(string Name, string Value)> Read(string query, out string? malformed)
    {
        var pairs = new List<(string, string)>();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? part : part[..equals]);
            var value = equals < 0 ? "" : Decode(part[(equals + 1)..]);
            if (name is null || value is null)
            {
                malformed = name ?? part;
                return pairs;
            }

            pairs.Add((name, value));
        }

        malformed = null;
        return pairs;
    }

    private static string? Decode(string text)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0 && Ascii.IsValid(text))
            return text;

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '+':
                    bytes.Add((byte)' ');
                    break;
                case '%' when i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]):
                    bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                    i += 2;
                    break;
                case '%' or > '\x7F':
                    return null;
                default:
                    bytes.Add((byte)text[i]);
                    break;
            }
        }

        try
        {
            return Utf8.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
