using System.Buffers.Binary;
using System.Buffers.Text;
using ConflictEvents.Application.Requests;

namespace ConflictEvents.Application.Queries;

/// <summary>The state of knowledge a question is asked of: what the log held up to and with a position, and of that what the reader may see.</summary>
/// <param name="Position">Null for now, whatever the log holds when the question is answered.</param>
/// <param name="Audience">Whom it is told; nothing that is read at a moment holds more than this audience may see.</param>
public readonly record struct Moment(long? Position, Audience Audience = Audience.Public)
{
    /// <summary>Now, as the public sees it.</summary>
    public static Moment Now => default;

    /// <summary>The time that was asked for, or that the release was made for; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    public bool IsNow => Position is null;

    /// <summary>Whether whom it is told may see incidents that may not be passed on.</summary>
    public bool ShowsAll => Audience is Audience.KeyHolders;

    /// <summary>The position as clients see it: opaque text, so that nobody counts with it.</summary>
    public static string TokenOf(long position)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>The position that such a text stands for; null where it is none.</returns>
    public static long? PositionOf(string token)
    {
        Span<byte> bytes = stackalloc byte[8];
        return Base64Url.IsValid(token, out var length) && length == bytes.Length && Base64Url.TryDecodeFromChars(token, bytes, out _)
            ? BinaryPrimitives.ReadInt64BigEndian(bytes)
            : null;
    }
}
