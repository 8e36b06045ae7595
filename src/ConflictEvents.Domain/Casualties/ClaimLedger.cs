using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Casualties;

/// <summary>A resource whose casualty figures are claims.</summary>
public interface IHoldsClaims
{
    ClaimLedger Claims { get; }

    /// <inheritdoc cref="ClaimLedger.Add"/>
    Result<IReadOnlyList<DomainEvent>> AddClaims(IReadOnlyList<CasualtyClaim> claims, string path);

    Result<IReadOnlyList<DomainEvent>> RetractClaim(Guid claimId);

    Result<IReadOnlyList<DomainEvent>> RankClaim(Guid claimId, ClaimRank rank);
}

/// <summary>Whether a claim stands.</summary>
public enum ClaimStatus
{
    Active,

    /// <summary>A later claim has taken its place; it is kept, and counts nowhere.</summary>
    Superseded,

    /// <summary>Withdrawn with a reason; it is kept, and counts nowhere.</summary>
    Retracted,
}

/// <summary>A claim as it stands after everything that happened to it.</summary>
/// <param name="StatusReason">Why it was superseded or retracted; null while it is active.</param>
public sealed record ClaimEntry(CasualtyClaim Claim, ClaimStatus Status, string? StatusReason, DateTimeOffset RecordedAt, string RecordedBy)
{
    /// <summary>Counts the claims of the resource in the order they were recorded, those of one commit included.</summary>
    public int Ordinal { get; init; }

    /// <summary>The incident that it was recorded of, and that was merged into this one; null for one of its own.</summary>
    public Guid? MergedFrom { get; init; }
}

/// <summary>
/// The claims of one resource, in the order they were recorded; those of what was merged into it follow in the order of the merges. Nothing
/// is ever removed but what goes back to where it came from.
/// </summary>
public sealed class ClaimLedger(ClaimBasis basis)
{
    private readonly List<ClaimEntry> _entries = [];

    public IReadOnlyList<ClaimEntry> Entries => _entries;

    public ClaimEntry? Find(Guid claimId) => _entries.Find(entry => entry.Claim.Id == claimId);

    public IEnumerable<Reference> References() => _entries.SelectMany((entry, i) => entry.Claim.References($"claims[{i}]"));

    /// <summary>Decides the addition of claims in the given order; a later one may name an earlier one.</summary>
    /// <param name="path">Where the claims stand in the request: <c>claims</c> for a list, empty for a single claim.</param>
    /// <param name="withdrawn">Active claims that are retracted before the addition.</param>
    public Result<IReadOnlyList<DomainEvent>> Add(IReadOnlyList<CasualtyClaim> claims, string path, params IReadOnlyList<Guid> withdrawn)
    {
        var known = _entries.ToDictionary(entry => entry.Claim.Id);
        foreach (var id in withdrawn)
            known[id] = known[id] with { Status = ClaimStatus.Retracted };

        // A part that is stated anew together with its whole need not fit it any more.
        var replaced = claims.Select(claim => claim.Supersedes).OfType<Guid>().ToHashSet();
        for (var i = 0; i < claims.Count; i++)
        {
            var claim = claims[i];
            if (Fault(claim, known, replaced) is { } fault)
                return fault with { Fields = [.. fault.Fields.Select(f => f with { Path = Under(path, i, f.Path) })] };
            known[claim.Id] = new ClaimEntry(claim, ClaimStatus.Active, null, default, "");
            if (claim.Supersedes is { } old)
                known[old] = known[old] with { Status = ClaimStatus.Superseded };
        }

        return withdrawn.Select(DomainEvent (id) => new ClaimRetracted(id)).Concat(claims.Select(claim => new ClaimAdded(claim))).ToArray();
    }

    public Result<IReadOnlyList<DomainEvent>> Retract(Guid claimId) => Find(claimId) switch
    {
        null => ClaimErrors.NotFound(claimId),
        { Status: ClaimStatus.Retracted } => ClaimErrors.NotActive(claimId, ClaimStatus.Retracted),
        _ => new DomainEvent[] { new ClaimRetracted(claimId) },
    };

    public Result<IReadOnlyList<DomainEvent>> Rank(Guid claimId, ClaimRank rank) => Find(claimId) switch
    {
        null => ClaimErrors.NotFound(claimId),
        { Status: not ClaimStatus.Active } entry => ClaimErrors.NotActive(claimId, entry.Status),
        _ => new DomainEvent[] { new ClaimRanked(claimId, rank) },
    };

