using System.Collections.Concurrent;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>
/// The forms in which names are searched, each worked out once in a while: the same few actors and places stand in most of the incidents that are
/// rendered one behind the other, and working out how a name sounds takes as long as rendering the rest of a row.
/// </summary>
internal sealed class NameForms
{
    // Of a third of a kilobyte each.
    private const int Most = 8_000;

    private readonly ConcurrentDictionary<string, (string Folded, string[] Sounds)> _known = new(StringComparer.Ordinal);

    public string Folded(string name) => Of(name).Folded;

    /// <inheritdoc cref="SoundWords.Of"/>
    public IReadOnlyList<string> Sounds(string name) => Of(name).Sounds;

    private (string Folded, string[] Sounds) Of(string name)
    {
        if (_known.TryGetValue(name, out var forms))
            return forms;
        if (_known.Count >= Most)
            _known.Clear();
        return _known.GetOrAdd(name, text => (NameKey.Folded(text), [.. SoundWords.Of(text)]));
    }
}
