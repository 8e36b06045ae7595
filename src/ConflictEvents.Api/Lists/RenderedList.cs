using System.Text.Json;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Json;

namespace ConflictEvents.Api.Lists;

/// <summary>Sends lists whose items were rendered before.</summary>
internal static class RenderedList
{
    private static ReadOnlySpan<byte> Begin => "{\"items\":["u8;

    private static ReadOnlySpan<byte> Between => ","u8;

    private static ReadOnlySpan<byte> End => "],"u8;

    /// <param name="items">One JSON text each.</param>
    /// <param name="rest">Its members stand behind the items; it has one or more.</param>
    public static Task Send<T>(HttpContext context, IReadOnlyList<ReadOnlyMemory<byte>> items, T rest)
    {
        var members = JsonSerializer.SerializeToUtf8Bytes(rest, JsonContract.Options).AsMemory(1);
        var length = Begin.Length + items.Sum(item => item.Length) + (Math.Max(items.Count - 1, 0) * Between.Length) + End.Length + members.Length;
        return WholeBody.Send(context, length, (items, members), static (room, parts) => Write(room, parts.items, parts.members.Span));
    }

    private static void Write(Span<byte> room, IReadOnlyList<ReadOnlyMemory<byte>> items, ReadOnlySpan<byte> members)
    {
        Add(Begin, ref room);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                Add(Between, ref room);
            Add(items[i].Span, ref room);
        }

        Add(End, ref room);
        Add(members, ref room);
    }

    private static void Add(ReadOnlySpan<byte> bytes, ref Span<byte> room)
    {
        bytes.CopyTo(room);
        room = room[bytes.Length..];
    }
}
