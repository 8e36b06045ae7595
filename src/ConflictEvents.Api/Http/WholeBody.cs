using System.Buffers;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace ConflictEvents.Api.Http;

/// <summary>Sends bodies of JSON that are complete before their first byte goes.</summary>
internal static class WholeBody
{
    /// <summary>
    /// Puts the body together in one piece, as a rule in the room from which the server sends it. Since its length is known, the head may go first, and
    /// nothing is kept elsewhere until it has.
    /// </summary>
    /// <param name="write">Fills the room, which is as long as the body, from the source.</param>
    public static Task Send<TSource>(HttpContext context, int length, TSource source, SpanAction<byte, TSource> write)
    {
        if (context.Features.Get<KeepAnswer>() is null)
            return Copy(context, length, source, write);

        var body = new byte[length];
        write(body, source);
        return Send(context, body);
    }

    public static Task Send(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Features.Get<KeepAnswer>()?.Invoke(body);
        return Copy(context, body.Length, body, static (room, body) => body.Span.CopyTo(room));
    }

    private static async Task Copy<TSource>(HttpContext context, int length, TSource source, SpanAction<byte, TSource> write)
    {
        var response = context.Response;
        response.ContentType = MediaFormat.Json.ContentType;
        response.ContentLength = length;
        AllowTime(context, length);
        await response.StartAsync(context.RequestAborted);
        write(response.BodyWriter.GetSpan(length)[..length], source);
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
}
