using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Casualties.Tolls;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Domain.Tests.Casualties.Tolls;

public sealed class TollAtTests
{
    private static Toll At(DateOnly day, Measure measure, VictimGroup victims = VictimGroup.All, params IEnumerable<WeighedClaim> claims) =>
        Assert.Single(
            TollRule.At(day, [.. claims], BattleOfTripoli.Onset), t => t.Estimate.Measure == measure && t.Estimate.Victims == victims);

    [Theory]
    [InlineData(4, 11, "-/-/-", null)] // before the first statement
    [InlineData(4, 12, "75/75/75", 0)]
    [InlineData(4, 13, "75/75/75", 1)] // between two
    [InlineData(4, 16, "174/174/174", 0)]
    [InlineData(5, 1, "213/213/213", 12)]
    [InlineData(5, 4, "187/392/392+", 2)] // the ministry joins, later and lower, and decides nothing
    [InlineData(5, 8, "187/443/443+", 0)]
    [InlineData(5, 31, "187/443/443+", 23)] // after the last
    public void The_toll_of_killed_is_each_claimant_s_latest_figure_at_or_before_the_day(int month, int day, string expected, int? staleness)
    {
        var toll = At(Given.On(month, day), Measure.Killed, VictimGroup.All, BattleOfTripoli.Claims);

        Assert.Equal((expected, staleness), (toll.Estimate.Numbers(), toll.StalenessDays));
    }

    [Theory]
    [InlineData(4, 11, "-/-/-", null)]
    [InlineData(4, 15, "561/561/561", 1)] // WHO gave no figure of the injured that day
    [InlineData(5, 4, "1001/1936/1936+", 2)]
    [InlineData(5, 8, "1001/2110/2110+", 0)]
    public void The_toll_of_injured_goes_by_its_own_statements(int month, int day, string expected, int? staleness)
    {
        var toll = At(Given.On(month, day), Measure.Injured, VictimGroup.All, BattleOfTripoli.Claims);

        Assert.Equal((expected, staleness), (toll.Estimate.Numbers(), toll.StalenessDays));
    }

    [Fact]
    public void A_subset_has_a_toll_of_its_own_and_grows_stale()
    {
        var civilians = At(Given.On(5, 8), Measure.Killed, VictimGroup.Civilians, BattleOfTripoli.Claims);

        Assert.Equal(("7/7/7", Given.On(4, 12), 26), (civilians.Estimate.Numbers(), civilians.BestAsOf!.Value, civilians.StalenessDays!.Value));
    }

    [Fact]
    public void Contributing_claims_and_the_reasons_of_the_others_are_told()
    {
        var toll = At(Given.On(5, 4), Measure.Killed, VictimGroup.All, BattleOfTripoli.Claims);

        Assert.Equal([Given.Id(7), Given.Id(31)], toll.ContributingClaimIds);
        Assert.Equal(ReasonCode.Best, toll.Estimate.Reasons.For(7).Code);
        Assert.Equal(ReasonCode.Range, toll.Estimate.Reasons.For(31).Code);
        Assert.Equal(ReasonCode.EarlierOfClaimant, toll.Estimate.Reasons.For(6).Code);
        Assert.Equal(ReasonCode.PartOfWhole, toll.Estimate.Reasons.For(21).Code);
        Assert.Equal(
            (ReasonCode.AfterDay, "Left out: it is the figure of a later day, 2019-05-08."),
            (toll.Estimate.Reasons.For(8).Code, toll.Estimate.Reasons.For(8).Explanation));
    }

    [Fact]
    public void A_figure_of_an_unknown_day_is_not_known_to_be_in_time()
    {
        var toll = At(Given.On(5, 4), Measure.Killed, VictimGroup.All, BattleOfTripoli.Toll(1, Measure.Killed, 50, null).By("x"));

        Assert.Equal("-/-/-", toll.Estimate.Numbers());
        Assert.Equal(ReasonCode.Undated, toll.Estimate.Reasons.For(1).Code);
    }

    [Fact]
    public void Figures_go_by_the_day_they_count_to_and_not_by_the_day_they_were_stated()
    {
        var latest = (BattleOfTripoli.Toll(1, Measure.Killed, 80, Given.On(5, 3)) with { StatedOn = Given.On(5, 3) }).By("x");
        var restated = (BattleOfTripoli.Toll(2, Measure.Killed, 60, Given.On(5, 1)) with { StatedOn = Given.On(5, 4) }).By("x");

        Assert.Equal("80/80/80", At(Given.On(5, 4), Measure.Killed, VictimGroup.All, latest, restated).Estimate.Numbers());
    }

