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
        if (Keeping(context, length) is { } keep)
        {
            var body = new byte[length];
            write(body, source);
            keep.Keep(body);
            await Copy(context, body);
        }
        else
        {
            await Begin(context, length, length);
            await Write(context, length, source, write);
        }
    }

    /// <param name="body">Must not be changed any more.</param>
    public static Task Send(HttpContext context, ReadOnlyMemory<byte> body)
    {
        Keeping(context, body.Length)?.Keep(body);
        return Copy(context, body);
    }

    private static KeepAnswer? Keeping(HttpContext context, int length) => context.Features.Get<KeepAnswer>() is { } keep && keep.Wants(length) ? keep : null;

    private static async Task Copy(HttpContext context, ReadOnlyMemory<byte> body)
    {
        await Begin(context, body.Length, Math.Min(Slice, body.Length));
        for (var rest = body; rest.Length > 0; rest = rest[Math.Min(Slice, rest.Length)..])
            await Write(context, Math.Min(Slice, rest.Length), rest, static (room, rest) => rest.Span[..room.Length].CopyTo(room));
    }

    /// <param name="most">Of what is written at a time.</param>
    private static Task Begin(HttpContext context, int length, int most)
    {
        context.Response.ContentType = MediaFormat.Json.ContentType;
        context.Response.ContentLength = length;
        AllowTime(context, most);
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
    /// What is written in place is not counted by the server when it works out how long its client may take: with each piece it would allow
    /// the grace period anew, and no more.
    /// </summary>
    private static void AllowTime(HttpContext context, int most)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { MinDataRate: { } rate } limit)
            limit.MinDataRate = new MinDataRate(rate.BytesPerSecond, rate.GracePeriod + TimeSpan.FromSeconds(most / rate.BytesPerSecond));
    }
}
