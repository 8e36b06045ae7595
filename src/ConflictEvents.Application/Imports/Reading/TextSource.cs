using System.IO.Compression;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports.Reading;

/// <summary>The bytes of a file after decompression, up to where they can be had.</summary>
internal sealed class TextSource(Stream stored, ReadingLimits limits) : IAsyncDisposable
{
    private readonly CompressedSource _source = new(stored);
    private Stream? _text;
    private bool _isCompressed;
    private long _bytes;

    /// <summary>Bytes read before decompression.</summary>
    public long SourceBytes => _source.Bytes;

    /// <summary>Why there are no more bytes although the file has some; null while that is not so.</summary>
    public Error? Fault { get; private set; }

    /// <returns>How many bytes were read; 0 when there are none left or to be had.</returns>
    public async ValueTask<int> Read(Memory<byte> to, CancellationToken cancellationToken)
    {
        if (Fault is not null)
            return 0;
        try
        {
            _text ??= await Open(cancellationToken);
            _source.Decompressed = _bytes;
            var read = await _text.ReadAsync(to, cancellationToken);
            _bytes += read;
            Fault = Judge(read);
            return Fault is null ? read : 0;
        }
        catch (InvalidDataException)
        {
            Fault = FileErrors.Corrupt;
            return 0;
        }
    }

    public ValueTask DisposeAsync() => _text?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask<Stream> Open(CancellationToken cancellationToken)
    {
        _isCompressed = await _source.IsGzip(cancellationToken);
        return _isCompressed ? new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true) : _source;
    }

    private Error? Judge(int read)
    {
        if (_bytes > limits.Bytes)
            return FileErrors.TooLarge(limits.Bytes);
        if (!_isCompressed)
            return null;
        if (_bytes > limits.RatioFrom && _bytes / limits.Ratio > SourceBytes)
            return FileErrors.TooCompressed(limits.Ratio);
        return read == 0 && !_source.IsComplete() ? FileErrors.Truncated : null;
    }
}
