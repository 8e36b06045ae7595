using System.Buffers.Binary;
using System.Buffers.Text;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Application.Feed;

/// <summary>How far a follower has come: a position in the log, and the beginning of the hash over everything up to there, which no other log has.</summary>
/// <param name="Hash">The first eight bytes of the hash.</param>
public readonly record struct FeedCursor(long Position, ulong Hash)
{
    private const int Length = 2 * sizeof(ulong);

    /// <summary>Before the first event.</summary>
    public static FeedCursor Start => default;

    public static FeedCursor Of(HeadMark head) => Of(head.Position, Convert.FromHexString(head.Hash));

    public static FeedCursor Of(long position, ReadOnlySpan<byte> hash) => new(position, BinaryPrimitives.ReadUInt64BigEndian(hash));

    /// <returns>Null for a text that <see cref="ToString"/> cannot have given.</returns>
    public static FeedCursor? Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length > 2 * Length || text.Any(c => char.IsWhiteSpace(c) || c is '=') || !Base64Url.IsValid(text, out var length) || length != Length)
            return null;
        Base64Url.DecodeFromChars(text, bytes);
        var position = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return position < 0 ? null : new FeedCursor(position, BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]));
    }

    /// <summary>Whether a log that ends at a head cannot have led here.</summary>
    public bool IsBeyond(HeadMark head) => Position > head.Position || (Position == head.Position && this != Of(head));

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Position);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], Hash);
        return Base64Url.EncodeToString(bytes);
    }
}
