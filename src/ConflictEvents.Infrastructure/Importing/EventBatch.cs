using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Events;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.EventStore;

namespace ConflictEvents.Infrastructure.Importing;

/// <summary>Events of another log that are recorded in one commit, as they were read.</summary>
internal sealed class EventBatch
{
    // What belongs together is kept together unless it is more than anybody records at once.
    private const int Excess = 8;

    private readonly Dictionary<Guid, DateTimeOffset> _claimsAddedAt = [];
    private (Guid Id, DateTimeOffset RecordedAt)? _last;
    private long _bytes;

    public List<ReadEvent> Events { get; } = [];

    public List<RowFault> Faults { get; } = [];

    /// <summary>All lines, those that were left out included.</summary>
    public int Rows { get; private set; }

    /// <summary>Of the file as it is stored, up to the end of the lines.</summary>
    public long BytesRead { get; set; }

    /// <summary>
    /// Whether a line is better recorded by the next commit. Claims of one resource are ordered by the commits that recorded them, and by
    /// their ids within one: so those that stood in one commit stay in one, and those that did not do not come to.
    /// </summary>
    public bool EndsBefore(ReadLine line)
    {
        if (line.Event is not { } next)
            return IsFull(times: 1);
        if (IsClaim(next) && _claimsAddedAt.TryGetValue(next.Id, out var earlier) && earlier != next.RecordedAt)
            return true;
        var isOfLast = _last == (next.Id, next.RecordedAt) || (_last?.RecordedAt == next.RecordedAt && EventTypes.IsOtherHalf(next.Type));
        return IsFull(isOfLast ? Excess : 1);
    }

    public void Add(ReadLine line)
    {
        Rows++;
        _bytes += line.Length;
        Faults.AddRange(line.Faults);
        if (line.Event is not { } read)
            return;
        _last = (read.Id, read.RecordedAt);
        if (IsClaim(read))
            _claimsAddedAt[read.Id] = read.RecordedAt;
    }

    private bool IsFull(int times) => Rows >= times * ImportBatch.MostRows || _bytes >= times * ImportBatch.MostBytes;

    private static bool IsClaim(EventLine line) => line.Type.EndsWith(".claim_added", StringComparison.Ordinal);
}

/// <summary>An event of another log.</summary>
/// <param name="Number">The line on which it stands.</param>
/// <param name="Line">Without the body.</param>
/// <param name="BodyHash">Of the body as this log would write it.</param>
internal sealed record ReadEvent(long Number, EventLine Line, DomainEvent Event, byte[] BodyHash)
{
    /// <summary>What it mentions, with where in the line that stands.</summary>
    public IEnumerable<Reference> References() => Event switch
    {
        IStatesDetails { Details: var details } => details.References().Select(reference => reference with { Path = $"body.details.{reference.Path}" }),
        ClaimAdded { Claim: var claim } => claim.References("body.claim"),
        IErasure { Remains: { } remains } => remains.References().Select(reference => reference with { Path = $"body.remains.{reference.Path}" }),
        Merged { Into: var other } => [new Reference(Line.Kind, other, "body.into")],
        MarkedDistinct { OtherId: var other } => [new Reference(Line.Kind, other, "body.otherId")],
        _ => [],
    };
}
