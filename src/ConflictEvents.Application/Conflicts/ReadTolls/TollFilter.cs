using System.ComponentModel;
using ConflictEvents.Domain.Casualties;

namespace ConflictEvents.Application.Conflicts.ReadTolls;

/// <summary>Which tolls of a conflict are wanted. What is not given lets everything through.</summary>
public sealed record TollFilter
{
    [Description("One or more claimants, by the id of the actor or source, separated by commas: their series, and what their figures alone come to.")]
    public Guid[]? ClaimantId { get; init; }

    [Description("One or more measures, separated by commas.")]
    public Measure[]? Measure { get; init; }

    [Description("One or more victim groups, separated by commas. The sum of the incidents counts everybody, and stands beside the tolls for `all` only.")]
    public VictimGroup[]? Victims { get; init; }

    /// <summary>Whether the claim is by one of the claimants, each of which stands for itself, as the one that the claim names does.</summary>
    public bool Hears(CasualtyClaim claim) => ClaimantId is not { Length: > 0 } claimants
        || new[] { claim.Claimant.ActorId, claim.Claimant.SourceId }.OfType<Guid>().Any(claimants.Contains);

    public bool Shows(Measure measure, VictimGroup victims) => Lets(Measure, measure) && Lets(Victims, victims);

    private static bool Lets<T>(T[]? wanted, T value) => wanted is not { Length: > 0 } || wanted.Contains(value);
}
