using ConflictEvents.Application.Queries;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Gives again what was answered before, as long as the log has not moved on. An answer is kept when it is asked for a second time, and what was asked
/// for once gives way first: who walks through everything leaves room for what many ask for. Stands behind <see cref="ConditionalReads"/>,
/// which tells by a <see cref="ReadKey"/> which answers are the same.
/// </summary>
internal sealed class RepeatedReads(RequestDelegate next, IHeadWatch watch, IOptions<HttpOptions> options)
{
    // So that no few answers take all the room.
    private const int Share = 32;

    // What is kept beside a body, about.
    private const int HeadBytes = 1_000;

    private static readonly Answer AskedOnce = new(default, []);

    private readonly KeptAnswers<Answer>? _kept = options.Value.KeptBytes == 0 ? null : new(watch, options.Value.KeptBytes);

    public Task InvokeAsync(HttpContext context)
    {
        if (_kept is null || context.Features.Get<ReadKey>() is not { } key)
            return next(context);

        if (!_kept.TryFind(key, out var known))
            _kept.Keep(key, AskedOnce, HeadBytes, CacheItemPriority.Low);
        else if (known != AskedOnce)
            return known.Send(context);
        else
            context.Features.Set(new KeepAnswer(context.Response, options.Value.KeptBytes / Share, (body, headers) => Keep(key, new Answer(body, headers))));
        return next(context);
    }

    private void Keep(ReadKey key, Answer answer) =>
        _kept!.Keep(key, answer, HeadBytes + answer.Body.Length + (2 * answer.Headers.Sum(header => header.Value.Sum(value => value?.Length ?? 0))));

    private sealed class Answer(ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, StringValues>> headers)
    {
        public ReadOnlyMemory<byte> Body => body;

        public IReadOnlyList<KeyValuePair<string, StringValues>> Headers => headers;

        public Task Send(HttpContext context)
        {
            foreach (var (name, values) in headers)
                context.Response.Headers[name] = values;
            return WholeBody.Send(context, body);
        }
    }
}
