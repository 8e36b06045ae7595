using System.Globalization;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Domain.Tests.Casualties;

/// <summary>Claims with nothing in them that the test does not name.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Recorded = new(2019, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static Guid Id(int n) => new(n, 0, 0, new byte[8]);

    public static DateOnly On(int month, int day) => new(2019, month, day);

    public static CasualtyClaim Claim(int id, Measure measure, int? number, Qualifier? qualifier = null, VictimGroup victims = VictimGroup.All) => new()
    {
        Id = Id(id),
        Measure = measure,
        Number = number,
        Qualifier = qualifier,
        Victims = victims,
        Claimant = new Claimant { Description = "somebody" },
        Citations = [],
    };

    public static CasualtyClaim Killed(int id, int? number, Qualifier? qualifier = null, VictimGroup victims = VictimGroup.All) =>
        Claim(id, Measure.Killed, number, qualifier, victims);

    /// <summary>Standing, all recorded at one moment, and on the claimant's own material.</summary>
    public static WeighedClaim By(this CasualtyClaim claim, string claimant, Reliability reliability = Reliability.F, bool party = false) =>
        new(new ClaimEntry(claim, ClaimStatus.Active, null, Recorded, "key"), reliability, party, claimant, claimant);

    public static WeighedClaim With(this WeighedClaim weighed, ClaimStatus status) => weighed with { Entry = weighed.Entry with { Status = status } };

    public static Estimate Of(this IReadOnlyList<Estimate> estimates, Measure measure, VictimGroup victims) =>
        Assert.Single(estimates, e => e.Measure == measure && e.Victims == victims);

    public static EstimateReason For(this IEnumerable<EstimateReason> reasons, int id) => Assert.Single(reasons, r => r.ClaimId == Id(id));

    /// <summary>low/best/high, with + for open-ended and - for unknown.</summary>
    public static string Numbers(this Estimate estimate) =>
        $"{N(estimate.Low)}/{N(estimate.Best)}/{N(estimate.High)}{(estimate.OpenEnded ? "+" : "")}";

    private static string N(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
