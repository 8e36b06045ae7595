using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Casualties.Estimates;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Domain.Tests.Casualties.Estimates;

/// <summary>Step 5, criterion by criterion: the expected claim is the worse one by every criterion that comes after.</summary>
public sealed class BestClaimTests
{
    public static TheoryData<string, WeighedClaim, WeighedClaim, string> Criteria => new()
    {
        {
            "preferred before reliability",
            Weighed(2, 30, Reliability.E, rank: ClaimRank.Preferred), Weighed(1, 20, Reliability.A),
            "an editor prefers it"
        },
        {
            "reliability before credibility",
            Weighed(2, 30, Reliability.A, credibility: 5), Weighed(1, 20, Reliability.B, credibility: 1),
            "its source is the more reliable (A against B)"
        },
        { "reliability B before C", Weighed(2, 30, Reliability.B), Weighed(1, 20, Reliability.C), "its source is the more reliable (B against C)" },
        { "reliability C before F", Weighed(2, 30, Reliability.C), Weighed(1, 20, Reliability.F), "its source is the more reliable (C against F)" },
        { "reliability F before D", Weighed(2, 30, Reliability.F), Weighed(1, 20, Reliability.D), "its source is the more reliable (F against D)" },
        { "reliability D before E", Weighed(2, 30, Reliability.D), Weighed(1, 20, Reliability.E), "its source is the more reliable (D against E)" },
        {
            "credibility before party",
            Weighed(2, 30, credibility: 1, party: true), Weighed(1, 20, credibility: 2),
            "its information is the more credible (1 against 2)"
        },
        {
            "unjudged credibility is 6",
            Weighed(2, 30, credibility: 5, party: true), Weighed(1, 20),
            "its information is the more credible (5 against 6)"
        },
        {
            "no party before the later statement",
            Weighed(2, 30, on: Given.On(5, 1)), Weighed(1, 20, party: true, on: Given.On(5, 2)),
            "its claimant is not a party to the events"
        },
        { "the later statement before the lower number", Weighed(2, 30, on: Given.On(5, 2)), Weighed(1, 20, on: Given.On(5, 1)), "it was stated later" },
        { "no date is last", Weighed(2, 30, on: Given.On(5, 2)), Weighed(1, 20), "it was stated later" },
        { "the lower number before the order of recording", Weighed(2, 20, ordinal: 2), Weighed(1, 30, ordinal: 1), "its number is the lower one" },
        {
            "what was recorded first at last, whatever its id",
            Weighed(2, 20, ordinal: 1), Weighed(1, 20, ordinal: 2),
            "it was recorded first, all else being equal"
        },
    };

    [Theory]
    [MemberData(nameof(Criteria))]
    public void The_first_criterion_that_differs_decides(string rule, WeighedClaim expected, WeighedClaim other, string because)
    {
        foreach (var claims in new WeighedClaim[][] { [expected, other], [other, expected] })
        {
            var estimate = Killed(claims);
            Assert.True(estimate.BestClaimId == expected.Claim.Id, rule);
            Assert.Contains($"because {because};", Assert.Single(estimate.Reasons, r => r.Code is ReasonCode.Best).Explanation);
        }
    }

    [Fact]
    public void More_independent_claimants_come_before_the_later_statement()
    {
        var estimate = Killed(Weighed(1, 20, on: Given.On(5, 2)), Weighed(2, 30), Weighed(3, 30));

        Assert.Equal(30, estimate.Best);
        Assert.Equal(Given.Id(2), estimate.BestClaimId);
    }

    [Fact]
    public void The_number_of_agreeing_claimants_is_said()
    {
        var agreed = Weighed(1, 30, on: Given.On(5, 1));
        var apart = Weighed(2, 20, on: Given.On(5, 2));
        var agreeing = Weighed(3, 30, Reliability.E);

        var estimate = Killed(agreed, apart, agreeing);

        Assert.Contains("because more independent claimants agree with it (1 against 0);", estimate.Reasons.For(1).Explanation);
    }

    [Fact]
    public void Republished_material_is_no_agreement()
    {
        var agency = Weighed(1, 30);
        var reprint = Weighed(2, 30) with { OriginKey = agency.OriginKey };
        var apart = Weighed(3, 20);

        Assert.Equal(20, Killed(agency, reprint, apart).Best);
        Assert.Equal(30, Killed(agency, Weighed(2, 30), apart).Best);
    }

    [Fact]
    public void Claims_about_different_people_do_not_agree()
    {
        var civilians = Weighed(1, 30);
        var combatants = Weighed(2, 30);
        var fewer = Weighed(3, 20);

        Assert.Equal(20, Killed(Of(civilians, VictimGroup.Civilians), Of(combatants, VictimGroup.Combatants), Of(fewer, VictimGroup.Civilians)).Best);

        static WeighedClaim Of(WeighedClaim weighed, VictimGroup victims) =>
            weighed with { Entry = weighed.Entry with { Claim = weighed.Claim with { Victims = victims } } };
    }

    [Fact]
    public void Best_is_null_when_no_claim_offers_a_figure()
    {
        var estimate = Killed((Given.Killed(1, null) with { Wording = "dozens", Low = 24 }).By("x"));

        Assert.Null(estimate.Best);
        Assert.Null(estimate.BestClaimId);
    }

    private static Estimate Killed(params WeighedClaim[] claims) => EstimateRule.Estimate(claims).Of(Measure.Killed, VictimGroup.All);

    private static WeighedClaim Weighed(
        int id, int number, Reliability reliability = Reliability.F, int? credibility = null, bool party = false, DateOnly? on = null,
        ClaimRank rank = ClaimRank.Normal, int ordinal = 0)
    {
        var weighed = (Given.Killed(id, number) with { Credibility = credibility, StatedOn = on, Rank = rank }).By($"claimant {id}", reliability, party);
        return weighed with { Entry = weighed.Entry with { Ordinal = ordinal } };
    }
}
