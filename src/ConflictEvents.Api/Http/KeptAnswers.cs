using System.Diagnostics.CodeAnalysis;
using ConflictEvents.Application.Queries;
using Microsoft.Extensions.Caching.Memory;

namespace ConflictEvents.Api.Http;

/// <summary>Remembers what was answered until the log moves on. What has not been asked for the longest gives way to what is new.</summary>
/// <param name="watch">Tells of an answer that was made while the log moved on.</param>
/// <param name="most">The weight of all that is kept.</param>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as the process.")]
internal sealed class KeptAnswers<TAnswer>(IHeadWatch watch, long most)
    where TAnswer : class
{
    private static readonly TimeSpan Unasked = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = most });

    public bool TryFind(ReadKey key, [NotNullWhen(true)] out TAnswer? answer) => _kept.TryGetValue(key, out answer) && answer is not null;

    /// <param name="weight">In the unit of what may be kept at most.</param>
    /// <param name="priority">What is low gives way before all else.</param>
    public void Keep(ReadKey key, TAnswer answer, long weight, CacheItemPriority priority = CacheItemPriority.Normal)
    {
        // It may tell of what came after, and of a database that is restored the log may end there once more.
        if (watch.Head is { } newest && newest != key.Head)
            return;
        _kept.Set(key, answer, new MemoryCacheEntryOptions { Size = weight, Priority = priority, SlidingExpiration = Unasked });
    }
}

/// <summary>What tells the answer to a read from all others: reads of equal keys may be given the same bytes.</summary>
/// <param name="Head">Where the log ended before the answer was made, which may therefore be newer, and never older.</param>
/// <param name="Text">Stands for everything else that the answer depends on.</param>
internal sealed record ReadKey(HeadMark Head, string Text);
