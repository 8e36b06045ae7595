using ConflictEvents.Application.Queries;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Gives again what was answered before, as long as the log has not moved on. An answer is kept when it is asked for a second time: who walks
/// through everything takes the room of nobody. Stands behind <see cref="ConditionalReads"/>, which tells what is asked for again.
/// </summary>
internal sealed class RepeatedReads(RequestDelegate next, IHeadWatch watch, IOptions<HttpOptions> options)
{
    // So that no few answers take all the room.
    private const int Share = 32;

    // What is kept beside a body, about.
    private const int HeadBytes = 1_000;

    private readonly KeptAnswers<Answer>? _kept = options.Value.KeptBytes == 0 ? null : new(watch, options.Value.KeptBytes);

    public Task InvokeAsync(HttpContext context)
    {
        if (_kept is null || context.Features.Get<RepeatableRead>() is not { Key: var key } read)
            return next(context);
        if (_kept.TryFind(key, out var known))
            return known.Send(context);
        if (read.IsAskedAgain)
            context.Features.Set(new KeepAnswer(context.Response, options.Value.KeptBytes / Share, (body, headers) => Keep(key, new Answer(body, headers))));
        return next(context);
    }

    private void Keep(ReadKey key, Answer answer) =>
        _kept!.Keep(key, answer, HeadBytes + answer.Body.Length + (2 * answer.Headers.Sum(header => header.Value.Sum(value => value?.Length ?? 0))));

    private sealed record Answer(ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, StringValues>> Headers)
    {
        public Task Send(HttpContext context)
        {
            foreach (var (name, values) in Headers)
                context.Response.Headers[name] = values;
            if (context.Response.Headers.ETag is not [{ } own] || !EntityTags.IsKnown(context.Request, EntityTagHeaderValue.Parse(own)))
                return WholeBody.Send(context, Body);

            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
    }
}

/// <summary>Of a request whose answer follows from the log.</summary>
/// <param name="IsAskedAgain">The answer was given before, while the log ended where it ends now; as far as that is remembered.</param>
internal sealed record RepeatableRead(ReadKey Key, bool IsAskedAgain);
