using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Domain.Tests.Casualties.Estimates;

/// <summary>Version 1 answers for ever what it answered when figures were published by it.</summary>
public sealed class RuleVersionTests
{
    /// <summary>Stated in one commit, the greater id first; the two versions disagree about which is the later.</summary>
    private static readonly WeighedClaim[] OneCommit = [Recorded(2, 30, "x", ordinal: 1), Recorded(1, 20, "x", ordinal: 2)];

    [Fact]
    public void Both_versions_can_be_had_and_the_second_is_current() =>
        Assert.Equal("1, 2; 2", $"{string.Join(", ", EstimateRule.Versions)}; {EstimateRule.CurrentVersion}");

    [Theory]
    [InlineData(1, "30/30/30")]
    [InlineData(2, "20/20/20")]
    public void Of_one_commit_version_1_keeps_the_greater_id_and_version_2_what_was_stated_last(int version, string expected) =>
        Assert.Equal(expected, EstimateRule.Estimate(OneCommit, version).Of(Domain.Casualties.Measure.Killed, Domain.Casualties.VictimGroup.All).Numbers());

    [Theory]
    [InlineData(1, 1, "its id comes first, all else being equal")]
    [InlineData(2, 2, "it was recorded first, all else being equal")]
    public void Where_all_is_equal_version_1_takes_the_lesser_id_and_version_2_what_was_recorded_first(int version, int best, string because)
    {
        var killed = EstimateRule.Estimate([Recorded(2, 20, "x", ordinal: 1), Recorded(1, 20, "y", ordinal: 2)], version)
            .Of(Domain.Casualties.Measure.Killed, Domain.Casualties.VictimGroup.All);

        Assert.Equal(Given.Id(best), killed.BestClaimId);
        Assert.Contains($"because {because};", killed.Reasons.For(best).Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, new[] { 1, 2 })]
    [InlineData(2, new[] { 2, 1 })]
    public void Reasons_stand_in_the_order_recorded(int version, int[] ids) =>
        Assert.Equal(ids.Select(Given.Id), EstimateRule.Estimate(OneCommit, version)[0].Reasons.Select(r => r.ClaimId));

    private static WeighedClaim Recorded(int id, int number, string claimant, int ordinal)
    {
        var weighed = Given.Killed(id, number).By(claimant, Reliability.C);
        return weighed with { Entry = weighed.Entry with { Ordinal = ordinal } };
    }
}
