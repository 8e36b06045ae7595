using System.Runtime.CompilerServices;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports.Reading;

/// <summary>
/// Reads a dataset as its publisher gives it out: CSV with commas, semicolons or tabs (RFC 4180), or NDJSON, in UTF-8, as it is or
/// compressed with gzip. A record that cannot be read is a fault with its line, and reading goes on behind it.
/// </summary>
/// <remarks>
/// CsvHelper writes our files but does not read these: behind a quote that is never closed it cannot go back to the next physical line,
/// so that one bad record would take good ones with it. Here the record is given up and its second line is tried as a record of its own.
/// It also reads a file once, in memory bounded by <see cref="ReadingLimits.Record"/>, whatever its lines are like.
/// </remarks>
/// <param name="source">Left open.</param>
public sealed class DatasetReader(Stream source, IDatasetFormat format, ColumnNames names, ReadingLimits? limits = null) : IAsyncDisposable
{
    private readonly TextSource _text = new(source, limits ?? ReadingLimits.Default);
    private readonly ReadingLimits _limits = limits ?? ReadingLimits.Default;
    private IRecords? _records;

    /// <summary>How far the source is read: bytes before decompression.</summary>
    public long SourceBytes => _text.SourceBytes;

    /// <summary>Why the rows end before the file does; null while they do not. Known when <see cref="Rows"/> has ended.</summary>
    public Error? Fault => _records?.Fault ?? _text.Fault;

    /// <summary>Reads the beginning of the file. To be called once, before <see cref="Rows"/>.</summary>
    /// <returns>The columns; of NDJSON, the members of the first object.</returns>
    public async Task<Result<DatasetHeader>> Header(CancellationToken cancellationToken)
    {
        var window = new Window(_text, _limits.Record);
        if (await FileStart.Examine(window, cancellationToken) is { } unreadable)
            return _text.Fault ?? unreadable;

        _records = FileStart.IsJson(window.Unread) ? new NdjsonRecords(window, names, _limits) : new CsvRecords(window, names, _limits);
        var header = await _records.Header(cancellationToken);
        return header.Then<DatasetHeader>(found => format.Missing(found) is { Count: > 0 } missing ? FileErrors.MissingColumns(missing) : found);
    }

    /// <summary>The rest of the file, row by row.</summary>
    /// <exception cref="InvalidOperationException">The header was not read, or could not be.</exception>
    public async IAsyncEnumerable<ReadRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var records = _records ?? throw new InvalidOperationException("The header comes first.");
        do
        {
            while (records.TryRead(out var row))
                yield return row;
        }
        while (await records.Advance(cancellationToken));
    }

    public ValueTask DisposeAsync() => _text.DisposeAsync();
}
