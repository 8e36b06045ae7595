using System.Buffers.Text;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using ConflictEvents.Api.Security;
using ConflictEvents.Application.Queries;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Answers 304 before any work is done. What a read that <see cref="FollowsLog"/> answers can change only with a commit, so where the log ends
/// and what was asked make a tag by themselves; who shows it again has the answer already. Endpoints that know a better tag, such
/// as the version of a resource, keep it. Stands behind <see cref="Negotiation"/>, which has found the form of the answer.
/// </summary>
internal sealed class ConditionalReads(RequestDelegate next, IHeadWatch watch, IOptions<HttpOptions> options, TimeProvider time)
{
    /// <summary>
    /// What was answered of a moment before the last commit, or of a release, is answered so for ever, but for what is erased. Whoever has read
    /// it may keep it for an hour; caches that answer others ask each time, and their tags count the erasures.
    /// </summary>
    private const string CacheOfThePast = "max-age=3600, s-maxage=0";

    private const int TagBytes = 16;

    // Another build may render the same log in other words.
    private static readonly string Build = string.Join(' ', Builds());

    // The tags of what was answered: a few megabytes.
    private readonly KeptAnswers<string> _given = new(watch, most: 20_000);

    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<FollowsLog>() is { } follows
            ? Read(context, follows)
            : next(context);

    private async Task Read(HttpContext context, FollowsLog follows)
    {
        // Known before the answer is made: the answer may be newer than its tag says, and is then asked for once too often; never older.
        var head = watch.Head ?? await watch.Ask(context.RequestAborted);
        var request = context.Request;
        var asOf = AsOf.TryParse(request.Query["asOf"], null, out var moment) ? moment.Time : (DateTimeOffset?)null;
        var isRelease = request.Query.ContainsKey("release");
        var isPast = isRelease || asOf < head.RecordedAt;
        var isToday = follows.AndToday && !isRelease && asOf is null;
        var key = new ReadKey(head, Derive(context, head, isPast, isToday));
        var read = new ConditionalRead(context, _given, key, isPast);
        context.Features.Set(head);
        var isAskedAgain = _given.TryFind(key, out var given);
        context.Features.Set(new RepeatableRead(key, isAskedAgain));
        if (request.Headers.IfNoneMatch.Count > 0 && read.KnownToClient(given) is { } known)
        {
            read.NotModified(known);
            return;
        }

        context.Response.OnStarting(static state => ((ConditionalRead)state).Finish(), read);
        if (EntityTags.AnyWillDo(request))
            await AnyWillDo(context, read);
        else
            await next(context);
    }

    /// <summary>Whoever has an answer, whichever, is content unless there is none; which takes the work to find out.</summary>
    private async Task AnyWillDo(HttpContext context, ConditionalRead read)
    {
        var sent = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var body = new UnlessOk(context.Response, sent.Stream);
        var withheld = new StreamResponseBodyFeature(body);
        context.Features.Set<IHttpResponseBodyFeature>(withheld);
        context.Features.Set(new HeadersOnly());
        try
        {
            await next(context);
            await withheld.CompleteAsync();
        }
        finally
        {
            context.Features.Set(sent);
        }

        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK })
        {
            context.Response.ContentLength = null;
            context.Response.ContentType = null;
            read.NotModified(context.Response.Headers.ETag is [{ } own] ? own : read.Derived);
        }
    }

    /// <param name="isPast">What was recorded up to then, or released, stays as it was, unless something is erased.</param>
    /// <returns>A weak tag: equal bytes are promised by no one who has not looked at them.</returns>
    private string Derive(HttpContext context, HeadMark head, bool isPast, bool isToday)
    {
        var request = context.Request;
        var state = isPast ? $"past {head.Erasures}" : $"{head.Hash} {head.Refreshes}";
        var day = isToday ? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber : 0;
        // All that an answer depends on. The path stands last: as it is decoded it may hold any character, and no other part a line's end.
        var text = $"{Build}\n{state}\n{day}\n{Caller.AudienceOf(context.User)}\n{context.Features.Get<MediaFormat>()?.Name}\n{EntityTags.Coding(context)}\n{Links.BaseOf(context, options.Value)}\n{request.QueryString.Value}\n{request.Path.Value}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return $"W/\"{Base64Url.EncodeToString(hash[..TagBytes])}\"";
    }

    private static IEnumerable<Guid> Builds()
    {
        var own = typeof(ConditionalReads).Assembly;
        var name = own.GetName().Name!.Split('.')[0];
        return own.GetReferencedAssemblies()
            .Where(referenced => referenced.Name!.StartsWith(name, StringComparison.Ordinal))
            .OrderBy(referenced => referenced.Name, StringComparer.Ordinal)
            .Select(Assembly.Load)
            .Append(own)
            .Select(assembly => assembly.ManifestModule.ModuleVersionId);
    }

    /// <param name="IsPast">The answer rests on what was recorded before the last commit, or released.</param>
    private sealed record ConditionalRead(HttpContext Context, KeptAnswers<string> Given, ReadKey Key, bool IsPast)
    {
        /// <summary>The tag of an answer that has none of its own.</summary>
        public string Derived => Key.Text;

        /// <param name="given">The tag that the answer had before; null where that is not remembered.</param>
        /// <returns>The tag of the answer when the client shows it; null when the answer has to be made.</returns>
        public string? KnownToClient(string? given)
        {
            var shown = Context.Request.Headers.IfNoneMatch;
            if (shown is [{ } only] && (only == given || only == Derived))
                return only;
            if (given is not null)
                return EntityTags.IsKnown(Context.Request, EntityTagHeaderValue.Parse(given)) ? given : null;
            return !EntityTags.AnyWillDo(Context.Request) && EntityTags.IsKnown(Context.Request, EntityTagHeaderValue.Parse(Derived)) ? Derived : null;
        }

        public void NotModified(string tag)
        {
            Context.Response.StatusCode = StatusCodes.Status304NotModified;
            Context.Response.Headers.ETag = tag;
            Cache();
        }

        public Task Finish()
        {
            var response = Context.Response;
            if (response.StatusCode is not (StatusCodes.Status200OK or StatusCodes.Status304NotModified))
                return Task.CompletedTask;

            if (response.Headers.ETag is not [{ } tag])
                response.Headers.ETag = tag = Derived;
            Given.Keep(Key, tag, weight: 1);
            Cache();
            return Task.CompletedTask;
        }

        private void Cache()
        {
            if (IsPast)
                Context.Response.Headers.CacheControl = CacheOfThePast;
        }
    }

    /// <summary>Passes on the body of every answer but a 200.</summary>
    private sealed class UnlessOk(HttpResponse response, Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        private bool IsWithheld => response.StatusCode is StatusCodes.Status200OK;

        public override void Flush()
        {
            if (!IsWithheld)
                inner.Flush();
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => IsWithheld ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (!IsWithheld)
                inner.Write(buffer);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            IsWithheld ? ValueTask.CompletedTask : inner.WriteAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
