using System.Collections.Concurrent;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>
/// The forms in which names are searched, kept for what is rendered next: the same few actors and places stand in most incidents, and working out
/// how a name sounds takes as long as rendering the rest of a row.
/// </summary>
internal sealed class NameForms
{
    // Of a third of a kilobyte each.
    private const int Most = 8_000;

    private readonly ConcurrentDictionary<string, (string Folded, string[] Sounds)> _known = new(StringComparer.Ordinal);
    private int _count;

    public string Folded(string name) => Of(name).Folded;

    /// <inheritdoc cref="SoundWords.Of"/>
    public IReadOnlyList<string> Sounds(string name) => Of(name).Sounds;

    /// <summary>For names that must not be kept anywhere.</summary>
    public void Forget()
    {
        Volatile.Write(ref _count, 0);
        _known.Clear();
    }

    private (string Folded, string[] Sounds) Of(string name)
    {
        if (_known.TryGetValue(name, out var forms))
            return forms;
        if (Interlocked.Increment(ref _count) > Most)
            Forget();
        return _known.GetOrAdd(name, text => (NameKey.Folded(text), [.. SoundWords.Of(text)]));
    }
}
