using System.Buffers;
using System.Text;

namespace ConflictEvents.Application.Imports;

/// <summary>One way to write what files write in several.</summary>
internal static class CanonicalText
{
    private const int DayLength = 10;

    /// <summary>A decimal number without the zeros that end its fraction, a moment of midnight as its day, and any text without carriage returns.</summary>
    public static void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> to)
    {
        if (IsMidnight(text))
            text = text[..DayLength];
        else if (IsDecimal(text))
            text = text.TrimEnd((byte)'0').TrimEnd((byte)'.');
        while (text.IndexOf((byte)'\r') is >= 0 and var at)
        {
            to.Write(text[..at]);
            text = text[(at + 1)..];
        }

        to.Write(text);
    }

    public static ReadOnlySpan<byte> Of(string text)
    {
        var canonical = new ArrayBufferWriter<byte>(text.Length + 1);
        Write(Encoding.UTF8.GetBytes(text), canonical);
        return canonical.WrittenSpan;
    }

    private static bool IsDecimal(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'-', ..])
            text = text[1..];
        return text.IndexOf((byte)'.') is > 0 and var point && IsDigits(text[..point]) && IsDigits(text[(point + 1)..]);
    }

    /// <summary>2014-01-22 00:00:00 with T or a space, with or without a fraction of zeros and a Z.</summary>
    private static bool IsMidnight(ReadOnlySpan<byte> text) =>
        text.Length >= 19
        && text[4] == '-' && text[7] == '-' && IsDigits(text[..4])
        && text[DayLength] is (byte)' ' or (byte)'T'
        && text.Slice(DayLength + 1, 8).SequenceEqual("00:00:00"u8)
        && text[19..].TrimStart((byte)'.').TrimEnd((byte)'Z').TrimStart((byte)'0').IsEmpty;

    private static bool IsDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
