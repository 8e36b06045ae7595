using System.Buffers.Binary;

namespace ConflictEvents.Application.Imports.Reading;

/// <summary>
/// The bytes of a file as they are stored. Remembers what tells whether a gzip file is complete, which the platform's own decompression
/// does not: it takes a cut file for one that ends.
/// </summary>
internal sealed class CompressedSource(Stream stored) : Stream
{
    private const int TrailerLength = 8;
    private const int MemberHeaderLength = 10;

    /// <summary>The last bytes that were read; where fewer were, they stand at its end.</summary>
    private readonly byte[] _tail = new byte[TrailerLength + MemberHeaderLength];
    private readonly byte[] _magic = new byte[2];
    private int _magicLength;
    private int _replayed;
    private bool _hasMoreMembers;

    /// <summary>Bytes that were read.</summary>
    public long Bytes { get; private set; }

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
        _magicLength = await stored.ReadAtLeastAsync(_magic, _magic.Length, throwOnEndOfStream: false, cancellationToken);
        return _magic.AsSpan(0, _magicLength).SequenceEqual(Gzip);
    }

    /// <summary>
    /// True when the file ends as gzip does: with the length of what it holds. A file of several members states that of the last one only, so
    /// that it counts as complete; a cut one of that kind is seen when its last record is cut.
    /// </summary>
    /// <param name="decompressed">Bytes that the whole of it came to.</param>
    public bool IsComplete(long decompressed) =>
        Bytes >= MemberHeaderLength + TrailerLength
        && (_hasMoreMembers || BinaryPrimitives.ReadUInt32LittleEndian(_tail.AsSpan(^sizeof(uint)..)) == (uint)decompressed);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        if (_replayed < _magicLength)
        {
            read = Math.Min(buffer.Length, _magicLength - _replayed);
            _magic.AsSpan(_replayed, read).CopyTo(buffer.Span);
            _replayed += read;
        }
        else
        {
            read = await stored.ReadAsync(buffer, cancellationToken);
        }

        Remember(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> read)
    {
        if (read.IsEmpty)
            return;
        if (!_hasMoreMembers)
        {
            // A header may lie across two reads.
            Span<byte> seam = stackalloc byte[2 * (MemberHeaderLength - 1)];
            var begun = Math.Min(read.Length, MemberHeaderLength - 1);
            _tail.AsSpan(^(MemberHeaderLength - 1)..).CopyTo(seam);
            read[..begun].CopyTo(seam[(MemberHeaderLength - 1)..]);
            _hasMoreMembers = HasMember(seam[..(MemberHeaderLength - 1 + begun)], Bytes - (MemberHeaderLength - 1)) || HasMember(read, Bytes);
        }

        Bytes += read.Length;
        if (read.Length >= _tail.Length)
        {
            read[^_tail.Length..].CopyTo(_tail);
            return;
        }

        _tail.AsSpan(read.Length..).CopyTo(_tail);
        read.CopyTo(_tail.AsSpan(^read.Length..));
    }

    /// <summary>True when the header of a member stands there, other than at the beginning of the file (RFC 1952, section 2.3.1).</summary>
    /// <param name="at">Where in the file the bytes stand.</param>
    private static bool HasMember(ReadOnlySpan<byte> bytes, long at)
    {
        for (var from = 0; bytes[from..].IndexOf(Gzip) is >= 0 and var found; from += found + 1)
        {
            var header = bytes[(from + found)..];
            if (header.Length < MemberHeaderLength)
                return false;
            if (at + from + found > 0 && header[2] == 8 && header[3] < 32 && header[8] is 0 or 2 or 4 && header[9] is <= 13 or 255)
                return true;
        }

        return false;
    }
}
