using System.Buffers.Binary;
using System.Buffers.Text;

namespace ConflictEvents.Application.Queries;

/// <summary>The state of knowledge a question is asked of: what the log held up to and with a position.</summary>
/// <param name="Position">Null for now, whatever the log holds when the question is answered.</param>
public readonly record struct Moment(long? Position)
{
    public static Moment Now => default;

    /// <summary>The position as clients see it: opaque text, so that nobody counts with it.</summary>
    public static string TokenOf(long position)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position);
        return Base64Url.EncodeToString(bytes);
    }
}
