using System.Globalization;
using System.Text;
using ConflictEvents.Application.Validation;

namespace ConflictEvents.Application.Imports;

/// <summary>Texts of files as the records here may hold them.</summary>
internal static class Texts
{
    private const string Ellipsis = "…";

    /// <returns>The text, or as much of its beginning as leaves room for an ellipsis.</returns>
    /// <param name="most">Greatest number of characters, counted as Unicode code points.</param>
    public static string Shortened(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var (kept, count) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count < most)
                kept += rune.Utf16SequenceLength;
            if (count > most)
                return $"{text.AsSpan(0, kept).TrimEnd()}{Ellipsis}";
        }

        return text;
    }

    /// <returns>False for blanks and characters without a shape alone.</returns>
    public static bool IsSeen(string text) => text is [> ' ' and <= '~', ..] || text.EnumerateRunes().Any(rune => !Rules.IsUnseen(rune));

    /// <returns>The text in one line: control characters and blanks in a row are one space, marks that turn the direction of writing are left out.</returns>
    public static string OneLine(string text)
    {
        if (IsOneLine(text))
            return text;
        if (!IsSeen(text))
            return "";
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control)
            {
                if (line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
            }
            else if (!Rules.IsControl(rune))
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <param name="utf8">What cannot be read as UTF-8 is replaced.</param>
    /// <returns>As much of the beginning of a text as a fault tells, in one line.</returns>
    public static string Beginning(ReadOnlySpan<byte> utf8) => OneLine(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * RowFault.ValueLength)]));

    private static bool IsOneLine(string text)
    {
        var previous = ' ';
        foreach (var letter in text)
        {
            if (letter is < ' ' or > '~' || (letter is ' ' && previous is ' '))
                return false;
            previous = letter;
        }

        return text is not [.., ' '];
    }
}
