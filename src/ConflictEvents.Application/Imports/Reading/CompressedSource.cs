using System.Buffers.Binary;

namespace ConflictEvents.Application.Imports.Reading;

/// <summary>
/// The bytes of a file as they are stored. Remembers what tells whether a gzip file is complete, which the platform's own decompression
/// does not: it takes a cut file for one that ends.
/// </summary>
internal sealed class CompressedSource(Stream stored) : Stream
{
    // The end of a member (RFC 1952, section 2.3): a checksum, and the length of what it holds.
    private const int TrailerLength = 8;
    private const int MemberHeaderLength = 10;
    private const int Seam = TrailerLength + MemberHeaderLength;

    private readonly byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;
    private bool _isGzip;
    private bool _atEnd;

    /// <summary>The last four bytes that were read, as a member ends with its length.</summary>
    private uint _last;

    /// <summary>What had been decompressed when the member began.</summary>
    private long _memberStart;

    /// <summary>Bytes that were read.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes that came of those read so far; to be told before more is read.</summary>
    public long Decompressed { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Bytes;
        set => throw new NotSupportedException();
    }

    private static ReadOnlySpan<byte> Gzip => [0x1F, 0x8B];

    /// <summary>Looks at the first bytes, which are read again afterwards.</summary>
    public async ValueTask<bool> IsGzip(CancellationToken cancellationToken)
    {
        await Fill(Gzip.Length, cancellationToken);
        return _isGzip = _buffer.AsSpan(_start.._end).StartsWith(Gzip);
    }

    /// <summary>True when the file ends as gzip does: with the length of what the last of its members holds.</summary>
    public bool IsComplete() => Bytes >= Seam && _last == (uint)(Decompressed - _memberStart);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Fill(Seam, cancellationToken);
        var read = Math.Min(buffer.Length, _isGzip ? UntilTrailer() : _end - _start);
        _buffer.AsSpan(_start, read).CopyTo(buffer.Span);
        for (var at = _start + Math.Max(0, read - sizeof(uint)); at < _start + read; at++)
            _last = (_last >> 8) | ((uint)_buffer[at] << 24);
        _start += read;
        Bytes += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask Fill(int least, CancellationToken cancellationToken)
    {
        if (_end - _start >= least || _atEnd)
            return;
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < least && !_atEnd)
        {
            var read = await stored.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            (_end, _atEnd) = (_end + read, read == 0);
        }
    }

    /// <summary>
    /// A read ends before whatever may be the end of a member and the header of the next one. All that the member holds has been
    /// decompressed when those are asked for, so that its length tells whether they are.
    /// </summary>
    /// <returns>How many bytes may be handed on at once; 0 at the end of the file.</returns>
    private int UntilTrailer()
    {
        var unread = _buffer.AsSpan(_start.._end);
        if (MayHoldSeam(unread) && BinaryPrimitives.ReadUInt32LittleEndian(unread[(TrailerLength - sizeof(uint))..]) == (uint)(Decompressed - _memberStart))
            _memberStart = Decompressed;
        for (var from = TrailerLength + 1; from < unread.Length && unread[from..].IndexOf(Gzip) is >= 0 and var found; from += found + 1)
        {
            var seam = from + found - TrailerLength;
            if (unread.Length - seam < Seam ? !_atEnd : MayHoldSeam(unread[seam..]))
                return seam;
        }

        // What follows may make a header of the last bytes.
        return _atEnd ? unread.Length : Math.Max(1, unread.Length - Seam);
    }

    /// <summary>True when the header of a member stands behind eight bytes (RFC 1952, section 2.3.1).</summary>
    private static bool MayHoldSeam(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Seam && bytes[TrailerLength..] is var header && header.StartsWith(Gzip) && header[2] == 8 && header[3] < 32 && header[8] is 0 or 2 or 4 && header[9] is <= 13 or 255;
}
