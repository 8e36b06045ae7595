using ConflictEvents.Application.Claims.AddClaim;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;

namespace ConflictEvents.Application.Tests.Validation;

public sealed class CasualtyClaimValidatorTests
{
    public static readonly Refused<NewClaim> RefusedClaims = new()
    {
        { "a measure that is none", claim => claim with { Measure = (Measure)99, StockOrFlow = default, Destinations = [] }, "measure" },
        { "victims that are none", claim => claim with { Victims = (VictimGroup)99 }, "victims" },
        { "an age group that is none", claim => claim with { AgeGroup = (AgeGroup)99 }, "ageGroup" },
        { "a sex that is none", claim => claim with { Sex = (Sex)99 }, "sex" },
        { "a basis that is none", claim => OfIncident(claim) with { Basis = (ClaimBasis)99 }, "basis" },
        { "a period on the basis of an incident", claim => OfIncident(claim) with { PeriodStart = new(2019, 4, 4) }, "periodStart" },
        { "a day of a toll on the basis of an incident", claim => OfIncident(claim) with { AsOf = new(2019, 4, 12) }, "asOf" },
        { "an area on the basis of an incident", claim => OfIncident(claim) with { Area = "south of the capital" }, "area" },
        { "a period that begins tomorrow", claim => claim with { PeriodStart = Faults.Tomorrow, AsOf = null }, "periodStart" },
        { "a period that begins before 1900", claim => claim with { PeriodStart = new(1899, 12, 31) }, "periodStart" },
        { "a toll of tomorrow", claim => claim with { AsOf = Faults.Tomorrow }, "asOf" },
        { "a period that ends before it begins", claim => claim with { AsOf = new(2019, 4, 3) }, "asOf" },
        { "a blank area", claim => claim with { Area = " " }, "area" },
        { "stock or flow of the dead", claim => claim with { Measure = Measure.Killed, Destinations = [] }, "stockOrFlow" },
        { "stock or flow that is neither", claim => claim with { StockOrFlow = (StockOrFlow)99 }, "stockOrFlow" },
        { "destinations of the dead", claim => claim with { Measure = Measure.Killed, StockOrFlow = default }, "destinations" },
        { "a destination that is no country", claim => claim with { Destinations = ["NE", "Italy"] }, "destinations[1]" },
        { "a destination twice", claim => claim with { Destinations = ["NE", "NE"] }, "destinations[1]" },
        { "a claimant who is nobody", claim => claim with { Claimant = new Claimant() }, "claimant" },
        { "a relay that is nobody", claim => claim with { RelayedVia = [Valid.Claimant, new Claimant()] }, "relayedVia[1]" },
        { "a day of tomorrow", claim => claim with { StatedOn = Faults.Tomorrow }, "statedOn" },
        { "a wording of a day of 301 characters", claim => claim with { StatedWording = new string('a', 301) }, "statedWording" },
        { "credibility 0", claim => claim with { Credibility = 0 }, "credibility" },
        { "credibility 7", claim => claim with { Credibility = 7 }, "credibility" },
        { "a rank that is none", claim => claim with { Rank = (ClaimRank)99 }, "rank" },
        { "an editor's rank", claim => claim with { Rank = ClaimRank.Preferred }, "rank" },
        { "the reason of a rank", claim => claim with { RankReason = "The claimant counted them." }, "rankReason" },
        { "itself as the whole", claim => claim with { SubsetOf = Valid.Id }, "subsetOf" },
        { "itself superseded", claim => claim with { Supersedes = Valid.Id, Reason = "Corrected." }, "supersedes" },
        { "the superseded one as the whole", claim => claim with { SubsetOf = Valid.OtherId, Supersedes = Valid.OtherId, Reason = "Corrected." }, "subsetOf" },
        { "another superseded for no reason", claim => claim with { Supersedes = Valid.OtherId }, "reason" },
        { "a blank reason", claim => claim with { Reason = " " }, "reason" },
        { "a note of 1,001 characters", claim => claim with { Note = new string('a', 1_001) }, "note" },
        { "no citation", claim => claim with { Citations = [] }, "citations" },
        { "a citation at fault", claim => claim with { Citations = [Valid.Citation with { Paragraph = 0 }] }, "citations[0].paragraph" },
    };

