using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Domain.Tests.Casualties.Estimates;

/// <summary>Why each claim counted or not, what ordered the best, and what would change it.</summary>
public sealed class EstimateAccountTests
{
    /// <summary>A ministry counts 9, an agency 11, a party to the attack 30.</summary>
    private static readonly WeighedClaim[] Three =
    [
        Given.Killed(1, 9).By("ministry", Reliability.B), Given.Killed(2, 11).By("agency", Reliability.C), Given.Killed(3, 30).By("attacker", Reliability.C, party: true),
    ];

    public static TheoryData<string, WeighedClaim, ReasonCode> LeftOut => new()
    {
        { "superseded", Given.Killed(9, 1).By("x").With(ClaimStatus.Superseded), ReasonCode.Superseded },
        { "retracted", Given.Killed(9, 1).By("x").With(ClaimStatus.Retracted), ReasonCode.Retracted },
        { "retracted, of another measure", Given.Claim(9, Measure.Missing, 1).By("x").With(ClaimStatus.Retracted), ReasonCode.Retracted },
        { "deprecated", (Given.Killed(9, 1) with { Rank = ClaimRank.Deprecated }).By("x"), ReasonCode.Deprecated },
        { "a repeat", (Given.Killed(9, 1) with { StatedOn = null }).By("ministry"), ReasonCode.EarlierOfClaimant },
        { "a part", (Given.Killed(9, 1) with { SubsetOf = Given.Id(1) }).By("x"), ReasonCode.PartOfWhole },
        { "one age group", (Given.Killed(9, 1) with { AgeGroup = AgeGroup.Children }).By("x"), ReasonCode.AgeOrSexOnly },
        { "words", (Given.Killed(9, null) with { Wording = "many" }).By("x"), ReasonCode.NoNumber },
        { "another measure", Given.Claim(9, Measure.Missing, 1).By("x"), ReasonCode.OtherMeasure },
    };

    [Theory]
    [MemberData(nameof(LeftOut))]
    public void Every_claim_that_is_left_out_has_its_reason(string rule, WeighedClaim claim, ReasonCode expected)
    {
        // The ministry's own figure is the one stated last.
        var ministry = Three[0] with { Entry = Three[0].Entry with { Claim = Three[0].Claim with { StatedOn = Given.On(5, 5) } } };
        var reason = Killed([ministry, Three[1], claim]).Estimate.Reasons.For(9);

        Assert.True((false, expected) == (reason.Counted, reason.Code), $"{rule}: {reason}");
        Assert.StartsWith("Left out: ", reason.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_combined_figure_bears_on_the_high_end_of_one_estimate_and_has_its_own()
    {
        WeighedClaim[] claims = [Three[0], Given.Claim(9, Measure.KilledOrInjured, 40).By("x")];

        Assert.Equal(ReasonCode.RaisesHigh, Killed(claims).Estimate.Reasons.For(9).Code);
        Assert.Equal("Left out: it counts killed, and this estimate killed and injured together.", Of(claims, Measure.KilledOrInjured).Estimate.Reasons.For(1).Explanation);
    }

    [Fact]
    public void The_claim_that_took_another_s_place_is_named()
    {
        var superseding = Given.Killed(2, 12) with { Supersedes = Given.Id(1), StatedOn = Given.On(5, 1) };
        var later = Given.Killed(3, 14) with { StatedOn = Given.On(5, 2) };

        var weights = Killed([Given.Killed(1, 9).By("x").With(ClaimStatus.Superseded), superseding.By("x"), later.By("x")]).Weights;

        Assert.Equal([Given.Id(2), Given.Id(3), null], weights.Select(w => w.ReplacedBy));
    }

    [Fact]
    public void The_ranking_says_at_which_step_each_claim_lost()
    {
        var ranking = Killed(Three).Ranking;

        Assert.Equal(
            [
                (Given.Id(1), 9, OrderStep.Reliability, "Comes first: its source is the more reliable (B against C)."),
                (Given.Id(2), 11, OrderStep.Reliability, "Comes behind the best claim, of which holds: its source is the more reliable (B against C)."),
                (Given.Id(3), 30, OrderStep.Reliability, "Comes behind the best claim, of which holds: its source is the more reliable (B against C)."),
            ],
            ranking.Select(r => (r.ClaimId, r.Best, r.Step, r.Explanation)));
        Assert.Equal(OrderStep.Party, Killed(Three[1..]).Ranking[1].Step);
        Assert.Equal(OrderStep.OnlyClaim, Assert.Single(Killed(Three[..1]).Ranking).Step);
    }

    [Fact]
    public void What_would_change_the_estimate_is_worked_out_by_the_rule()
    {
        var alternatives = Killed(Three).Alternatives;

        Assert.Equal(
            [
                (1, ClaimChange.Retracted, "11/11/30"), (3, ClaimChange.Retracted, "9/9/11"), (2, ClaimChange.Preferred, "9/11/30"), (3, ClaimChange.Preferred, "9/30/30"),
            ],
            alternatives.Select(a => (Array.FindIndex(Three, c => c.Claim.Id == a.ClaimId) + 1, a.If, $"{a.Low}/{a.Best}/{a.High}")));
    }

    [Fact]
    public void A_claim_that_makes_no_difference_is_no_alternative() =>
        Assert.DoesNotContain(
            Killed([Three[0], (Given.Killed(9, 1) with { SubsetOf = Given.Id(1), Sex = Sex.Female }).By("x")]).Alternatives, a => a.ClaimId == Given.Id(9));

    private static EstimateAccount Killed(IReadOnlyList<WeighedClaim> claims) => Of(claims, Measure.Killed);

    private static EstimateAccount Of(IReadOnlyList<WeighedClaim> claims, Measure measure) =>
        Assert.Single(EstimateAccount.All(claims), a => a.Estimate.Measure == measure && a.Estimate.Victims is VictimGroup.All);
}
