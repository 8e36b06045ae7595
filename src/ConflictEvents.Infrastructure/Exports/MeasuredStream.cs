using System.Security.Cryptography;
using ConflictEvents.Infrastructure.Jobs;

namespace ConflictEvents.Infrastructure.Exports;

/// <summary>Counts and hashes what is written through it, and takes no more than it may.</summary>
/// <param name="most">In bytes.</param>
internal sealed class MeasuredStream(Stream inner, long most) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Count { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Count;

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    public byte[] Sha256() => _hash.GetCurrentHash();

    /// <exception cref="FileTooLargeException">It would be more than it may be.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Count + buffer.Length > most)
            throw new FileTooLargeException(most);
        _hash.AppendData(buffer.Span);
        await inner.WriteAsync(buffer, cancellationToken);
        Count += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // What is written goes to the file at once; the disk is waited for at the end.
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}

internal sealed class FileTooLargeException(long most) : JobFailure($"The file would be larger than the {most} bytes that are allowed. Narrow the filter.");
