using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>
/// What the last commit of this process knew of what it mentioned: those that follow one another mention the same actors, places and publishers
/// again and again. It is true for the commit right behind that one, and for no other.
/// </summary>
internal sealed class ReferenceCache
{
    // Of a kilobyte or two each.
    private const int Most = 5_000;

    private Known? _last;

    /// <param name="hash">Of the event behind which a commit begins; it stands for all that was recorded up to there, by whomever.</param>
    /// <returns>The caller's own until it is kept; nothing where that commit was another's.</returns>
    public Known Take(byte[] hash) =>
        Interlocked.Exchange(ref _last, null) is { } last && last.Hash.AsSpan().SequenceEqual(hash) && last.Count <= Most ? last : new Known();

    /// <param name="known">As of the end of a commit that was made.</param>
    /// <param name="hash">Of its last event.</param>
    public void Keep(Known known, byte[] hash)
    {
        known.Hash = hash;
        Volatile.Write(ref _last, known);
    }

    internal sealed class Known
    {
        private readonly Dictionary<Guid, IDetails> _details = [];

        internal byte[] Hash { get; set; } = [];

        internal int Count => _details.Count;

        public IDetails? Find(Guid id) => _details.GetValueOrDefault(id);

        /// <summary>Articles, of which there are as many as incidents, are not kept.</summary>
        public void Add(Guid id, IDetails details)
        {
            if (details is DocumentDetails { Type: not DocumentKind.Dataset })
                _details.Remove(id);
            else
                _details[id] = details;
        }

        public void Forget(Guid id) => _details.Remove(id);
    }
}
