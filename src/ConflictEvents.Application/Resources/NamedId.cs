using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ConflictEvents.Application.Resources;

/// <summary>
/// Ids that follow from a name, so that whoever meets the same name again arrives at the same id: UUIDs of version 8, the first 128 bits
/// of a SHA-256 (RFC 9562, sections 5.8 and B.2).
/// </summary>
public static class NamedId
{
    /// <summary>Keeps these ids apart from those that others derive from the same names.</summary>
    private static readonly byte[] Space = Guid.Parse("6a0f4c1e-7d0b-8c52-9e63-2f1d5b8a9c40").ToByteArray(bigEndian: true);

    /// <param name="parts">What names the thing, its kind first. Null and the empty text differ, and so do <c>a, bc</c> and <c>ab, c</c>.</param>
    public static Guid Of(params ReadOnlySpan<string?> parts)
    {
        var length = Space.Length;
        foreach (var part in parts)
            length += sizeof(int) + (part is null ? 0 : Encoding.UTF8.GetByteCount(part));
        Span<byte> name = length <= 1_024 ? stackalloc byte[length] : new byte[length];
        Space.CopyTo(name);
        var rest = name[Space.Length..];
        foreach (var part in parts)
        {
            var written = part is null ? 0 : Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, part is null ? -1 : written);
            rest = rest[(sizeof(int) + written)..];
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, digest);
        digest[6] = (byte)(0x80 | (digest[6] & 0x0F));
        digest[8] = (byte)(0x80 | (digest[8] & 0x3F));
        return new Guid(digest[..16], bigEndian: true);
    }
}
