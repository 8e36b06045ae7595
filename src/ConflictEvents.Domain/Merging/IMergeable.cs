using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Merging;

/// <summary>A resource that another of its kind may turn out to be the same as.</summary>
public interface IMergeable
{
    /// <summary>Those that are merged into it.</summary>
    IEnumerable<Guid> MergedFrom { get; }

    /// <summary>Decides, on the one that is to stand for both, to take over what the other one has.</summary>
    Result<IReadOnlyList<DomainEvent>> Absorb(Resource other);

    /// <summary>Decides to give back what another one brought; also where this one has been retracted since.</summary>
    /// <returns>No event where the other one brought nothing.</returns>
    Result<IReadOnlyList<DomainEvent>> Release(Guid other);

    /// <returns>What has been decided here about what the other one brought, as it would be decided there, each with its reason.</returns>
    IReadOnlyList<(DomainEvent Event, string? Reason)> DecidedFor(Guid other);
}
