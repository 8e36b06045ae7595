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

    private readonly NameForms _forms = new();
    private Known? _last;

    /// <param name="hash">Of the event behind which a commit begins; it stands for all that was recorded up to there, by whomever.</param>
    /// <returns>The caller's own until it is kept; nothing where that commit was another's.</returns>
    public Known Take(byte[] hash) =>
        Interlocked.Exchange(ref _last, null) is { } last && last.Hash.AsSpan().SequenceEqual(hash) && last.Count <= Most ? last : new Known(_forms);

    /// <param name="known">As of the end of a commit that was made.</param>
    /// <param name="hash">Of its last event.</param>
    public void Keep(Known known, byte[] hash)
    {
        known.Hash = hash;
        known.ForgetArticles();
        Volatile.Write(ref _last, known);
    }

    /// <param name="forms">Of names, which are the same whoever bears them when.</param>
    internal sealed class Known(NameForms forms)
    {
        private readonly Dictionary<Guid, IDetails> _details = [];
        private readonly HashSet<Guid> _articles = [];

        internal byte[] Hash { get; set; } = [];

        public NameForms Forms => forms;

        internal int Count => _details.Count;

        public IDetails? Find(Guid id) => _details.GetValueOrDefault(id);

        public void Add(Guid id, IDetails details)
        {
            _details[id] = details;
            if (details is DocumentDetails { Type: not DocumentKind.Dataset })
                _articles.Add(id);
        }

        /// <summary>For what is erased.</summary>
        public void Forget(Guid id)
        {
            _details.Remove(id);
            forms.Forget();
        }

        /// <summary>There are as many as incidents, and the next commit mentions others.</summary>
        internal void ForgetArticles()
        {
            foreach (var id in _articles)
                _details.Remove(id);
            _articles.Clear();
        }
    }
}
