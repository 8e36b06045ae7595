using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports.Reading;

/// <summary>Tells from its first bytes what a file is.</summary>
internal static class FileStart
{
    private const int Examined = 4096;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    /// <summary>Reads the first bytes and takes the mark of the byte order, if there is one.</summary>
    /// <returns>Why the file is no text in UTF-8; null when it may be.</returns>
    public static async Task<Error?> Examine(Window window, CancellationToken cancellationToken)
    {
        while (window.Unread.Length < Examined && await window.Fill(cancellationToken))
        {
        }

        if (window.Unread.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            window.Take(3);
        return Judge(window.Unread);
    }

    public static bool IsJson(ReadOnlySpan<byte> text) => text.TrimStart(Blanks) is [(byte)'{', ..];

    private static Error? Judge(ReadOnlySpan<byte> text)
    {
        var start = text[..Math.Min(text.Length, Examined)];
        var line = start.IndexOf((byte)'\n') is >= 0 and var end ? start[..end] : start;
        return start switch
        {
            _ when start.Trim(Blanks).IsEmpty => FileErrors.Empty,
            [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..] => FileErrors.WrongEncoding,
            [(byte)'P', (byte)'K', 3, 4, ..] => FileErrors.Archive,
            _ when IsWide(start) => FileErrors.WrongEncoding,
            _ when line.Contains((byte)0) => FileErrors.NotText,
            _ when start.TrimStart(Blanks) is [(byte)'[', ..] => FileErrors.JsonArray,
            _ when line.TrimEnd(Blanks).Contains((byte)'\r') => FileErrors.CarriageReturns,
            _ => null,
        };
    }

    /// <summary>True when every other byte is 0 and the rest is not, as Latin text in UTF-16 is.</summary>
    private static bool IsWide(ReadOnlySpan<byte> start)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        }

        return Math.Max(even, odd) > start.Length / 4 && Math.Min(even, odd) <= start.Length / 100;
    }
}
