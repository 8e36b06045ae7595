using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>One row of the log without its body: the envelope that the hash chain covers.</summary>
internal sealed record LogEntry(
    long Position,
    Guid EventId,
    string StreamKind,
    Guid StreamId,
    int Version,
    string Type,
    int SchemaVersion,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string? Reason,
    string RequestId,
    byte[] BodyHash)
{
    /// <summary>
    /// SHA-256 over the hash before, then every member in order as a netstring (decimal length, colon, UTF-8 bytes, comma; a null is "-,").
    /// The time counts microseconds since 1970-01-01T00:00Z, ids and hashes are in lower-case hexadecimal.
    /// </summary>
    public byte[] HashAfter(ReadOnlySpan<byte> previous)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        bytes.Write(previous);
        Write(bytes, Position.ToString(CultureInfo.InvariantCulture));
        Write(bytes, EventId.ToString("N"));
        Write(bytes, StreamKind);
        Write(bytes, StreamId.ToString("N"));
        Write(bytes, Version.ToString(CultureInfo.InvariantCulture));
        Write(bytes, Type);
        Write(bytes, SchemaVersion.ToString(CultureInfo.InvariantCulture));
        Write(bytes, ((RecordedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture));
        Write(bytes, RecordedBy);
        Write(bytes, Reason);
        Write(bytes, RequestId);
        Write(bytes, Convert.ToHexStringLower(BodyHash));
        return SHA256.HashData(bytes.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, string? member)
    {
        if (member is null)
        {
            bytes.Write("-,"u8);
            return;
        }

        Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(member)}:{member},", bytes);
    }
}
