using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;

namespace ConflictEvents.Domain.Tests.Casualties.Estimates;

public sealed class EstimateRuleTests
{
    private static readonly CasualtyClaim Range = Given.Killed(1, null);

    private static Estimate KilledOf(VictimGroup victims, params WeighedClaim[] claims) =>
        EstimateRule.Estimate(claims).Of(Measure.Killed, victims);

    private static Estimate Killed(params WeighedClaim[] claims) => KilledOf(VictimGroup.All, claims);

    [Fact]
    public void Unknown_is_never_zero()
    {
        var estimates = EstimateRule.Estimate([]);

        Assert.Equal([(Measure.Killed, VictimGroup.All, "-/-/-"), (Measure.Injured, VictimGroup.All, "-/-/-")],
            estimates.Select(e => (e.Measure, e.Victims, e.Numbers())));
        Assert.All(estimates, e => Assert.Null(e.BestClaimId));
    }

    [Fact]
    public void Zero_is_known_when_a_claim_says_so() => Assert.Equal("0/0/0", Killed(Given.Killed(1, 0).By("x")).Numbers());

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void An_unknown_version_of_the_rule_is_refused(int version) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EstimateRule.Estimate([], version));

    public static TheoryData<string, CasualtyClaim, string> Step3 => new()
    {
        { "exactly n = [n, n]", Given.Killed(1, 5, Qualifier.Exactly), "5/5/5" },
        { "no qualifier is exactly", Given.Killed(1, 5), "5/5/5" },
        { "at_least n = [n, inf)", Given.Killed(1, 5, Qualifier.AtLeast), "5/5/5+" },
        { "more_than n = [n + 1, inf)", Given.Killed(1, 5, Qualifier.MoreThan), "6/6/6+" },
        { "at_most n = [0, n]", Given.Killed(1, 5, Qualifier.AtMost), "0/5/5" },
        { "fewer_than n = [0, n - 1]", Given.Killed(1, 5, Qualifier.FewerThan), "0/4/4" },
        { "about n = [n, n]", Given.Killed(1, 5, Qualifier.About), "5/5/5" },
        { "a range is itself", Range with { Low = 3, Best = 4, High = 9 }, "3/4/9" },
        { "a range without a high is open-ended; high is the greatest number stated", Range with { Low = 3, Best = 7 }, "3/7/7+" },
        { "unquantified words give a documented low only", Range with { Wording = "dozens", Low = 24 }, "24/-/24+" },
        { "unquantified words alone give nothing", Range with { Wording = "several" }, "-/-/-" },
        { "an irregular import goes from the least to the greatest", Range with { Low = 8, Best = 5, High = 2 }, "2/5/8" },
    };

    [Theory]
    [MemberData(nameof(Step3))]
    public void Each_claim_is_an_interval(string rule, CasualtyClaim claim, string expected) =>
        Assert.True(Killed(claim.By("x")).Numbers() == expected, $"{rule}: {Killed(claim.By("x")).Numbers()}");

    [Fact]
    public void Reasons_tell_irregular_approximate_and_wordy_claims()
    {
        Assert.Contains("contradict each other", Only(Range with { Low = 8, Best = 5, High = 2 }).Explanation);
        Assert.Contains("approximate", Only(Given.Killed(1, 5, Qualifier.About)).Explanation);
        Assert.Contains("the least that its words allow", Only(Range with { Wording = "dozens", Low = 24 }).Explanation);
        Assert.Equal((false, ReasonCode.NoNumber), Outcome(Only(Range with { Wording = "several" })));

        static EstimateReason Only(CasualtyClaim claim) => Assert.Single(Killed(claim.By("x")).Reasons);
    }

    public static TheoryData<string, WeighedClaim, ReasonCode> Step1 => new()
    {
        { "retracted", Given.Killed(1, 50).By("x").With(ClaimStatus.Retracted), ReasonCode.Retracted },
        { "superseded", Given.Killed(1, 50).By("x").With(ClaimStatus.Superseded), ReasonCode.Superseded },
        { "deprecated", (Given.Killed(1, 50) with { Rank = ClaimRank.Deprecated }).By("x"), ReasonCode.Deprecated },
        { "one age group", (Given.Killed(1, 50) with { AgeGroup = AgeGroup.Children }).By("x"), ReasonCode.AgeOrSexOnly },
        { "one sex", (Given.Killed(1, 50) with { Sex = Sex.Female }).By("x"), ReasonCode.AgeOrSexOnly },
        { "a part, while the whole is counted", Given.Killed(1, 50, null, VictimGroup.Civilians).By("x"), ReasonCode.PartOfWhole },
    };

    [Theory]
    [MemberData(nameof(Step1))]
    public void Claims_that_are_withdrawn_or_of_another_scope_are_left_out(string rule, WeighedClaim claim, ReasonCode expected)
    {
        var estimate = Killed(claim, Given.Killed(2, 9).By("y"));

        Assert.True(estimate.Numbers() == "9/9/9", rule);
        Assert.Equal((false, expected), Outcome(estimate.Reasons.For(1)));
        Assert.Equal("-/-/-", Killed(claim with { Entry = claim.Entry with { Claim = claim.Claim with { Measure = Measure.Missing } } }).Numbers());
    }

    [Fact]
    public void Everybody_s_claims_say_nothing_of_a_part()
    {
        var civilians = KilledOf(VictimGroup.Civilians, Given.Killed(1, 75).By("x"), Given.Killed(2, 7, null, VictimGroup.Civilians).By("x"));

        Assert.Equal("7/7/7", civilians.Numbers());
        Assert.Equal((false, ReasonCode.OtherVictims), Outcome(civilians.Reasons.For(1)));
    }

    [Fact]
    public void A_claimant_who_does_not_say_whom_counts_everybody() =>
        Assert.Equal("20/20/20", Killed(Given.Killed(1, 20, null, VictimGroup.Unknown).By("x"), Given.Killed(2, 3, null, VictimGroup.Civilians).By("y")).Numbers());

    [Fact]
    public void Parts_bound_the_whole_from_below_while_no_claim_counts_it()
    {
        var estimate = Killed(
            Given.Killed(1, 3, null, VictimGroup.Civilians).By("x"),
            Given.Killed(2, 8, null, VictimGroup.Combatants).By("x"));

        Assert.Equal("3/3/8+", estimate.Numbers());
        Assert.All(estimate.Reasons, r => Assert.Equal((true, ReasonCode.LowerBoundOfWhole), Outcome(r)));
    }

    [Fact]
    public void Words_about_everybody_do_not_stop_parts_from_bounding_the_whole() =>
        Assert.Equal("3/3/3+", Killed((Range with { Wording = "many" }).By("x"), Given.Killed(2, 3, null, VictimGroup.Civilians).By("y")).Numbers());

    [Fact]
    public void A_subset_serves_its_own_victim_group_and_not_its_parent_s()
    {
        WeighedClaim[] claims =
        [
            Given.Killed(1, 75).By("x"),
            (Given.Killed(2, 7, null, VictimGroup.Civilians) with { SubsetOf = Given.Id(1) }).By("x"),
            (Given.Killed(3, 4, null, VictimGroup.Civilians) with { SubsetOf = Given.Id(2) }).By("x"),
            (Given.Killed(4, 2, null, VictimGroup.Unknown) with { SubsetOf = Given.Id(1) }).By("x"),
        ];

        Assert.Equal("75/75/75", Killed(claims).Numbers());
        Assert.Equal("7/7/7", KilledOf(VictimGroup.Civilians, claims).Numbers());
        Assert.Equal("2/2/2", KilledOf(VictimGroup.Unknown, claims).Numbers());
        Assert.Equal((false, ReasonCode.PartOfWhole), Outcome(KilledOf(VictimGroup.Civilians, claims).Reasons.For(3)));
    }

    [Fact]
    public void A_subset_of_a_retracted_claim_is_a_lower_bound() =>
        Assert.Equal("4/4/4+", Killed(
            Given.Killed(1, 12).By("x").With(ClaimStatus.Retracted), (Given.Killed(2, 4) with { SubsetOf = Given.Id(1) }).By("x")).Numbers());

    [Fact]
    public void The_actor_of_the_victims_divides_them_only_where_several_are_named()
    {
        var nine = (Given.Killed(1, 9, null, VictimGroup.Combatants) with { VictimsActorId = Given.Id(100) }).By("x");
        var eleven = Given.Killed(2, 11, null, VictimGroup.Combatants).By("y");
        var otherSide = (Given.Killed(3, 4, null, VictimGroup.Combatants) with { VictimsActorId = Given.Id(200) }).By("x");

        Assert.Equal("9/11/11", KilledOf(VictimGroup.Combatants, nine, eleven with { Reliability = Domain.Sources.Reliability.A }).Numbers());
        Assert.Equal("4/4/9+", KilledOf(VictimGroup.Combatants, nine, otherSide).Numbers());
        Assert.Equal("11/11/11", KilledOf(VictimGroup.Combatants, nine, otherSide, eleven).Numbers());
    }

    public static TheoryData<string, WeighedClaim, WeighedClaim, string> Step2 => new()
    {
        { "the later statement", Stated(1, 30, Given.On(5, 6)), Stated(2, 20, Given.On(5, 5)), "30/30/30" },
        { "a statement without a date is the oldest", Stated(1, 30, null), Stated(2, 20, Given.On(5, 5)), "20/20/20" },
        { "the later recording of one day", Stated(1, 30, Given.On(5, 5), hours: 1), Stated(2, 20, Given.On(5, 5)), "30/30/30" },
        { "the later one of one commit, whatever its id", Stated(1, 30, null, ordinal: 2), Stated(2, 20, null, ordinal: 1), "30/30/30" },
    };

    [Theory]
    [MemberData(nameof(Step2))]
    public void Only_the_latest_claim_of_each_claimant_is_kept(string rule, WeighedClaim one, WeighedClaim two, string expected)
    {
        var estimate = Killed(one, two);

        Assert.True(estimate.Numbers() == expected, rule);
        Assert.Single(estimate.Reasons, r => r is { Counted: false, Code: ReasonCode.EarlierOfClaimant });
    }

    [Fact]
    public void The_latest_claim_is_kept_per_measure_and_victim_group()
    {
        var estimates = EstimateRule.Estimate(
        [
            Given.Killed(1, 5).By("x"), Given.Claim(2, Measure.Injured, 6).By("x"), Given.Killed(3, 2, null, VictimGroup.Civilians).By("x"),
        ]);

        Assert.Equal("5/5/5", estimates.Of(Measure.Killed, VictimGroup.All).Numbers());
        Assert.Equal("6/6/6", estimates.Of(Measure.Injured, VictimGroup.All).Numbers());
        Assert.Equal("2/2/2", estimates.Of(Measure.Killed, VictimGroup.Civilians).Numbers());
    }

    [Fact]
    public void Words_without_a_number_replace_no_earlier_figure() =>
        Assert.Equal("30/30/30", Killed(
            Stated(1, 30, Given.On(5, 5)), (Given.Killed(2, null) with { Wording = "many", StatedOn = Given.On(5, 9) }).By("x")).Numbers());

    [Fact]
    public void A_preferred_claim_decides_though_its_claimant_said_something_else_later()
    {
        var preferred = Stated(1, 9, Given.On(5, 5));
        preferred = preferred with { Entry = preferred.Entry with { Claim = preferred.Claim with { Rank = ClaimRank.Preferred } } };

        Assert.Equal("9/9/30", Killed(preferred, Stated(2, 30, Given.On(5, 9))).Numbers());
    }

    [Fact]
    public void Low_is_the_least_lower_bound_and_high_the_greatest_number_stated()
    {
        var estimate = Killed(
            Given.Killed(1, 12, Qualifier.AtLeast).By("x"), (Range with { Id = Given.Id(2), Low = 7, Best = 8, High = 10 }).By("y"));

        Assert.Equal("7/8/12+", estimate.Numbers());
        Assert.Equal((true, ReasonCode.Range), Outcome(estimate.Reasons.For(1)));
        Assert.Equal("Counted as 12 or more.", estimate.Reasons.For(1).Explanation);
    }

    [Theory]
    [InlineData(Qualifier.Exactly, "9/9/16", "5/5/16")]
    [InlineData(Qualifier.AtLeast, "9/9/16+", "5/5/16+")]
    public void Killed_or_injured_raises_the_high_of_both_and_never_low_or_best(Qualifier qualifier, string killed, string injured)
    {
        var estimates = EstimateRule.Estimate(
        [
            Given.Killed(1, 9).By("x"), Given.Claim(2, Measure.Injured, 5).By("x"), Given.Claim(3, Measure.KilledOrInjured, 16, qualifier).By("y"),
        ]);

        Assert.Equal(killed, estimates.Of(Measure.Killed, VictimGroup.All).Numbers());
        Assert.Equal(injured, estimates.Of(Measure.Injured, VictimGroup.All).Numbers());
        Assert.Equal((true, ReasonCode.RaisesHigh), Outcome(estimates.Of(Measure.Killed, VictimGroup.All).Reasons.For(3)));
    }

    [Fact]
    public void Killed_or_injured_below_the_high_leaves_it() =>
        Assert.Equal("9/9/9", Killed(Given.Killed(1, 9).By("x"), Given.Claim(2, Measure.KilledOrInjured, 4).By("y")).Numbers());

    [Fact]
    public void Those_away_from_home_and_those_who_left_are_never_one_estimate()
    {
        var estimates = EstimateRule.Estimate(
        [
            (Given.Claim(1, Measure.Displaced, 55_000) with { StockOrFlow = StockOrFlow.Stock }).By("x"),
            (Given.Claim(2, Measure.Displaced, 8_000) with { StockOrFlow = StockOrFlow.Flow }).By("x"),
        ]);

        Assert.Equal([(StockOrFlow.Stock, "55000/55000/55000"), (StockOrFlow.Flow, "8000/8000/8000")],
            estimates.Where(e => e.Measure is Measure.Displaced).Select(e => (e.StockOrFlow, e.Numbers())));
    }

    private static WeighedClaim Stated(int id, int number, DateOnly? on, int hours = 0, int ordinal = 0)
    {
        var weighed = (Given.Killed(id, number) with { StatedOn = on }).By("x");
        return weighed with { Entry = weighed.Entry with { RecordedAt = Given.Recorded.AddHours(hours), Ordinal = ordinal } };
    }

    private static (bool Counted, ReasonCode Code) Outcome(EstimateReason reason) => (reason.Counted, reason.Code);
}
