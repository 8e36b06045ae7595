using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ConflictEvents.Application.Queries;

/// <summary>A time of the service's own clock, written as an RFC 3339 date-time with its offset.</summary>
public readonly record struct AsOf(DateTimeOffset Time) : IParsable<AsOf>
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public static AsOf Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not an RFC 3339 date-time.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AsOf result)
    {
        result = default;

        // A plus sign that was not percent-encoded arrives as a space.
        var text = s?.Replace(' ', '+') ?? "";
        if (!text.EndsWith('Z') && text.LastIndexOfAny(['+', '-']) < "yyyy-MM-ddTHH".Length)
            return false;
        if (!DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return false;
        result = new AsOf(time);
        return true;
    }
}