    /// <returns>A claim that goes by one that came from another incident, and could not go on standing without it.</returns>
    public ClaimEntry? RestingOn(Guid other) => _entries.Find(entry =>
        entry.MergedFrom != other && entry.Status is not ClaimStatus.Retracted && (IsFrom(entry.Claim.Supersedes, other) || IsFrom(entry.Claim.SubsetOf, other)));

    /// <summary>What was decided about claims since they came from elsewhere, each with its reason.</summary>
    /// <param name="moved">As they came.</param>
    public IEnumerable<(DomainEvent Event, string? Reason)> DecidedSince(IEnumerable<ClaimEntry> moved)
    {
        foreach (var before in moved)
        {
            if (Find(before.Claim.Id) is not { } now)
                continue;
            if (now.Claim.Rank != before.Claim.Rank)
                yield return (new ClaimRanked(now.Claim.Id, now.Claim.Rank), now.Claim.RankReason);
            if (now.Status is ClaimStatus.Retracted && before.Status is not ClaimStatus.Retracted)
                yield return (new ClaimRetracted(now.Claim.Id), now.StatusReason);
        }
    }

    internal void Take(Guid other, IEnumerable<ClaimEntry> moved) => _entries.AddRange(moved.Select(entry => entry with { MergedFrom = other }));

    internal void GiveBack(Guid other) => _entries.RemoveAll(entry => entry.MergedFrom == other);

    /// <returns>False when the event does not concern claims.</returns>
    internal bool Apply(RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case ClaimAdded { Claim: var claim }:
                if (claim.Supersedes is { } old)
                    Replace(old, entry => entry with { Status = ClaimStatus.Superseded, StatusReason = recorded.Reason });
                _entries.Add(new ClaimEntry(claim, ClaimStatus.Active, null, recorded.RecordedAt, recorded.RecordedBy) { Ordinal = _entries.Count + 1 });
                return true;
            case ClaimRetracted { ClaimId: var id }:
                Replace(id, entry => entry with { Status = ClaimStatus.Retracted, StatusReason = recorded.Reason });
                return true;
            case ClaimRanked { ClaimId: var id, Rank: var rank }:
                Replace(id, entry => entry with { Claim = entry.Claim with { Rank = rank, RankReason = recorded.Reason } });
                return true;
            default:
                return false;
        }
    }

    private bool IsFrom(Guid? claimId, Guid other) => claimId is { } id && Find(id)?.MergedFrom == other;

    private void Replace(Guid claimId, Func<ClaimEntry, ClaimEntry> change)
    {
        var at = _entries.FindIndex(entry => entry.Claim.Id == claimId);
        _entries[at] = change(_entries[at]);
    }

    private Error? Fault(CasualtyClaim claim, Dictionary<Guid, ClaimEntry> known, HashSet<Guid> replaced)
    {
        if (known.ContainsKey(claim.Id))
            return ClaimErrors.Invalid("already-exists", "id", $"The claim {claim.Id} is already recorded.");
        if (claim.Basis != basis)
            return ClaimErrors.WrongBasis(basis);
        if (claim.Supersedes is { } old && known.GetValueOrDefault(old) is not { Status: ClaimStatus.Active })
            return ClaimErrors.Invalid("unknown-claim", "supersedes", $"There is no active claim {old} here to supersede.");
        if (claim.Supersedes is { } whole && known.Values.Any(part => part.Status is ClaimStatus.Active && part.Claim.SubsetOf == whole && !replaced.Contains(part.Claim.Id) && Exceeds(part.Claim, claim)))
            return ClaimErrors.Invalid("subset-exceeds-parent", "supersedes", "A part of the superseded claim would be greater than the new figure; correct or retract the part first.");
        if (claim.SubsetOf is not { } parentId)
            return null;
        if (known.GetValueOrDefault(parentId) is not { Status: ClaimStatus.Active } parent)
            return ClaimErrors.Invalid("unknown-claim", "subsetOf", $"There is no active claim {parentId} here to be a part of.");
        return Exceeds(claim, parent.Claim)
            ? ClaimErrors.Invalid("subset-exceeds-parent", "subsetOf", "A part cannot be greater than the figure that includes it.")
            : null;
    }

    private static bool Exceeds(CasualtyClaim part, CasualtyClaim whole) => ClaimInterval.Of(part).Low > ClaimInterval.Of(whole).High;

    private static string Under(string path, int index, string member) => path.Length == 0 ? member : $"{path}[{index}].{member}";
}
