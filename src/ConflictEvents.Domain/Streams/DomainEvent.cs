using System.Text.Json.Serialization;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Domain.Streams;

/// <summary>The body of something that happened to one resource. Bodies are stored for ever: change one only by adding to it.</summary>
public abstract record DomainEvent;

/// <summary>An event that states the details as a whole.</summary>
public interface IStatesDetails
{
    IDetails Details { get; }
}

public sealed record Created<TDetails>(TDetails Details) : DomainEvent, IStatesDetails
    where TDetails : IDetailsOfKind
{
    IDetails IStatesDetails.Details => Details;
}

/// <summary>The whole of the details as they stand from now on.</summary>
public sealed record Corrected<TDetails>(TDetails Details) : DomainEvent, IStatesDetails
    where TDetails : IDetailsOfKind
{
    IDetails IStatesDetails.Details => Details;
}

/// <summary>The resource should not have been recorded; it stays readable, marked as retracted.</summary>
public sealed record Retracted : DomainEvent
{
    /// <summary>The key of the dataset of which a whole file lacks it, where it was retracted for that alone; null where a person decided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AbsentFrom { get; init; }
}

/// <summary>The resource stands again, as it did before it was retracted.</summary>
public sealed record Reinstated : DomainEvent;

/// <summary>An event after which nothing is kept of a resource but that it was there.</summary>
public interface IErasure
{
    /// <summary>See <see cref="IDetailsOfKind.Remains"/>.</summary>
    IDetails? Remains { get; }

    /// <summary>See <see cref="Erased{TDetails}.Before"/>.</summary>
    IEnumerable<(int Until, IDetails? Remains)> Earlier { get; }

    /// <summary>Whether those may be told of the erasure to whom only some incidents are shown.</summary>
    bool Redistributable { get; }

    /// <returns>As what an earlier event of the stream is read, of which it took the body.</returns>
    /// <param name="version">That of the event.</param>
    IErasure InPlaceOf(int version);
}

/// <summary>
/// The resource was erased for legal reasons. It is the last event of its stream, and the only one that has a body: every earlier one is read
/// as this one, see <see cref="InPlaceOf"/>.
/// </summary>
public sealed record Erased<TDetails>(TDetails? Remains, bool Redistributable) : DomainEvent, IErasure
    where TDetails : class, IDetailsOfKind
{
    /// <summary>What remains of earlier versions, in their order, where that is something else: so figures of the past stand. Null where nothing does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Remainder<TDetails>>? Before { get; init; }

    IDetails? IErasure.Remains => Remains;

    IEnumerable<(int Until, IDetails? Remains)> IErasure.Earlier => Before?.Select(earlier => (earlier.Until, (IDetails?)earlier.Remains)) ?? [];

    public IErasure InPlaceOf(int version) =>
        this with { Remains = Before?.FirstOrDefault(earlier => version <= earlier.Until)?.Remains ?? Remains, Before = null };
}

/// <summary>What remains of some versions of what was erased.</summary>
/// <param name="Until">The last of them, inclusive; the first is the one after the remainder before, or version 1.</param>
public sealed record Remainder<TDetails>(int Until, TDetails Remains);

public sealed record ClaimAdded(CasualtyClaim Claim) : DomainEvent;

public sealed record ClaimRetracted(Guid ClaimId) : DomainEvent;

public sealed record ClaimRanked(Guid ClaimId, ClaimRank Rank) : DomainEvent;

public sealed record VerificationSet(Verification Verification) : DomainEvent;

/// <summary>Where the incident comes from. It stands in the commit that the details and claims of the row stand in.</summary>
public sealed record Imported(ImportOrigin Origin) : DomainEvent;

/// <summary>An event with its place in its stream.</summary>
/// <param name="Version">1 for the first event of the stream.</param>
/// <param name="RecordedBy">The name of the key that authorised the change.</param>
/// <param name="Reason">Why, in the author's words; always present where something earlier is changed.</param>
public sealed record RecordedEvent(DomainEvent Event, int Version, DateTimeOffset RecordedAt, string RecordedBy, string? Reason);
