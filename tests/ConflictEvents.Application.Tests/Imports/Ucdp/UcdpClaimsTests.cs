using ConflictEvents.Application.Imports.Ucdp;
using ConflictEvents.Domain.Casualties;

namespace ConflictEvents.Application.Tests.Imports.Ucdp;

public sealed class UcdpClaimsTests
{
    private readonly Mapping _mapping = new(new UcdpGed());

    [Fact]
    public async Task The_three_numbers_are_one_claim_and_the_deaths_by_side_are_parts_of_it()
    {
        var record = await _mapping.Accepted(GedRows.StateBased);

        var whole = record.Claims[0];
        Assert.Equal((Measure.Killed, VictimGroup.All, 7, 9, 12), (whole.Measure, whole.Victims, whole.Low, whole.Best, whole.High));
        Assert.Equal(
            [("Government of Libya", VictimGroup.Combatants, 2), ("Group of the Hills", VictimGroup.Combatants, 5), (null, VictimGroup.Civilians, 0), (null, VictimGroup.Unknown, 2)],
            record.Claims.Skip(1).Select(claim => (claim.VictimsActorId is { } actor ? _mapping.Name(actor) : null, claim.Victims, claim.Number!.Value)));
        Assert.All(record.Claims.Skip(1), claim => Assert.Equal(whole.Id, claim.SubsetOf));
        Assert.All(record.Claims, claim => Assert.Equal(_mapping.Release.SourceId, claim.Claimant.SourceId));
        Assert.All(record.Claims, claim =>
        {
            var citation = Assert.Single(claim.Citations);
            Assert.Equal((_mapping.Release.DocumentId, "900001"), (citation.DocumentId, citation.Record));
            Assert.Equal("a police officer", Assert.Single(citation.AttributedTo).Description);
        });
    }

    [Fact]
    public async Task A_figure_that_stays_the_same_keeps_its_id_when_others_change()
    {
        var before = await _mapping.Accepted(GedRows.StateBased);
        var after = await new Mapping(new UcdpGed(), "24.1").Accepted(GedRows.StateBased.With(("best", "10"), ("deaths_b", "6"), ("source_original", "a doctor")));

        Assert.Equal([false, true, false, true, true], before.Claims.Zip(after.Claims, (one, other) => one.Id == other.Id));
        Assert.All(after.Claims.Skip(1), claim => Assert.Equal(after.Claims[0].Id, claim.SubsetOf));
        Assert.NotEqual(before.Claims[0].Citations[0].DocumentId, after.Claims[0].Citations[0].DocumentId);
    }

    [Fact]
    public async Task Empty_cells_and_minus_one_are_no_claims_and_zeros_are()
    {
        var record = await _mapping.Accepted(GedRows.StateBased.With(
            ("low", "0"), ("best", "0"), ("high", "0"), ("deaths_a", ""), ("deaths_b", "-1"), ("deaths_civilians", "NA"), ("deaths_unknown", "0")));

        Assert.Equal(2, record.Claims.Count);
        Assert.Equal((0, 0, 0), (record.Claims[0].Low, record.Claims[0].Best, record.Claims[0].High));
        Assert.Equal((VictimGroup.Unknown, 0), (record.Claims[1].Victims, record.Claims[1].Number));
    }

    [Theory]
    [InlineData("8", "6", "7")]
    [InlineData("1", "9", "5")]
    public async Task Numbers_in_the_wrong_order_stay_as_they_are_and_are_told_of(string low, string best, string high)
    {
        var mapped = await _mapping.Map(GedRows.StateBased.With(("low", low), ("best", best), ("high", high), ("deaths_a", ""), ("deaths_b", "5")));

        Assert.Equal((low, best, high), ($"{mapped.Record!.Claims[0].Low}", $"{mapped.Record.Claims[0].Best}", $"{mapped.Record.Claims[0].High}"));
        var fault = Assert.Single(mapped.Faults, fault => fault.Code == "irregular-range");
        Assert.Equal(("best", best, false), (fault.Column, fault.Value, fault.Rejects));
    }

    [Fact]
    public async Task Parts_that_do_not_add_up_are_told_of_and_go_in()
    {
        var mapped = await _mapping.Map(GedRows.StateBased.With(("deaths_a", "3")));

        Assert.Equal("parts-do-not-add-up", Assert.Single(mapped.Faults, fault => !fault.Code.StartsWith("uneven", StringComparison.Ordinal)).Code);
        Assert.Equal(5, mapped.Record!.Claims.Count);
    }

    [Fact]
    public async Task A_part_that_is_greater_than_the_whole_stands_on_its_own()
    {
        var record = await _mapping.Accepted(GedRows.StateBased.With(("deaths_b", "13"), ("deaths_unknown", "14")));

        Assert.Equal([null, true, false, true], record.Claims.Select(claim => claim.Victims is VictimGroup.All ? (bool?)null : claim.SubsetOf is not null));
        Assert.Equal(["deaths_b part-exceeds-whole", "deaths_unknown part-exceeds-whole", "best parts-do-not-add-up"],
            (await _mapping.Map(GedRows.StateBased.With(("deaths_b", "13"), ("deaths_unknown", "14")))).Faults
                .Where(fault => fault.Column != "source_headline").Select(fault => $"{fault.Column} {fault.Code}"));
        Assert.DoesNotContain(record.Claims, claim => claim.Victims is VictimGroup.Unknown);
    }

    [Theory]
    [InlineData("", "9", "", Qualifier.Exactly, 9, null)]
    [InlineData("7", "", "", Qualifier.AtLeast, 7, "incomplete-range")]
    [InlineData("", "", "12", Qualifier.AtMost, 12, "incomplete-range")]
    [InlineData("", "9", "12", Qualifier.Exactly, 9, "incomplete-range")]
    public async Task An_incomplete_range_is_recorded_as_far_as_it_goes(string low, string best, string high, Qualifier qualifier, int number, string? warning)
    {
        var row = GedRows.StateBased.With(("low", low), ("best", best), ("high", high), ("deaths_a", ""), ("deaths_b", ""), ("deaths_civilians", ""), ("deaths_unknown", ""));
        var mapped = await _mapping.Map(row);
        await _mapping.Accepted(row);

        var claim = Assert.Single(mapped.Record!.Claims);
        Assert.Equal((qualifier, number), (claim.Qualifier, claim.Number));
        Assert.Equal(warning is null ? [] : [warning], mapped.Faults.Where(fault => fault.Column == "best").Select(fault => fault.Code));
    }

    [Fact]
    public async Task A_row_without_figures_goes_in_without_claims_and_is_told_of()
    {
        var mapped = await _mapping.Map(GedRows.Thin.With(("low_death", ""), ("best_death", ""), ("high_death", "-1")));

        Assert.Empty(mapped.Record!.Claims);
        Assert.Equal(["no-figures"], mapped.Faults.Select(fault => fault.Code));
    }

    [Fact]
    public async Task A_summary_of_several_events_says_so() =>
        Assert.NotNull((await _mapping.Accepted(GedRows.StateBased.With(("event_clarity", "2")))).Claims[0].Note);
}
