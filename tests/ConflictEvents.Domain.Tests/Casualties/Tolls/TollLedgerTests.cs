using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Casualties.Tolls;

namespace ConflictEvents.Domain.Tests.Casualties.Tolls;

public sealed class TollLedgerTests
{
    private static TollSeries Series(TollLedger ledger, string claimant, Measure measure, VictimGroup victims = VictimGroup.All) =>
        Assert.Single(ledger.Series, s => s.Key.ClaimantKey == claimant && s.Key.Measure == measure && s.Key.Victims == victims);

    private static TollLedger Ledger(params WeighedClaim[] claims) => TollRule.Ledger(claims);

    private static WeighedClaim Killed(int id, int number, DateOnly? asOf) => BattleOfTripoli.Toll(id, Measure.Killed, number, asOf).By("x");

    [Fact]
    public void Each_claimant_measure_and_victim_group_has_its_own_series()
    {
        var ledger = TollRule.Ledger(BattleOfTripoli.Claims);

        Assert.Equal([75, 121, 147, 174, 205, 213, 392, 443], Best(BattleOfTripoli.Who, Measure.Killed));
        Assert.Equal([323, 561, 756, 913, 1009, 1936, 2110], Best(BattleOfTripoli.Who, Measure.Injured));
        Assert.Equal([7], Best(BattleOfTripoli.Who, Measure.Killed, VictimGroup.Civilians));
        Assert.Equal([10], Best(BattleOfTripoli.Who, Measure.Injured, VictimGroup.Civilians));
        Assert.Equal([187], Best(BattleOfTripoli.Ministry, Measure.Killed));
        Assert.Equal([1001], Best(BattleOfTripoli.Ministry, Measure.Injured));
        Assert.Equal(6, ledger.Series.Count);
        Assert.Empty(ledger.LeftOut);

        IEnumerable<int?> Best(string claimant, Measure measure, VictimGroup victims = VictimGroup.All) =>
            Series(ledger, claimant, measure, victims).Points.Select(p => p.Best);
    }

    [Fact]
    public void Changes_are_derived_from_the_point_before()
    {
        var points = Series(TollRule.Ledger(BattleOfTripoli.Claims), BattleOfTripoli.Who, Measure.Killed).Points;

        Assert.Equal([null, 46, 26, 27, 31, 8, 179, 51], points.Select(p => p.DerivedChange));
    }

    [Fact]
    public void A_change_names_the_point_that_it_is_derived_from()
    {
        var words = Killed(2, 0, Given.On(5, 2));
        words = words with { Entry = words.Entry with { Claim = words.Claim with { Number = null, Wording = "many more" } } };

        var points = Assert.Single(Ledger(Killed(1, 100, Given.On(5, 1)), words, Killed(3, 90, Given.On(5, 3)), Killed(4, 95, Given.On(5, 4))).Series).Points;

        Assert.Equal([null, null, Given.Id(1), Given.Id(3)], points.Select(p => p.DerivedFrom));
    }

    [Fact]
    public void The_parts_of_a_part_are_shown_inside_the_whole()
    {
        var ledger = Ledger(Killed(1, 100, Given.On(5, 1)), Part(2, 40, of: 1), Part(3, 10, of: 2), Part(4, 5, of: 3));

        Assert.Equal([Given.Id(2), Given.Id(3), Given.Id(4)], Assert.Single(Assert.Single(ledger.Series).Points).SubsetClaimIds);

        static WeighedClaim Part(int id, int number, int of) =>
            (BattleOfTripoli.Toll(id, Measure.Killed, number, Given.On(5, 1)) with { SubsetOf = Given.Id(of) }).By("x");
    }

    [Theory]
    [InlineData(4, 30, null)]
    [InlineData(5, 1, 1)]
    [InlineData(5, 2, 1)]
    [InlineData(5, 9, 2)]
    public void The_figure_on_a_day_is_the_latest_at_or_before_it(int month, int day, int? expected)
    {
        var series = Assert.Single(Ledger(Killed(1, 100, Given.On(5, 1)), Killed(2, 120, Given.On(5, 3)), Killed(3, 50, null)).Series);

        Assert.Equal(expected is { } id ? Given.Id(id) : null, series.At(Given.On(month, day))?.ClaimId);
    }

    [Fact]
    public void One_claimant_s_lower_figure_is_no_fall_of_another_s() =>
        Assert.All(TollRule.Ledger(BattleOfTripoli.Claims).Series.SelectMany(s => s.Points), p => Assert.Null(p.Warning));

    [Fact]
    public void A_point_says_which_claims_are_parts_of_it()
    {
        var ledger = TollRule.Ledger(BattleOfTripoli.Claims);

        Assert.Equal([Given.Id(21)], Series(ledger, BattleOfTripoli.Who, Measure.Killed).Points[0].SubsetClaimIds);
        Assert.Equal([Given.Id(22)], Series(ledger, BattleOfTripoli.Who, Measure.Injured).Points[0].SubsetClaimIds);
        Assert.Empty(Series(ledger, BattleOfTripoli.Who, Measure.Killed).Points[1].SubsetClaimIds);
    }

