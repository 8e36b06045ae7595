using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Rendering;

/// <summary>What the rule knows of a claim beside its figure.</summary>
/// <inheritdoc cref="ClaimWeight"/>
/// <param name="Reliability">Of the source that the figure rests on, Admiralty scale; F where nobody has judged it.</param>
/// <param name="Credibility">Of the information, Admiralty scale; null where nobody has judged it.</param>
public sealed record WeightView(ClaimStatus Status, Reliability Reliability, int? Credibility, bool ByParty, Guid? ReplacedBy);

/// <summary>A claim in the order in which the rule looks for the best figure.</summary>
/// <inheritdoc cref="RankedClaim"/>
/// <param name="ClaimId">The claim, which the incident itself shows in full.</param>
public sealed record RankedClaimView(Guid ClaimId, ClaimantView Claimant, int Best, int Agreeing, OrderStep Step, string Explanation);

/// <summary>What the range would be if one claim changed.</summary>
/// <inheritdoc cref="Estimate"/>
/// <param name="ClaimId">The claim that would change.</param>
/// <param name="If">What would happen to it.</param>
/// <param name="BestClaimId">The claim that would give the best figure then.</param>
/// <param name="Explanation">The same as one sentence for a person.</param>
public sealed record AlternativeView(
    Guid ClaimId, ClaimantView Claimant, ClaimChange If, int? Low, int? Best, int? High, bool OpenEnded, Guid? BestClaimId, string Explanation);
