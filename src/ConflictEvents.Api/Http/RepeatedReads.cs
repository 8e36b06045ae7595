using ConflictEvents.Application.Queries;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Gives again what was answered before, as long as the log has not moved on. An answer is kept when it is asked for a second time, and what has not been
/// asked for the longest gives way: who walks through everything once leaves room for what many ask for. Stands behind <see cref="ConditionalReads"/>,
/// which tells by a <see cref="ReadKey"/> which answers are the same.
/// </summary>
internal sealed class RepeatedReads(RequestDelegate next, IHeadWatch watch, IOptions<HttpOptions> options)
{
    // So that no few answers take all the room.
    private const int Share = 32;

    // What is kept beside a body, about.
    private const int HeadBytes = 1_000;

    private static readonly TimeSpan Unasked = TimeSpan.FromMinutes(10);

    private readonly MemoryCache? _kept = options.Value.KeptBytes == 0 ? null : new MemoryCache(new MemoryCacheOptions { SizeLimit = options.Value.KeptBytes });

    public Task InvokeAsync(HttpContext context)
    {
        if (_kept is null || context.Features.Get<ReadKey>() is not { } key)
            return next(context);

        if (!_kept.TryGetValue(key, out Answer? known))
            _kept.Set<Answer?>(key, null, new MemoryCacheEntryOptions { Size = HeadBytes, Priority = CacheItemPriority.Low, SlidingExpiration = Unasked });
        else if (known is not null)
            return known.Send(context);
        else
            context.Features.Set(new KeepAnswer(context.Response, options.Value.KeptBytes / Share, (body, headers) => Keep(key, new Answer(body, headers))));
        return next(context);
    }

    private void Keep(ReadKey key, Answer answer)
    {
        // It may tell of what came after, and of a database that is restored the log may end there once more.
        if (watch.Head is { } newest && newest != key.Head)
            return;
        _kept!.Set(key, answer, new MemoryCacheEntryOptions
        {
            Size = HeadBytes + answer.Body.Length + (2 * answer.Headers.Sum(header => header.Value.Sum(value => value?.Length ?? 0))),
            SlidingExpiration = Unasked,
        });
    }

    private sealed record Answer(ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, StringValues>> Headers)
    {
        public Task Send(HttpContext context)
        {
            foreach (var (name, values) in Headers)
                context.Response.Headers[name] = values;
            return WholeBody.Send(context, Body);
        }
    }
}

/// <summary>What tells the answer to a read from all others: reads of equal keys may be given the same bytes.</summary>
/// <param name="Head">Where the log ended before the answer was made, which may therefore be newer, and never older.</param>
/// <param name="Text">Stands for everything else that the answer depends on.</param>
internal sealed record ReadKey(HeadMark Head, string Text);
