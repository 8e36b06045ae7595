using ConflictEvents.Application.Json;
using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Casualties;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports;

internal static class ImportedClaims
{
    /// <summary>
    /// The claim with an id that follows from the incident and from what it says: the figure, whom it counts and who states it. Where it is
    /// cited from and the claim it is a part of change with the version of the dataset, and do not count.
    /// </summary>
    public static CasualtyClaim Identified(this CasualtyClaim claim, Guid incidentId) => claim with
    {
        Id = NamedId.Of(
            "claim",
            incidentId.ToString(),
            JsonContract.NameOf(claim.Measure),
            JsonContract.NameOf(claim.Victims),
            claim.VictimsActorId?.ToString(),
            Invariant($"{claim.Number} {claim.Qualifier} {claim.Low} {claim.Best} {claim.High}"),
            claim.Wording,
            claim.Note,
            claim.Claimant.Key()),
    };
}
