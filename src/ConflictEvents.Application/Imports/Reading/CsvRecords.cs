using System.Text;
using System.Text.Unicode;
using ConflictEvents.Domain.Results;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports.Reading;

/// <summary>
/// The records of a CSV file. Behind a record whose cells are in order reading goes on with the next record; behind one whose
/// quotes or whose number of cells are not, with the next physical line, since it may have taken good records for a part of itself.
/// </summary>
internal sealed class CsvRecords(Window window, ColumnNames names, ReadingLimits limits) : IRecords
{
    /// <summary>
    /// Bytes that may be looked at again behind broken records, for each byte of the file, and as a start. A single quote makes reading look
    /// at no more than one record twice; only a file made for it comes to more than this.
    /// </summary>
    private const int RescannedPerByte = 4;

    private const long RescannedAtFirst = 64 << 20;

    private CsvScanner _scanner = new((byte)',', limits.Columns);
    private DatasetHeader? _header;
    private bool _mayBeHashtags = true;
    private bool _isSkipping;
    private long _taken;
    private long _rescanned;
    private Error? _fault;

    public Error? Fault => _fault;

    public async Task<Result<DatasetHeader>> Header(CancellationToken cancellationToken)
    {
        while (TakeBlankLine())
        {
        }

        while (!window.Unread.Contains((byte)'\n') && !window.IsFull && await window.Fill(cancellationToken))
        {
        }

        _scanner = new CsvScanner(DelimiterOf(window.Unread), limits.Columns);
        CsvOutcome outcome;
        while ((outcome = _scanner.Scan(window.Unread, window.AtEnd)) is CsvOutcome.More && !window.IsFull)
            await window.Fill(cancellationToken);
        if (!Utf8.IsValid(window.Unread[..Math.Min(window.Unread.Length, outcome is CsvOutcome.Record ? _scanner.Consumed : 256)]))
            return FileErrors.NotText;
        if (outcome is not CsvOutcome.Record)
            return window.Fault ?? FileErrors.HeaderTooLong;
        if (window.Unread[.._scanner.Consumed].Contains((byte)0))
            return FileErrors.NotText;
        if (_scanner.Count > limits.Columns)
            return FileErrors.TooManyColumns(limits.Columns);

        var (cells, ends) = _scanner.Take();
        var header = DatasetHeader.Of([.. ends.Select((end, i) => Encoding.UTF8.GetString(cells, i == 0 ? 0 : ends[i - 1], end - (i == 0 ? 0 : ends[i - 1])))], names);
        Take(_scanner.Consumed);
        if (header.Error is null)
            _header = header.Value;
        return header;
    }

    public bool TryRead(out ReadRow row)
    {
        row = default;
        while (_fault is null && (!_isSkipping || SkipLine()))
        {
            while (TakeBlankLine())
            {
            }

            if (window.Unread.IsEmpty)
                return false;
            var outcome = _scanner.Scan(window.Unread, window.AtEnd);
            if (outcome is CsvOutcome.More && !window.IsFull)
                return false;

            // What stands behind the last whole line of a file that breaks off is a part of a record, and the fault of the file tells of it.
            if (window.Fault is not null && !window.Unread.Contains((byte)'\n'))
                return false;
            if (Judge(outcome) is { } read)
            {
                row = read;
                return true;
            }
        }

        return false;
    }

    public ValueTask<bool> Advance(CancellationToken cancellationToken) => _fault is null ? window.Fill(cancellationToken) : ValueTask.FromResult(false);

