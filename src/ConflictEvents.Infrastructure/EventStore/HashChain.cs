namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>
/// Follows the hashes from event to event. Each is taken over the one before it, so an altered event and an altered hash look alike
/// until the next link: it rests on the hash as it was written, and tells which of the two was changed.
/// </summary>
/// <param name="faults">Receives a sentence for each thing that is not as it was written.</param>
internal sealed class HashChain(ICollection<string> faults)
{
    private readonly byte[] _beginning = new byte[32];
    private byte[]? _stored;

    // What the hash of the last event should be by all that stands before it; null where it is just that.
    private byte[]? _computed;

    /// <summary>Of the last event; 0 before the first.</summary>
    public long Position { get; private set; }

    public byte[] Hash => _stored ?? _beginning;

    /// <param name="hash">As it is stored beside the entry.</param>
    public void Add(LogEntry entry, byte[] hash)
    {
        if (entry.Position != Position + 1)
        {
            Unresolved();
            faults.Add(entry.Position == Position + 2
                ? $"Event {Position + 1} is missing."
                : $"Events {Position + 1} to {entry.Position - 1} are missing.");
        }
        else if (!Follows(expected => entry.HashAfter(expected), hash))
        {
            Unresolved();
            _computed = entry.HashAfter(Hash);
        }

        (Position, _stored) = (entry.Position, hash);
    }

    /// <param name="head">Where the log says that it ends.</param>
    /// <param name="lastRecordedAt">The time of the last event; null for an empty log.</param>
    public void End(LogHead head, DateTimeOffset? lastRecordedAt)
    {
        if (head.Position != Position)
        {
            Unresolved();
            faults.Add($"The head stands at {head.Position}, but the log ends at {Position}.");
            return;
        }

        if (!Follows(expected => expected, head.Hash))
        {
            Unresolved();
            faults.Add($"The hash of the head is not that of event {Position}.");
        }

        if (lastRecordedAt is { } time && head.RecordedAt != time)
            faults.Add($"The time of the head is not that of event {Position}.");
    }

    /// <summary>Tries the next link on the stored hash of the last event, and then on the one that it should have.</summary>
    private bool Follows(Func<byte[], byte[]> link, byte[] next)
    {
        var computed = _computed;
        if (next.AsSpan().SequenceEqual(link(Hash)))
        {
            if (computed is not null)
                faults.Add($"Event {Position}: the envelope is not what was written.");
        }
        else if (computed is not null && next.AsSpan().SequenceEqual(link(computed)))
        {
            faults.Add($"Event {Position}: the hash is not what was written.");
        }
        else
        {
            return false;
        }

        _computed = null;
        return true;
    }

    private void Unresolved()
    {
        if (_computed is not null)
            faults.Add($"Event {Position}: the envelope or the hash is not what was written.");
        _computed = null;
    }
}
