using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Domain.Tests.Casualties;

namespace ConflictEvents.Domain.Tests.Merging;

public sealed class MergeTests
{
    private readonly MergingWorld _world = new(4);

    private Incident One => _world.Incidents[0];

    private Incident Two => _world.Incidents[1];

    [Fact]
    public void Claims_citations_and_foreign_ids_move_and_nothing_else_does()
    {
        _world.Do(One, One.AddClaims([Given.Killed(1, 9)], ""));
        _world.Do(Two, Two.AddClaims([Given.Killed(2, 7)], ""));

        Assert.Null(_world.Merge(One, Two));

        Assert.Equal((ResourceStatus.Merged, Two.Id, "Incident 1"), (One.Status, One.MergedInto, One.Details.Title));
        Assert.Equal([(Given.Id(2), null), (Given.Id(1), One.Id)], Two.Claims.Entries.Select(entry => (entry.Claim.Id, entry.MergedFrom)));
        Assert.Equal([Given.Id(2002), Given.Id(2001)], Two.Citations.Select(citation => citation.DocumentId));
        Assert.Equal(["2", "1"], Two.ForeignIds.Select(id => id.Value));
        Assert.Equal("Incident 2", Two.Details.Title);
        Assert.Single(One.Claims.Entries);
    }

    [Fact]
    public void What_is_merged_takes_no_more_changes_and_says_where_it_went()
    {
        _world.Merge(One, Two);

        var refused = new[]
        {
            One.Retract().Error, One.Correct(One.Details).Error, One.AddClaims([], "").Error, One.Verify(One.Verification).Error,
            One.MergeInto(_world.Incidents[2].Id).Error, _world.Merge(_world.Incidents[2], One), One.MarkDistinct(Two.Id).Error,
        };

        Assert.All(refused, error => Assert.Equal("merged", error!.Code));
        Assert.All(refused, error => Assert.Contains($"{Two.Id}", error!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_merged_into_itself_into_what_is_retracted_nor_back()
    {
        Assert.Equal("same-resource", _world.Merge(One, One)!.Code);
        _world.Do(Two, Two.Retract());
        Assert.Equal("retracted", _world.Merge(One, Two)!.Code);
        Assert.Equal("retracted", _world.Merge(Two, One)!.Code);
        Assert.Equal("not-merged", _world.Unmerge(One)!.Code);
    }

    [Fact]
    public void A_survivor_that_was_retracted_gives_back_what_it_took()
    {
        _world.Merge(One, Two);
        _world.Do(Two, Two.Retract());

        Assert.Null(_world.Unmerge(One));

        Assert.Equal((ResourceStatus.Active, ResourceStatus.Retracted), (One.Status, Two.Status));
    }

    [Fact]
    public void A_claim_that_rests_on_a_moved_one_holds_the_two_together_until_it_is_retracted()
    {
        _world.Do(One, One.AddClaims([Given.Killed(1, 9), Given.Killed(2, 4)], ""));
        _world.Merge(One, Two);
        _world.Do(Two, Two.AddClaims([Given.Killed(3, 8) with { Supersedes = Given.Id(1) }], ""));
        _world.Do(Two, Two.AddClaims([Given.Killed(4, 3) with { SubsetOf = Given.Id(2) }], ""));

        Assert.Equal("entangled", _world.Unmerge(One)!.Code);
        _world.Do(Two, Two.RetractClaim(Given.Id(3)));
        Assert.Equal("entangled", _world.Unmerge(One)!.Code);
        _world.Do(Two, Two.RetractClaim(Given.Id(4)));

        Assert.Null(_world.Unmerge(One));
        Assert.All(One.Claims.Entries, entry => Assert.Equal((ClaimStatus.Active, null), (entry.Status, entry.MergedFrom)));
    }

    [Fact]
    public void Ranks_and_retractions_go_back_with_their_reasons()
    {
        _world.Do(One, One.AddClaims([Given.Killed(1, 9), Given.Killed(2, 4)], ""));
        _world.Merge(One, Two);
        _world.Do(Two, Two.RankClaim(Given.Id(1), ClaimRank.Preferred), "the best witness");
        _world.Do(Two, Two.RetractClaim(Given.Id(2)), "taken back");

        _world.Unmerge(One);

        Assert.Equal((ClaimRank.Preferred, "the best witness"), (One.Claims.Entries[0].Claim.Rank, One.Claims.Entries[0].Claim.RankReason));
        Assert.Equal((ClaimStatus.Retracted, "taken back"), (One.Claims.Entries[1].Status, One.Claims.Entries[1].StatusReason));
    }

    [Fact]
    public void A_correction_that_repeats_what_came_with_a_merge_does_not_keep_it()
    {
        _world.Merge(One, Two);

        _world.Do(Two, Two.Correct(MergingWorld.Details("Corrected", 2, 1, 3)));
        Assert.Equal([Given.Id(2002), Given.Id(2003), Given.Id(2001)], Two.Citations.Select(citation => citation.DocumentId));
        _world.Unmerge(One);

        Assert.Equal(["2", "3"], Two.ForeignIds.Select(id => id.Value));
        Assert.Equal([Given.Id(2002), Given.Id(2003)], Two.Citations.Select(citation => citation.DocumentId));
    }

    [Fact]
    public void What_may_not_be_passed_on_is_kept_apart_from_what_may()
    {
        _world.Do(One, One.Import(Closed("1")));
        Assert.Equal("mixed-redistribution", _world.Merge(One, Two)!.Code);
        Assert.Equal("mixed-redistribution", _world.Merge(Two, One)!.Code);

        _world.Do(Two, Two.Import(Closed("2")));
        Assert.Null(_world.Merge(One, Two));
        _world.Do(Two, Two.Import(Closed("2") with { Redistributable = true }));

        Assert.False(Two.Redistributable);
        _world.Unmerge(One);
        Assert.False(Two.Redistributable);
    }

    [Fact]
    public void Two_claims_with_one_id_cannot_stand_side_by_side()
    {
        _world.Do(One, One.AddClaims([Given.Killed(1, 9)], ""));
        _world.Do(Two, Two.AddClaims([Given.Killed(1, 7)], ""));

        Assert.Equal("same-claim", _world.Merge(One, Two)!.Code);
    }

    [Fact]
    public void Two_that_are_marked_as_distinct_are_merged_only_after_that_is_taken_back()
    {
        _world.Do(One, One.MarkDistinct(Two.Id));
        Assert.Empty(One.MarkDistinct(Two.Id).Value);
        Assert.Equal("marked-distinct", _world.Merge(One, Two)!.Code);

        _world.Do(One, One.UnmarkDistinct(Two.Id));

        Assert.Equal("not-marked", One.UnmarkDistinct(Two.Id).Error!.Code);
        Assert.Null(_world.Merge(One, Two));
    }

    [Fact]
    public void What_was_decided_elsewhere_is_decided_again()
    {
        _world.Do(One, One.AddClaims([Given.Killed(1, 9)], ""));
        DomainEvent merged = Assert.Single(One.MergeInto(Two.Id).Value), absorbed = Assert.Single(Two.Absorb(One).Value);

        Assert.Equal(merged, Assert.Single(One.Decide(merged).Value));
        Assert.Equal(absorbed, Assert.Single(Two.Decide(absorbed).Value));
        _world.Merge(One, Two);
        Assert.Equal(new Unmerged(Two.Id), Assert.Single(One.Decide(new Unmerged(Two.Id)).Value));
        Assert.Equal(new Released(One.Id), Assert.Single(Two.Decide(new Released(One.Id)).Value));
        Assert.Equal("merged", Two.Decide(absorbed).Error!.Code);
        Assert.Empty(_world.Incidents[2].Decide(new Released(One.Id)).Value);
    }

    private static ImportOrigin Closed(string id) => new()
    {
        Dataset = "acled",
        ExternalId = id,
        Licence = "Terms of use",
        Redistributable = false,
        ContentHash = new string('a', 64),
        ImportId = Given.Id(9),
        Row = [],
    };
}
