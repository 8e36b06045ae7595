using System.Collections.Concurrent;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Http;

/// <summary>
/// Remembers the entity tags that endpoints gave their answers themselves, by the tag that the request would have had without. They are
/// right until the log moves on, and forgotten then.
/// </summary>
internal sealed class GivenTags
{
    /// <summary>A few megabytes.</summary>
    private const int Most = 20_000;

    private volatile Page _page = new(null);

    public string? Find(string derived) => _page.Tags.GetValueOrDefault(derived);

    /// <param name="head">Known before the answer was made.</param>
    public void Keep(HeadMark head, string derived, string given)
    {
        var page = _page;
        if (page.Head != head)
        {
            if (page.Head?.IsAfter(head) is true)
                return;
            _page = page = new Page(head);
        }

        if (!page.Tags.ContainsKey(derived) && Interlocked.Increment(ref page.Kept) <= Most)
            page.Tags[derived] = given;
    }

    private sealed class Page(HeadMark? head)
    {
        public int Kept;

        public HeadMark? Head => head;

        public ConcurrentDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
    }
}
