using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Merging;

/// <summary>What others have brought that are merged into one resource, in the order in which they were.</summary>
public sealed class Absorptions<TMoved>
    where TMoved : class
{
    private readonly List<Absorbed<TMoved>> _standing = [];

    public IReadOnlyList<Absorbed<TMoved>> Standing => _standing;

    public TMoved? Of(Guid other) => _standing.Find(absorbed => absorbed.From == other)?.Moved;

    /// <returns>False when the event does not concern merges.</returns>
    internal bool Apply(DomainEvent happened)
    {
        switch (happened)
        {
            case Absorbed<TMoved> absorbed:
                _standing.Add(absorbed);
                return true;
            case Released { To: var other }:
                _standing.RemoveAll(absorbed => absorbed.From == other);
                return true;
            default:
                return false;
        }
    }
}
