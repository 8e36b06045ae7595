using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>
/// What commits that follow one another have read of what theirs mention: the batches of one import mention the same actors, places and
/// publishers again and again. Where anybody else has committed between them, it is empty.
/// </summary>
internal sealed class ReferenceCache
{
    // Of a kilobyte each; articles, of which there are as many as rows, are not kept.
    private const int Most = 20_000;

    private readonly Dictionary<Guid, IDetails> _details = [];
    private long _position = -1;

    /// <param name="after">The position behind which the next commit begins.</param>
    public void Begin(long after)
    {
        if (after != _position || _details.Count > Most)
            _details.Clear();
        _position = after;
    }

    public IDetails? Find(Guid id) => _details.GetValueOrDefault(id);

    public void Add(Guid id, IDetails details)
    {
        if (details is not DocumentDetails { Type: not DocumentKind.Dataset })
            _details[id] = details;
    }

    /// <param name="position">At which the commit was complete.</param>
    /// <param name="changed">What it has changed or created.</param>
    public void End(long position, IReadOnlyDictionary<Guid, IDetails> changed)
    {
        foreach (var (id, details) in changed)
            Add(id, details);
        _position = position;
    }
}