    [Fact]
    public void Between_claimants_the_figure_that_counts_to_the_later_day_is_best_though_it_was_stated_earlier()
    {
        var counted = (BattleOfTripoli.Toll(1, Measure.Killed, 80, Given.On(5, 3)) with { StatedOn = Given.On(5, 3) }).By("x");
        var stated = (BattleOfTripoli.Toll(2, Measure.Killed, 60, Given.On(5, 1)) with { StatedOn = Given.On(5, 4) }).By("y");

        var toll = At(Given.On(5, 4), Measure.Killed, VictimGroup.All, counted, stated);

        Assert.Equal(("60/80/80", 1), (toll.Estimate.Numbers(), toll.StalenessDays!.Value));
        Assert.Contains("because it is of a later day;", toll.Estimate.Reasons.For(1).Explanation);
    }

    [Fact]
    public void A_preferred_figure_decides_until_its_claimant_gives_a_later_one()
    {
        var preferred = (BattleOfTripoli.Toll(1, Measure.Killed, 60, Given.On(5, 1)) with { Rank = ClaimRank.Preferred }).By("x", Reliability.E);
        var other = BattleOfTripoli.Toll(2, Measure.Killed, 70, Given.On(5, 1)).By("y", Reliability.A);
        var later = BattleOfTripoli.Toll(3, Measure.Killed, 90, Given.On(5, 2)).By("x", Reliability.E);

        Assert.Equal("60/60/70", At(Given.On(5, 1), Measure.Killed, VictimGroup.All, preferred, other, later).Estimate.Numbers());
        Assert.Equal("70/70/90", At(Given.On(5, 2), Measure.Killed, VictimGroup.All, preferred, other, later).Estimate.Numbers());
    }

    [Fact]
    public void A_count_of_a_later_part_of_the_conflict_is_no_toll_of_the_whole()
    {
        var fromStart = (BattleOfTripoli.Toll(1, Measure.Killed, 392, Given.On(5, 2)) with { PeriodStart = Given.On(4, 5) }).By("x");
        var lastWeek = (BattleOfTripoli.Toll(2, Measure.Killed, 51, Given.On(5, 8)) with { PeriodStart = Given.On(5, 2) }).By("x");

        var both = At(Given.On(5, 8), Measure.Killed, VictimGroup.All, fromStart, lastWeek).Estimate;
        var alone = At(Given.On(5, 8), Measure.Killed, VictimGroup.All, lastWeek).Estimate;

        Assert.Equal("392/392/392", both.Numbers());
        Assert.Equal(
            "Left out: it counts from 2019-05-02 only, after the conflict had begun, and another claim counts the whole group.",
            both.Reasons.For(2).Explanation);
        Assert.Equal("51/51/51+", alone.Numbers());
    }

    [Fact]
    public void A_count_of_a_part_of_the_area_is_no_toll_of_the_whole()
    {
        var everywhere = BattleOfTripoli.Toll(1, Measure.Killed, 392, Given.On(5, 2)).By("x");
        var south = (BattleOfTripoli.Toll(2, Measure.Killed, 187, Given.On(5, 4)) with { Area = "southern Tripoli" }).By("y", Reliability.A);

        var both = At(Given.On(5, 8), Measure.Killed, VictimGroup.All, everywhere, south).Estimate;
        var alone = At(Given.On(5, 8), Measure.Killed, VictimGroup.All, south).Estimate;

        Assert.Equal("392/392/392", both.Numbers());
        Assert.Equal("Left out: it counts southern Tripoli only, and another claim counts the whole group.", both.Reasons.For(2).Explanation);
        Assert.Equal("187/187/187+", alone.Numbers());
    }

    [Fact]
    public void Those_away_from_home_and_those_who_left_are_never_one_toll()
    {
        var tolls = TollRule.At(
            Given.On(5, 4),
            [
                (BattleOfTripoli.Toll(1, Measure.Displaced, 55_000, Given.On(5, 3)) with { StockOrFlow = StockOrFlow.Stock }).By("x"),
                (BattleOfTripoli.Toll(2, Measure.Displaced, 8_000, Given.On(4, 12)) with { StockOrFlow = StockOrFlow.Flow }).By("x"),
            ],
            BattleOfTripoli.Onset);

        Assert.Equal(["55000/55000/55000", "8000/8000/8000"],
            tolls.Where(t => t.Estimate.Measure is Measure.Displaced).Select(t => t.Estimate.Numbers()));
    }

    [Fact]
    public void An_unknown_version_of_the_rule_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TollRule.At(Given.On(5, 4), [], null, ruleVersion: 3));
}