    /// <returns>Null for a record that is none: a row of hashtags, or the part of a record at which a file breaks off.</returns>
    private ReadRow? Judge(CsvOutcome outcome)
    {
        var header = _header ?? throw new InvalidOperationException("The header comes first.");
        var line = window.Line;
        switch (outcome)
        {
            case CsvOutcome.More:
                return Broken(line, "record-too-long", Invariant($"The record has more than {limits.Record} bytes, or a quote that it opens is not closed."));
            case CsvOutcome.UnclosedQuote:
                return Broken(line, "unclosed-quote", "A quote that the record opens is not closed.");
            case CsvOutcome.StrayQuote:
                return Broken(line, "stray-quote", "Something other than a delimiter follows the quote that ends a cell.");
            case CsvOutcome.Record when window.Fault is not null && !_scanner.IsEnded:
                Take(_scanner.Consumed);
                return null;
            case CsvOutcome.Record when _scanner.Count != header.Columns.Count:
                return Broken(
                    line,
                    _scanner.Count < header.Columns.Count ? "too-few-cells" : "too-many-cells",
                    Invariant($"The record has {_scanner.Count} cells where the header has {header.Columns.Count}."));
        }

        var record = window.Unread[.._scanner.Consumed];
        var fault =
            _scanner.Longest > limits.Cell ? Rejected(line, "cell-too-long", Invariant($"A cell has more than {limits.Cell} bytes."), record) :
            record.Contains((byte)0) ? Rejected(line, "nul", "The record holds the character NUL.", record) :
            !Utf8.IsValid(record) ? Rejected(line, "invalid-utf-8", "The record is not in UTF-8.", record) :
            null;
        Take(_scanner.Consumed);
        if (fault is not null)
            return new ReadRow(null, fault);

        var (cells, ends) = _scanner.Take();
        var areHashtags = _mayBeHashtags && AreHashtags(cells, ends);
        _mayBeHashtags = false;
        return areHashtags ? null : new ReadRow(new DatasetRow(header, line, cells, ends), null);
    }

    private ReadRow Broken(long line, string code, string message)
    {
        var fault = Rejected(line, code, message, window.Unread);
        _mayBeHashtags = false;
        _isSkipping = true;
        _rescanned += _scanner.Consumed;
        if (SkipLine() && _rescanned > RescannedAtFirst + (RescannedPerByte * _taken))
            _fault = FileErrors.TooBroken;
        return new ReadRow(null, fault);
    }

    /// <returns>False when the end of the physical line is not in memory yet.</returns>
    private bool SkipLine()
    {
        var length = window.Unread.IndexOf((byte)'\n');
        _isSkipping = length < 0;
        Take(_isSkipping ? window.Unread.Length : length + 1);
        return !_isSkipping;
    }

    private bool TakeBlankLine()
    {
        var length = window.Unread switch
        {
            [(byte)'\n', ..] => 1,
            [(byte)'\r', (byte)'\n', ..] => 2,
            _ => 0,
        };
        Take(length);
        return length > 0;
    }

    private void Take(int bytes)
    {
        window.Take(bytes);
        _taken += bytes;
    }

    /// <summary>HDX puts a row of hashtags below the header, which say what each column is (HXL).</summary>
    private static bool AreHashtags(byte[] cells, int[] ends)
    {
        var tags = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var cell = cells.AsSpan((i == 0 ? 0 : ends[i - 1])..ends[i]).Trim((byte)' ');
            if (cell is [not (byte)'#', ..])
                return false;
            tags += cell.Length > 0 ? 1 : 0;
        }

        return tags > 0;
    }

    /// <summary>The one of comma, semicolon and tab that stands most often outside quotes in the first line.</summary>
    private static byte DelimiterOf(ReadOnlySpan<byte> text)
    {
        var (commas, semicolons, tabs, isQuoted) = (0, 0, 0, false);
        foreach (var letter in text)
        {
            if (letter == '\n' && !isQuoted)
                break;
            if (letter == '"')
                isQuoted = !isQuoted;
            if (isQuoted)
                continue;
            commas += letter == ',' ? 1 : 0;
            semicolons += letter == ';' ? 1 : 0;
            tabs += letter == '\t' ? 1 : 0;
        }

        return tabs > Math.Max(commas, semicolons) ? (byte)'\t' : semicolons > commas ? (byte)';' : (byte)',';
    }

    private static RowFault Rejected(long line, string code, string message, ReadOnlySpan<byte> record) =>
        new(line, null, code, message, FirstLine(record), Rejects: true);

    private static string FirstLine(ReadOnlySpan<byte> record)
    {
        var end = record.IndexOf((byte)'\n');
        return Texts.Beginning(record[..(end < 0 ? record.Length : end)]);
    }
}
