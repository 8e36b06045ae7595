using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Domain.Tests.Casualties.Estimates;

/// <summary>The reference case: a newspaper counts 9 soldiers killed, and a party to the attack claims at least 16 killed or wounded.</summary>
public sealed class SabhaAttackTests
{
    private static readonly WeighedClaim Newspaper =
        Given.Killed(1, 9, Qualifier.Exactly, VictimGroup.Combatants).By("newspaper", Reliability.B);

    private static readonly WeighedClaim Attacker =
        Given.Claim(2, Measure.KilledOrInjured, 16, Qualifier.AtLeast, VictimGroup.Combatants).By("attacker", Reliability.E, party: true);

    [Theory]
    [InlineData(Measure.Killed, VictimGroup.All, "9/9/16+")]
    [InlineData(Measure.Killed, VictimGroup.Combatants, "9/9/16+")]
    [InlineData(Measure.Injured, VictimGroup.All, "-/-/16+")]
    [InlineData(Measure.Injured, VictimGroup.Combatants, "-/-/16+")]
    [InlineData(Measure.KilledOrInjured, VictimGroup.All, "16/16/16+")]
    [InlineData(Measure.KilledOrInjured, VictimGroup.Combatants, "16/16/16+")]
    public void Each_scope_has_its_range(Measure measure, VictimGroup victims, string expected) =>
        Assert.Equal(expected, EstimateRule.Estimate([Newspaper, Attacker]).Of(measure, victims).Numbers());

    [Fact]
    public void Killed_and_injured_of_everybody_come_first_and_the_rest_in_the_order_of_the_enums() =>
        Assert.Equal(
            [
                (Measure.Killed, VictimGroup.All), (Measure.Injured, VictimGroup.All),
                (Measure.Killed, VictimGroup.Combatants), (Measure.Injured, VictimGroup.Combatants),
                (Measure.KilledOrInjured, VictimGroup.All), (Measure.KilledOrInjured, VictimGroup.Combatants),
            ],
            EstimateRule.Estimate([Newspaper, Attacker]).Select(e => (e.Measure, e.Victims)));

    [Fact]
    public void Every_claim_has_its_reason()
    {
        var estimates = EstimateRule.Estimate([Newspaper, Attacker]);
        var everybody = estimates.Of(Measure.Killed, VictimGroup.All);
        var combatants = estimates.Of(Measure.Killed, VictimGroup.Combatants);

        Assert.Equal(
            [
                new(Given.Id(1), true, ReasonCode.LowerBoundOfWhole,
                    "Gives the best figure, 9, because no other claim offers one; counted as 9, and is a lower bound because it counts combatants only and no claim counts the whole group."),
                new(Given.Id(2), true, ReasonCode.RaisesHigh,
                    "Counts killed and injured together (16 or more), so it bears on the high end only."),
            ],
            everybody.Reasons);
        Assert.Equal(Given.Id(1), everybody.BestClaimId);
        Assert.Equal(
            new EstimateReason(Given.Id(1), true, ReasonCode.Best, "Gives the best figure, 9, because no other claim offers one; counted as 9."),
            combatants.Reasons.For(1));
    }
}
