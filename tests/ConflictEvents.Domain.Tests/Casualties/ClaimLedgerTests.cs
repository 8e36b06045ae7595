using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Domain.Tests.Casualties;

/// <summary>What the claims of one resource refuse, whatever the request looked like.</summary>
public sealed class ClaimLedgerTests
{
    /// <summary>The incident holds 1: exactly 10 killed; 2: exactly 7 of them; 3: 5 killed, retracted.</summary>
    public static TheoryData<string, CasualtyClaim, string?> Cases => new()
    {
        { "a figure beside the others", Given.Killed(9, 12), null },
        { "a part as great as the whole", Given.Killed(9, 10) with { SubsetOf = Given.Id(1) }, null },
        { "a part greater than the whole", Given.Killed(9, 11) with { SubsetOf = Given.Id(1) }, "subset-exceeds-parent" },
        { "a part of a retracted figure", Given.Killed(9, 1) with { SubsetOf = Given.Id(3) }, "unknown-claim" },
        { "a part of nothing", Given.Killed(9, 1) with { SubsetOf = Given.Id(8) }, "unknown-claim" },
        { "a correction that still holds its parts", Given.Killed(9, 7) with { Supersedes = Given.Id(1) }, null },
        { "a correction that its parts exceed", Given.Killed(9, 6) with { Supersedes = Given.Id(1) }, "subset-exceeds-parent" },
        { "a correction of a retracted figure", Given.Killed(9, 6) with { Supersedes = Given.Id(3) }, "unknown-claim" },
        { "an id that is taken", Given.Killed(1, 12), "already-exists" },
        { "a running total", Given.Killed(9, 12) with { Basis = ClaimBasis.Cumulative }, "cumulative-claim" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_claim_is_taken_or_refused_for_a_reason(string rule, CasualtyClaim claim, string? code) =>
        Assert.True(Incident().AddClaims([claim], path: "").Error?.Code == code, rule);

    [Fact]
    public void A_later_claim_of_one_request_may_be_a_part_of_an_earlier_one()
    {
        var refused = Incident().AddClaims([Given.Killed(9, 3), Given.Killed(10, 4) with { SubsetOf = Given.Id(9) }], "claims").Error!;

        Assert.Equal("subset-exceeds-parent", refused.Code);
        Assert.Equal("claims[1].subsetOf", Assert.Single(refused.Fields).Path);
        Assert.Null(Incident().AddClaims([Given.Killed(9, 4), Given.Killed(10, 3) with { SubsetOf = Given.Id(9) }], "claims").Error);
    }

    [Fact]
    public void A_whole_gets_less_together_with_the_part_that_exceeds_it()
    {
        var whole = Given.Killed(9, 6) with { Supersedes = Given.Id(1) };
        var part = Given.Killed(10, 6) with { Supersedes = Given.Id(2), SubsetOf = Given.Id(9) };

        Assert.Null(Incident().AddClaims([whole, part], "claims").Error);
        Assert.Equal("claims[0].supersedes", Assert.Single(Incident().AddClaims([whole, part with { Supersedes = null }], "claims").Error!.Fields).Path);
        Assert.Equal("claims[1].subsetOf", Assert.Single(Incident().AddClaims([whole, part with { Number = 7 }], "claims").Error!.Fields).Path);
    }

    [Fact]
    public void A_part_that_is_withdrawn_makes_room_for_a_lesser_whole()
    {
        Assert.Equal("subset-exceeds-parent", Incident().Restate([], [Given.Killed(9, 6) with { Supersedes = Given.Id(1) }]).Error?.Code);
        Assert.Equal(
            [new ClaimRetracted(Given.Id(2)), new ClaimAdded(Given.Killed(9, 6) with { Supersedes = Given.Id(1) })],
            Incident().Restate([Given.Id(2)], [Given.Killed(9, 6) with { Supersedes = Given.Id(1) }]).Value);
    }

    [Fact]
    public void A_conflict_takes_running_totals_alone() =>
        Assert.Equal("incident-claim", new Conflict().AddClaims([Given.Killed(1, 5)], path: "").Error?.Code);

    [Fact]
    public void What_is_retracted_can_be_neither_retracted_again_nor_ranked()
    {
        Assert.Equal("claim-not-active", Incident().RetractClaim(Given.Id(3)).Error?.Code);
        Assert.Equal("claim-not-active", Incident().RankClaim(Given.Id(3), ClaimRank.Preferred).Error?.Code);
        Assert.Equal("not-found", Incident().RetractClaim(Given.Id(8)).Error?.Code);
    }

    private static Incident Incident()
    {
        var incident = new Incident();
        DomainEvent[] events =
        [
            new ClaimAdded(Given.Killed(1, 10)),
            new ClaimAdded(Given.Killed(2, 7) with { SubsetOf = Given.Id(1) }),
            new ClaimAdded(Given.Killed(3, 5)),
            new ClaimRetracted(Given.Id(3)),
        ];
        foreach (var domainEvent in events)
            incident.Apply(new RecordedEvent(domainEvent, incident.Version + 1, Given.Recorded, "key", "a reason"));
        return incident;
    }
}
