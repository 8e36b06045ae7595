using System.Buffers;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ConflictEvents.Api.Http;

/// <summary>Sends bodies of JSON that are complete before their first byte goes: their length goes ahead of them.</summary>
internal static class WholeBody
{
    // A slow client holds no more of what is there already.
    private const int Slice = 128 * 1024;

    /// <summary>
    /// Has the body put together in the room from which the server sends it, in one piece, and kept nowhere else; unless it is wanted again.
    /// </summary>
    /// <param name="write">Fills the room, which is as long as the body, from the source.</param>
    public static async Task Send<TSource>(HttpContext context, int length, TSource source, SpanAction<byte, TSource> write)
    {
        if (context.Features.Get<KeepAnswer>() is { } keep && keep.Wants(length))
        {
            var body = new byte[length];
            write(body, source);
            await Send(context, body);
        }
        else
        {
            await Begin(context, length);
            await Write(context, length, source, write);
        }
    }

    /// <param name="body">Must not be changed any more.</param>
    public static async Task Send(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (context.Features.Get<KeepAnswer>() is { } keep && keep.Wants(body.Length))
            keep.Keep(body);
        await Begin(context, body.Length);
        for (var rest = body; rest.Length > 0; rest = rest[Math.Min(Slice, rest.Length)..])
            await Write(context, Math.Min(Slice, rest.Length), rest, static (room, rest) => rest.Span[..room.Length].CopyTo(room));
    }

    private static Task Begin(HttpContext context, int length)
    {
        context.Response.ContentType = MediaFormat.Json.ContentType;
        context.Response.ContentLength = length;
        AllowTime(context, length);
        return context.Response.StartAsync(context.RequestAborted);
    }

    private static async Task Write<TSource>(HttpContext context, int length, TSource source, SpanAction<byte, TSource> write)
    {
        var writer = context.Response.BodyWriter;
        write(writer.GetSpan(length)[..length], source);
        writer.Advance(length);
        await writer.FlushAsync(context.RequestAborted);
    }

    /// <summary>
    /// What is written in place is not counted by the server when it works out how long its client may take: it would allow the grace period for all of it.
    /// </summary>
    private static void AllowTime(HttpContext context, int length)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { MinDataRate: { } rate } limit)
            limit.MinDataRate = new MinDataRate(rate.BytesPerSecond, rate.GracePeriod + TimeSpan.FromSeconds(length / rate.BytesPerSecond));
    }
}
