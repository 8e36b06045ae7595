using ConflictEvents.Application.Queries;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Gives again what was answered before, as long as the log has not moved on: nothing but what the <see cref="DerivedTag"/> stands for tells two answers
/// apart. An answer is kept when it is asked for a second time, so that who walks through everything once leaves room for what many ask for.
/// Stands behind <see cref="ConditionalReads"/>, which derives the tag.
/// </summary>
internal sealed class RepeatedReads(RequestDelegate next, IHeadWatch watch, IOptions<HttpOptions> options)
{
    // A few of the greatest answers shall not take all the room.
    private const int FewestKept = 16;

    // Of an answer beside its body, about.
    private const int HeadBytes = 500;

    // What was asked for once: a few megabytes.
    private readonly KeptAnswers<string, string> _asked = new(watch, most: 20_000);
    private readonly KeptAnswers<string, Answer> _kept = new(watch, options.Value.KeptBytes);

    // Apart, so that who reads many at many times leaves room for what everybody reads.
    private readonly KeptAnswers<string, Answer> _keptOfThePast = new(watch, options.Value.KeptBytes / 4);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<DerivedTag>() is not { } tag)
            return next(context);

        var kept = tag.IsPast ? _keptOfThePast : _kept;
        if (kept.TryFind(tag.Head, tag.Text, out var answer))
            return answer.Send(context);

        if (!_asked.TryFind(tag.Head, tag.Text, out _))
            _asked.Keep(tag.Head, tag.Text, tag.Text, weight: 1);
        else if (context.Features.Get<HeadersOnly>() is null)
            context.Features.Set(Keeping(context.Response, tag, kept));
        return next(context);
    }

    private KeepAnswer Keeping(HttpResponse response, DerivedTag tag, KeptAnswers<string, Answer> kept)
    {
        var others = response.Headers.Keys.ToHashSet();
        return body =>
        {
            if (response.StatusCode is StatusCodes.Status200OK && body.Length <= options.Value.KeptBytes / FewestKept)
                kept.Keep(tag.Head, tag.Text, new Answer(body, [.. response.Headers.Where(header => !others.Contains(header.Key))]), HeadBytes + body.Length);
        };
    }

    /// <param name="Headers">Those that the endpoint gave it.</param>
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

/// <summary>Of a request whose answer shall be kept. Called with the body before it is sent, which must not be changed afterwards.</summary>
internal delegate void KeepAnswer(ReadOnlyMemory<byte> body);