    public static readonly Refused<NewClaim> RefusedFigures = new()
    {
        { "no figure", claim => claim, "number" },
        { "a negative number", claim => claim with { Number = -1 }, "number" },
        { "a number of all people and more", claim => claim with { Number = 100_000_001 }, "number" },
        { "more than the greatest number there is", claim => claim with { Number = int.MaxValue, Qualifier = Qualifier.MoreThan }, "number" },
        { "fewer than none", claim => claim with { Number = 0, Qualifier = Qualifier.FewerThan }, "number" },
        { "a qualifier that is none", claim => claim with { Number = 9, Qualifier = (Qualifier)99 }, "qualifier" },
        { "a qualifier of a range", claim => claim with { Low = 1, High = 2, Qualifier = Qualifier.About }, "qualifier" },
        { "a qualifier of words", claim => claim with { Wording = "dozens", Qualifier = Qualifier.About }, "qualifier" },
        { "a low beside a number", claim => claim with { Number = 9, Low = 9 }, "low" },
        { "a best beside a number", claim => claim with { Number = 9, Best = 9 }, "best" },
        { "a high beside a number", claim => claim with { Number = 9, High = 9 }, "high" },
        { "words beside a number", claim => claim with { Number = 9, Wording = "nine" }, "wording" },
        { "a low without a high", claim => claim with { Low = 1 }, "high" },
        { "a low and a best without a high", claim => claim with { Low = 1, Best = 1 }, "high" },
        { "a high without a low", claim => claim with { High = 1 }, "low" },
        { "a negative low", claim => claim with { Low = -1, High = 1 }, "low" },
        { "a high of all people and more", claim => claim with { Low = 1, High = 100_000_001 }, "high" },
        { "a low above the high", claim => claim with { Low = 2, High = 1 }, "high" },
        { "a best below the low", claim => claim with { Low = 2, Best = 1, High = 3 }, "best" },
        { "a best above the high", claim => claim with { Low = 1, Best = 3, High = 2 }, "high" },
        { "a best beside words", claim => claim with { Wording = "dozens", Best = 24 }, "best" },
        { "a high beside words", claim => claim with { Wording = "dozens", Low = 24, High = 99 }, "high" },
        { "blank words", claim => claim with { Wording = " " }, "wording" },
        { "301 characters of words", claim => claim with { Wording = new string('a', 301) }, "wording" },
    };

    public static readonly Allowed<NewClaim> AllowedFigures = new()
    {
        { "a number alone", claim => claim with { Number = 9 } },
        { "a zero that somebody states", claim => claim with { Number = 0, Qualifier = Qualifier.Exactly } },
        { "the greatest number", claim => claim with { Number = 100_000_000, Qualifier = Qualifier.MoreThan } },
        { "a range", claim => claim with { Low = 0, High = 16 } },
        { "a range with a best", claim => claim with { Low = 9, Best = 9, High = 9 } },
        { "words", claim => claim with { Wording = "dozens" } },
        { "words that allow a low", claim => claim with { Wording = "dozens", Low = 24 } },
    };

    public static readonly Allowed<NewClaim> AllowedClaims = new()
    {
        { "an incident for its basis", OfIncident },
        { "people evacuated", claim => claim with { Measure = Measure.Evacuated } },
        { "another as the whole", claim => claim with { SubsetOf = Valid.OtherId } },
        { "another superseded for a reason", claim => claim with { Supersedes = Valid.OtherId, Reason = "Corrected." } },
        { "a reason for itself", claim => claim with { Reason = "Kept beside the other." } },
        { "an id to be given", claim => claim with { Id = Guid.Empty } },
        { "a toll of one day, today", claim => claim with { PeriodStart = Faults.Today, AsOf = Faults.Today } },
    };

    [Fact]
    public async Task A_valid_one_passes() => Assert.Empty(await Faults.Of(Valid.Claim));

    [Theory]
    [MemberData(nameof(RefusedClaims))]
    public async Task A_claim_is_refused_with(string what, Func<NewClaim, NewClaim> change, string path) =>
        await Expect.Fault(what, change(Valid.Claim), path);

    [Theory]
    [MemberData(nameof(RefusedFigures))]
    public async Task A_figure_is_refused_with(string what, Func<NewClaim, NewClaim> change, string path) =>
        await Expect.Fault(what, change(Valid.Claim with { Number = null, Qualifier = null }), path);

    [Theory]
    [MemberData(nameof(AllowedFigures))]
    public async Task A_claim_may_state(string what, Func<NewClaim, NewClaim> change) =>
        await Expect.None(what, change(Valid.Claim with { Number = null, Qualifier = null }));

    [Theory]
    [MemberData(nameof(AllowedClaims))]
    public async Task A_claim_may_have(string what, Func<NewClaim, NewClaim> change) => await Expect.None(what, change(Valid.Claim));

    [Fact]
    public async Task A_best_alone_lacks_both_ends_of_its_range() =>
        Assert.Equal(["low", "high"], await Faults.Paths(Valid.Claim with { Number = null, Qualifier = null, Best = 5 }));

    private static NewClaim OfIncident(NewClaim claim) => claim with { Basis = ClaimBasis.Incident, PeriodStart = null, AsOf = null, Area = null };
}
