using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ConflictEvents.Application.Queries;

/// <summary>Remembers what was answered while the log ended at one head. It is right until the log moves on, and forgotten then.</summary>
/// <param name="watch">Who answers late, when the log has moved on already, does not make it forget what was kept since.</param>
/// <param name="most">The weight of all that is kept; what would exceed it is not kept.</param>
public sealed class KeptAnswers<TKey, TAnswer>(IHeadWatch watch, long most)
    where TKey : notnull
    where TAnswer : class
{
    private volatile Page _page = new(null);

    /// <param name="head">Where the log ends by now; an answer that was kept under another one is not found.</param>
    public bool TryFind(HeadMark head, TKey key, [NotNullWhen(true)] out TAnswer? answer)
    {
        answer = null;
        return _page is var page && page.Head == head && page.Answers.TryGetValue(key, out answer);
    }

    /// <param name="head">Known before the answer was made, which may therefore be newer, and never older.</param>
    /// <param name="weight">In the unit of what may be kept at most.</param>
    public void Keep(HeadMark head, TKey key, TAnswer answer, long weight)
    {
        if (watch.Head is { } newest && newest != head)
            return;
        var page = _page;
        if (page.Head != head)
            _page = page = new Page(head);
        if (Interlocked.Add(ref page.Weight, weight) > most || !page.Answers.TryAdd(key, answer))
            Interlocked.Add(ref page.Weight, -weight);
    }

    private sealed class Page(HeadMark? head)
    {
        public long Weight;

        public HeadMark? Head => head;

        public ConcurrentDictionary<TKey, TAnswer> Answers { get; } = [];
    }
}
