using System.ComponentModel.DataAnnotations;
using ConflictEvents.Domain.Casualties.Estimates;

namespace ConflictEvents.Api.Incidents;

/// <summary>A version of the estimate rule that there is; they count from 1 without a gap.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class RuleVersionAttribute : RangeAttribute
{
    public const string Description = "The version of the rule by which the claims are estimated; the current one unless told. Every older one goes on giving what it gave.";

    public RuleVersionAttribute() : base(1, EstimateRule.CurrentVersion) =>
        ErrorMessage = $"The rule has the versions {string.Join(", ", EstimateRule.Versions)}.";
}
