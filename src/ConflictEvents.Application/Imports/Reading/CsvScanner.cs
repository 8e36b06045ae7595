namespace ConflictEvents.Application.Imports.Reading;

/// <summary>What the beginning of a text holds.</summary>
internal enum CsvOutcome
{
    Record,

    /// <summary>The record goes on behind what is there.</summary>
    More,

    /// <summary>Something other than a delimiter follows the quote that ends a cell.</summary>
    StrayQuote,

    /// <summary>The text ends inside quotes.</summary>
    UnclosedQuote,
}

/// <summary>Splits one record into its cells (RFC 4180). A quote inside a cell that does not begin with one stands for itself.</summary>
internal sealed class CsvScanner(byte delimiter, int mostCells)
{
    private readonly int[] _ends = new int[mostCells];
    private byte[] _cells = [];
    private int _length;

    /// <summary>Cells of the last record, also of those beyond what is kept.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the last record with the end of its line; of what is no whole record, the bytes that were looked at.</summary>
    public int Consumed { get; private set; }

    /// <summary>Whether the end of a line ended the last record, and not that of the text.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Bytes of the longest cell of the last record.</summary>
    public int Longest { get; private set; }

    /// <summary>The cells of the last record, one after the other, and where each ends.</summary>
    public (byte[] Cells, int[] Ends) Take() => (_cells[.._length], _ends[..Count]);

    /// <param name="atEnd">True when nothing can follow the text.</param>
    public CsvOutcome Scan(ReadOnlySpan<byte> text, bool atEnd)
    {
        if (_cells.Length < text.Length)
            _cells = new byte[text.Length];
        (Count, _length, Longest, IsEnded) = (0, 0, 0, false);
        for (var at = 0; ;)
        {
            var begin = _length;
            var outcome = at < text.Length && text[at] == '"' ? Quoted(text, ref at, atEnd) : Plain(text, ref at, atEnd);
            Consumed = outcome is CsvOutcome.StrayQuote ? at : text.Length;
            if (outcome is not CsvOutcome.Record)
                return outcome;

            Longest = Math.Max(Longest, _length - begin);
            if (Count < mostCells)
                _ends[Count] = _length;
            Count++;
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }

            IsEnded = at < text.Length;
            Consumed = IsEnded ? at + 1 : at;
            return CsvOutcome.Record;
        }
    }

    /// <summary>Leaves <paramref name="at"/> at the delimiter, the end of the line, or the end of the text.</summary>
    private CsvOutcome Plain(ReadOnlySpan<byte> text, ref int at, bool atEnd)
    {
        var rest = text[at..];
        var length = rest.IndexOfAny(delimiter, (byte)'\n');
        if (length < 0)
        {
            if (!atEnd)
                return CsvOutcome.More;
            length = rest.Length;
        }

        at += length;
        var cell = rest[..length];
        if (cell is [.. var line, (byte)'\r'] && (at == text.Length || text[at] == '\n'))
            cell = line;
        Add(cell);
        return CsvOutcome.Record;
    }

    /// <inheritdoc cref="Plain"/>
    private CsvOutcome Quoted(ReadOnlySpan<byte> text, ref int at, bool atEnd)
    {
        for (at++; ; at++)
        {
            var length = text[at..].IndexOf((byte)'"');
            if (length < 0)
                return atEnd ? CsvOutcome.UnclosedQuote : CsvOutcome.More;
            Add(text.Slice(at, length));
            at += length + 1;
            if (at == text.Length || text[at] != '"')
                break;
            Add("\""u8);
        }

        if (at < text.Length && text[at] == '\r')
            at++;
        if (at == text.Length)
            return atEnd ? CsvOutcome.Record : CsvOutcome.More;
        return text[at] == '\n' || (text[at] == delimiter && text[at - 1] == '"') ? CsvOutcome.Record : CsvOutcome.StrayQuote;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_cells.AsSpan(_length));
        _length += bytes.Length;
    }
}
