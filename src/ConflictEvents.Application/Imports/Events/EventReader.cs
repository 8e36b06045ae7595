using System.Runtime.CompilerServices;
using ConflictEvents.Application.Imports.Reading;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Results;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports.Events;

/// <summary>
/// Reads a file in the service's own format: an event a line, NDJSON in UTF-8, as it is or compressed with gzip, and a mark of the end. A line that
/// holds no event is told, and reading goes on behind it.
/// </summary>
/// <param name="source">Left open.</param>
public sealed class EventReader(Stream source) : IAsyncDisposable
{
    // A record may hold the row of a dataset, or the body of a request with every member written down that was left out.
    private static readonly ReadingLimits Limits = ReadingLimits.Default with { Record = 8 << 20 };

    private static readonly string TooLong = Invariant($"The line has more than {Limits.Record} bytes.");

    private readonly TextSource _text = new(source, Limits);
    private readonly EndCheck _end = new();
    private Window? _window;
    private Error? _altered;

    /// <summary>How far the source is read: bytes before decompression.</summary>
    public long SourceBytes => _text.SourceBytes;

    /// <summary>Why the lines end before the file does; null while they do not. Known when <see cref="Lines"/> has ended.</summary>
    public Error? Fault => _text.Fault ?? _altered ?? (_end.Lines > 0 ? FileErrors.NoEnd : null);

    /// <summary>Reads the beginning of the file. To be called once, before <see cref="Lines"/>.</summary>
    /// <returns>Why the file cannot be one in this format; null when it may be.</returns>
    public async Task<Error?> Begin(CancellationToken cancellationToken)
    {
        var window = new Window(_text, Limits.Record);
        if (await FileStart.Examine(window, cancellationToken) is { } unreadable)
            return _text.Fault ?? unreadable;
        if (!FileStart.IsJson(window.Unread))
            return _text.Fault ?? FileErrors.NoEvents;
        _window = window;
        return null;
    }

    /// <param name="known">How many lines to pass over; blank ones do not count.</param>
    /// <exception cref="InvalidOperationException">The beginning was not read, or could not be.</exception>
    public async IAsyncEnumerable<ReadLine> Lines(long known, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var window = _window ?? throw new InvalidOperationException("The beginning comes first.");
        var lines = new Lines(window);
        do
        {
            while (TryRead(lines, isWanted: known <= 0, out var line))
            {
                if (known-- <= 0)
                    yield return line!;
            }
        }
        while (await window.Fill(cancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        _end.Dispose();
        return _text.DisposeAsync();
    }

    /// <returns>False when more of the file is needed, or there is none.</returns>
    private bool TryRead(Lines lines, bool isWanted, out ReadLine? line)
    {
        line = null;
        bool isWhole;
        long number;
        ReadOnlySpan<byte> text;
        while (true)
        {
            if (!lines.TryRead(out text, out number, out isWhole))
                return false;
            if (!EndCheck.IsEnd(text))
                break;
            _altered ??= _end.Close(text);
        }

        if (isWhole)
            _end.Add(text.TrimEnd((byte)'\r'));
        else
            _end.AddUnread();
        if (isWanted)
            line = isWhole ? Read(number, text) : new ReadLine(number, text.Length, null, [RowFault.OfText(number, "record-too-long", TooLong, text)]);
        return true;
    }

    private static ReadLine Read(long number, ReadOnlySpan<byte> text)
    {
        var read = StrictJson.Read<EventLine>(text.ToArray());
        return read.Error is { } fault
            ? new ReadLine(number, text.Length, null, RowFault.Of(fault, number, Texts.Beginning(text)))
            : new ReadLine(number, text.Length, read.Value, []);
    }
}

/// <summary>A line of a file.</summary>
/// <param name="Number">Of the physical line, counted from 1.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Event">Null where the line holds none; the faults say why.</param>
public sealed record ReadLine(long Number, int Length, EventLine? Event, IReadOnlyList<RowFault> Faults);
