using System.Text.Json;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ConflictEvents.Api.Lists;

/// <summary>Sends lists whose items were rendered before.</summary>
internal static class RenderedList
{
    private static ReadOnlySpan<byte> Begin => "{\"items\":["u8;

    private static ReadOnlySpan<byte> Between => ","u8;

    private static ReadOnlySpan<byte> End => "],"u8;

    /// <summary>
    /// Puts the answer together in one piece, as a rule in the room from which the server sends it. Since its length is known, the head may go first, and
    /// nothing is kept elsewhere until it has.
    /// </summary>
    /// <param name="items">One JSON text each.</param>
    /// <param name="rest">Its members stand behind the items; it has one or more.</param>
    public static async Task Send<T>(HttpContext context, IReadOnlyList<ReadOnlyMemory<byte>> items, T rest)
    {
        var members = JsonSerializer.SerializeToUtf8Bytes(rest, JsonContract.Options).AsMemory(1);
        var length = Begin.Length + items.Sum(item => item.Length) + (Math.Max(items.Count - 1, 0) * Between.Length) + End.Length + members.Length;

        var response = context.Response;
        response.ContentType = MediaFormat.Json.ContentType;
        response.ContentLength = length;
        AllowTime(context, length);
        await response.StartAsync(context.RequestAborted);
        Write(response.BodyWriter.GetSpan(length), items, members.Span);
        response.BodyWriter.Advance(length);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>
    /// What is written in place is not counted by the server when it works out how long its client may take: it would allow the grace period for all of it.
    /// </summary>
    private static void AllowTime(HttpContext context, int length)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { MinDataRate: { } rate } limit)
            limit.MinDataRate = new MinDataRate(rate.BytesPerSecond, rate.GracePeriod + TimeSpan.FromSeconds(length / rate.BytesPerSecond));
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
