using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using ConflictEvents.Application.Imports.Reading;
using ConflictEvents.Domain.Results;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports.Geonames;

/// <summary>
/// Reads a file as GeoNames gives it out: a place a line, cells between tabs, no header and no quotes, UTF-8, as it is or compressed with
/// gzip. A line that holds no place is told, and reading goes on behind it.
/// </summary>
/// <param name="source">Left open.</param>
public sealed class GeonamesReader(Stream source) : IAsyncDisposable
{
    // The longest column is said to have at most 10,000 characters.
    private static readonly ReadingLimits Limits = ReadingLimits.Default with { Record = 256 << 10 };

    private readonly TextSource _text = new(source, Limits);
    private Window? _window;

    /// <summary>How far the source is read: bytes before decompression.</summary>
    public long SourceBytes => _text.SourceBytes;

    /// <summary>Why the lines end before the file does; null while they do not. Known when <see cref="Lines"/> has ended.</summary>
    public Error? Fault => _text.Fault;

    /// <summary>Reads the beginning of the file. To be called once, before <see cref="Lines"/>.</summary>
    /// <returns>Why the file cannot be one of GeoNames; null when it may be.</returns>
    public async Task<Error?> Begin(CancellationToken cancellationToken)
    {
        var window = new Window(_text, Limits.Record);
        if (await FileStart.Examine(window, cancellationToken) is { } unreadable)
            return _text.Fault ?? unreadable;
        var start = window.Unread.TrimStart("\r\n"u8);
        var cells = start[..(start.IndexOf((byte)'\n') is >= 0 and var end ? end : start.Length)].Count((byte)'\t') + 1;
        if (cells is not (GeonamesRow.Columns or GeonamesRow.CodeColumns))
            return _text.Fault ?? FileErrors.NoPlaces;
        _window = window;
        return null;
    }

    /// <exception cref="InvalidOperationException">The beginning was not read, or could not be.</exception>
    public async IAsyncEnumerable<GeonamesLine> Lines([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var window = _window ?? throw new InvalidOperationException("The beginning comes first.");
        var lines = new Lines(window);
        do
        {
            while (TryRead(lines, out var line))
                yield return line!;
        }
        while (await window.Fill(cancellationToken));
    }

    public ValueTask DisposeAsync() => _text.DisposeAsync();

    private static bool TryRead(Lines lines, out GeonamesLine? line)
    {
        line = null;
        if (!lines.TryRead(out var text, out var number, out var isWhole))
            return false;
        line = isWhole ? Read(number, text.TrimEnd((byte)'\r')) : Faulty(number, "record-too-long", Invariant($"The line has more than {Limits.Record} bytes."), text);
        return true;
    }

    private static GeonamesLine Read(long number, ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            return Faulty(number, "invalid-utf-8", "The line is not in UTF-8.", text);
        if (text.Contains((byte)0))
            return Faulty(number, "nul", "The line holds the character NUL.", text);
        var cells = Encoding.UTF8.GetString(text).Split('\t');
        return cells.Length switch
        {
            GeonamesRow.Columns or GeonamesRow.CodeColumns => new GeonamesLine(number, cells, null),
            > GeonamesRow.Columns => Faulty(number, "too-many-cells", Invariant($"The line has {cells.Length} cells where a place has {GeonamesRow.Columns}."), text),
            _ => Faulty(number, "too-few-cells", Invariant($"The line has {cells.Length} cells where a place has {GeonamesRow.Columns}, and a code {GeonamesRow.CodeColumns}."), text),
        };
    }

    private static GeonamesLine Faulty(long number, string code, string message, ReadOnlySpan<byte> text) => new(number, null, RowFault.OfText(number, code, message, text));
}

/// <summary>A line of a file.</summary>
/// <param name="Number">Of the physical line, counted from 1.</param>
/// <param name="Cells">As many as one of the two tables has; null where the line holds no such row, and the fault says why.</param>
public sealed record GeonamesLine(long Number, string[]? Cells, RowFault? Fault);
