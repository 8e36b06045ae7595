using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Feed.FollowChanges;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Api.Feed;

/// <summary>
/// Answers with changes as server-sent events for as long as they are read: page after page, each of them waited for. It ends when the service
/// stops, and when the log turns out to be another one than it was; a follower comes back by itself then, and is told. Who does not read what is
/// sent is left, lest the changes of very many such readers be held for them.
/// </summary>
/// <param name="patience">How long at most the reader may take over some ten thousand bytes.</param>
internal sealed class EventStreamResult(
    FeedPage first, IncidentFilter filter, FeedRequest request, TimeSpan patience, IMediator mediator, IHostApplicationLifetime lifetime, TimeProvider time) : IResult
{
    // What is handed on at once.
    private const int Block = 64 * 1024;

    /// <summary>So often at least something is sent, lest what stands between take the connection for dead.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <returns>The stream, or the problem that stands in its way.</returns>
    public static async Task<IResult> Begin(
        IncidentFilter filter, FeedRequest request, TimeSpan patience, IMediator mediator, Links links, IHostApplicationLifetime lifetime, TimeProvider time, HttpContext context)
    {
        // Whoever comes back asks for the same address again, with the last id besides.
        var after = context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : request.After;
        var first = await mediator.Send(request.Query(filter, after, Waiting.None), context.RequestAborted);
        return first.Error is { } error ? FeedEndpoints.Refused(error, links, context) : new EventStreamResult(first.Value, filter, request, patience, mediator, lifetime, time);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, aborted) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = FeedEndpoints.EventStream.ContentType;
        response.Headers["X-Accel-Buffering"] = "no";
        if (httpContext.Features.Get<HeadersOnly>() is not null)
            return;

        try
        {
            var writer = response.BodyWriter;
            var page = Result(first);
            while (page.Error is null)
            {
                await Write(writer, page.Value, aborted);
                if (lifetime.ApplicationStopping.IsCancellationRequested)
                    return;
                using var waiting = new Waiting(Heartbeat, lifetime, time);
                page = await mediator.Send(request.Query(filter, page.Value.Reached.ToString(), waiting.Until), aborted);
            }
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (TimeoutException)
        {
            httpContext.Abort();
        }
    }

    private async Task Write(PipeWriter writer, FeedPage page, CancellationToken aborted)
    {
        var written = 0;
        foreach (var (cursor, entry) in page.Items)
        {
            Encoding.ASCII.GetBytes($"id: {cursor}\ndata: ", writer);
            writer.Write(entry.Span);
            writer.Write("\n\n"u8);
            written += entry.Length;
            if (written >= Block)
            {
                await HandOn(writer, aborted);
                written = 0;
            }
        }

        // An id alone is no event; it says how far was looked for one.
        if (page.Items.Count == 0)
            Encoding.ASCII.GetBytes($": still here\nid: {page.Reached}\n\n", writer);
        await HandOn(writer, aborted);
    }

    private async Task HandOn(PipeWriter writer, CancellationToken aborted)
    {
        var writing = writer.FlushAsync(aborted);
        _ = writing.IsCompletedSuccessfully ? writing.Result : await writing.AsTask().WaitAsync(patience, time, aborted);
    }

    private static Result<FeedPage> Result(FeedPage page) => page;
}
