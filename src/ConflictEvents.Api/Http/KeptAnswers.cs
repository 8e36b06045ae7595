using System.Diagnostics.CodeAnalysis;
using ConflictEvents.Application.Queries;
using Microsoft.Extensions.Caching.Memory;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Remembers what was answered while the log ended at one head, and forgets it all when the log moves on. Until then what has not been asked
/// for the longest gives way to what is new.
/// </summary>
/// <param name="watch">Who is late, when the log has moved on already, finds nothing and keeps nothing.</param>
/// <param name="most">The weight of all that is kept.</param>
internal sealed class KeptAnswers<TAnswer>(IHeadWatch watch, long most)
    where TAnswer : class
{
    private volatile Page _page = new(null, most);

    public bool TryFind(ReadKey key, [NotNullWhen(true)] out TAnswer? answer)
    {
        answer = null;
        return At(key.Head) is { } kept && kept.TryGetValue(key.Text, out answer) && answer is not null;
    }

    /// <summary>Keeps an answer unless one is kept, or room for it must be made first.</summary>
    /// <param name="weight">In the unit of what may be kept at most.</param>
    public void Keep(ReadKey key, TAnswer answer, long weight)
    {
        if (At(key.Head) is not { } kept || kept.TryGetValue(key.Text, out _))
            return;

        // Never in place of another: if that gives way in the same moment, the library counts its weight out twice.
        lock (kept)
        {
            if (!kept.TryGetValue(key.Text, out _))
                kept.Set(key.Text, answer, new MemoryCacheEntryOptions { Size = weight });
        }
    }

    /// <returns>Null when the log does not end at the head any more.</returns>
    private MemoryCache? At(HeadMark head)
    {
        if (watch.Head is { } newest && newest != head)
            return null;
        var page = _page;
        if (page.Head != head)
        {
            page.Answers.Clear();
            _page = page = new Page(head, most);
        }

        return page.Answers;
    }

    [SuppressMessage("Design", "CA1001", Justification = "Left to whoever still reads of it when the next one has begun.")]
    private sealed class Page(HeadMark? head, long most)
    {
        public HeadMark? Head => head;

        public MemoryCache Answers { get; } = new(new MemoryCacheOptions { SizeLimit = most });
    }
}

/// <summary>What tells the answer to a read from all others: reads of equal keys may be given the same bytes.</summary>
/// <param name="Head">Where the log ended before the answer was made, which may therefore be newer, and never older.</param>
/// <param name="Text">Stands for everything else that the answer depends on; the tag of answers that have none of their own.</param>
internal sealed record ReadKey(HeadMark Head, string Text);