    [Fact]
    public void A_point_carries_the_numbers_its_claim_allows()
    {
        var point = Assert.Single(Series(TollRule.Ledger(BattleOfTripoli.Claims), BattleOfTripoli.Ministry, Measure.Killed).Points);

        Assert.Equivalent(
            new TollPoint(Given.Id(31), Given.On(5, 4), null, 187, 187, null, true, null, null, []), point, strict: true);
    }

    [Fact]
    public void A_fall_inside_a_series_raises_a_warning()
    {
        var points = Assert.Single(Ledger(
            Killed(1, 100, Given.On(5, 1)), Killed(2, 90, Given.On(5, 2)), Killed(3, 90, Given.On(5, 3)), Killed(4, 95, Given.On(5, 4))).Series).Points;

        Assert.Equal([null, TollWarning.Fall, null, null], points.Select(p => p.Warning));
        Assert.Equal([null, -10, 0, 5], points.Select(p => p.DerivedChange));
    }

    [Fact]
    public void A_point_without_a_figure_hides_no_fall()
    {
        var words = Killed(2, 0, Given.On(5, 2));
        words = words with { Entry = words.Entry with { Claim = words.Claim with { Number = null, Wording = "many more" } } };

        var points = Assert.Single(Ledger(Killed(1, 100, Given.On(5, 1)), words, Killed(3, 90, Given.On(5, 3))).Series).Points;

        Assert.Equal([null, null, -10], points.Select(p => p.DerivedChange));
        Assert.Equal(TollWarning.Fall, points[2].Warning);
    }

    [Fact]
    public void The_day_stated_stands_in_for_the_day_counted_to_and_unknown_days_come_first()
    {
        var undated = Killed(1, 50, null);
        var stated = (BattleOfTripoli.Toll(2, Measure.Killed, 20, null) with { StatedOn = Given.On(5, 3) }).By("x");

        var points = Assert.Single(Ledger(stated, Killed(3, 10, Given.On(5, 1)), undated).Series).Points;

        Assert.Equal([(Given.Id(1), (DateOnly?)null), (Given.Id(3), Given.On(5, 1)), (Given.Id(2), Given.On(5, 3))], points.Select(p => (p.ClaimId, p.AsOf)));
        Assert.Equal([null, null, 10], points.Select(p => p.DerivedChange));
    }

    public static TheoryData<string, CasualtyClaim> OtherSeries
    {
        get
        {
            var claim = BattleOfTripoli.Toll(2, Measure.Displaced, 8_000, Given.On(5, 2));
            return new()
            {
                { "measure", claim with { Measure = Measure.Evacuated } },
                { "victims", claim with { Victims = VictimGroup.Civilians } },
                { "victims of one actor", claim with { VictimsActorId = Given.Id(100) } },
                { "start of the period", claim with { PeriodStart = Given.On(4, 25) } },
                { "area", claim with { Area = "southern Tripoli" } },
                { "age group", claim with { AgeGroup = AgeGroup.Children } },
                { "sex", claim with { Sex = Sex.Female } },
                { "those who left and those away", claim with { StockOrFlow = StockOrFlow.Flow } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(OtherSeries))]
    public void Figures_that_cannot_be_compared_are_never_one_series(string difference, CasualtyClaim claim)
    {
        var ledger = Ledger(BattleOfTripoli.Toll(1, Measure.Displaced, 55_000, Given.On(5, 1)).By("x"), claim.By("x"));

        Assert.True(ledger.Series.Count == 2, difference);
    }

    [Fact]
    public void Withdrawn_claims_and_parts_of_points_are_no_points_and_the_reason_is_told()
    {
        var part = Killed(6, 5, Given.On(5, 1));
        var ledger = Ledger(
            Killed(1, 100, Given.On(5, 1)),
            Killed(2, 1, Given.On(5, 2)).With(ClaimStatus.Retracted),
            Killed(3, 1, Given.On(5, 2)).With(ClaimStatus.Superseded),
            (BattleOfTripoli.Toll(4, Measure.Killed, 1, Given.On(5, 2)) with { Rank = ClaimRank.Deprecated, SubsetOf = Given.Id(1) }).By("x"),
            part with { Entry = part.Entry with { Claim = part.Claim with { SubsetOf = Given.Id(1) } } });

        var point = Assert.Single(Assert.Single(ledger.Series).Points);
        Assert.Equal([Given.Id(6)], point.SubsetClaimIds);
        Assert.Equal(
            [
                (Given.Id(2), ReasonCode.Retracted), (Given.Id(3), ReasonCode.Superseded),
                (Given.Id(4), ReasonCode.Deprecated), (Given.Id(6), ReasonCode.PartOfWhole),
            ],
            ledger.LeftOut.Select(r => (r.ClaimId, r.Code)));
        Assert.DoesNotContain(ledger.LeftOut, r => r.Counted);
    }

    [Fact]
    public void The_order_of_the_claims_does_not_matter() =>
        Assert.Equivalent(TollRule.Ledger(BattleOfTripoli.Claims), TollRule.Ledger([.. BattleOfTripoli.Claims.Reverse()]), strict: true);
}
