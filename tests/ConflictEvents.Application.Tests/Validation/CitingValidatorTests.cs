using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;

namespace ConflictEvents.Application.Tests.Validation;

public sealed class CitingValidatorTests
{
    public static readonly Refused<Citation> RefusedCitations = new()
    {
        { "an empty page", citation => citation with { Page = "" }, "page" },
        { "a page of 51 characters", citation => citation with { Page = new string('1', 51) }, "page" },
        { "paragraph 0", citation => citation with { Paragraph = 0 }, "paragraph" },
        { "an empty record", citation => citation with { Record = "" }, "record" },
        { "a record of 201 characters", citation => citation with { Record = new string('1', 201) }, "record" },
        { "a blank quote", citation => citation with { Quote = " " }, "quote" },
        { "a quote of 301 characters", citation => citation with { Quote = new string('a', 301) }, "quote" },
        { "an attribution to nobody", citation => citation with { AttributedTo = [Valid.Claimant, new Claimant()] }, "attributedTo[1]" },
        { "201 attributions", citation => citation with { AttributedTo = [.. Enumerable.Repeat(Valid.Claimant, 201)] }, "attributedTo" },
    };

    public static readonly Allowed<Citation> AllowedCitations = new()
    {
        { "the document alone", _ => new Citation { DocumentId = Valid.Id } },
        { "a record of 200 characters", citation => citation with { Record = new string('1', 200) } },
        { "a quote of 300 characters", citation => citation with { Quote = new string('a', 300) } },
        { "marks of direction and line breaks in a quote", citation => citation with { Quote = "\u202Bقتل تسعة\u202C\nجنود" } },
    };

    public static readonly Refused<Claimant> RefusedClaimants = new()
    {
        { "no member", _ => new Claimant(), "" },
        { "a blank description", _ => new Claimant { Description = " " }, "description" },
        { "a description of 301 characters", claimant => claimant with { Description = new string('a', 301) }, "description" },
    };

    public static readonly Allowed<Claimant> AllowedClaimants = new()
    {
        { "an actor alone", _ => new Claimant { ActorId = Valid.Id } },
        { "a source alone", _ => new Claimant { SourceId = Valid.Id } },
        { "a description alone", _ => new Claimant { Description = "residents" } },
    };

    public static readonly Refused<Statement> RefusedStatements = new()
    {
        { "a blank text", statement => statement with { Text = "\n" }, "text" },
        { "a text of 2,001 characters", statement => statement with { Text = new string('a', 2_001) }, "text" },
        { "an assertion that is none", statement => statement with { Assertion = (Assertion)99 }, "assertion" },
        { "a claimant who is nobody", statement => statement with { Claimant = new Claimant() }, "claimant" },
        { "a relay that is nobody", statement => statement with { RelayedVia = [new Claimant()] }, "relayedVia[0]" },
        { "a day of tomorrow", statement => statement with { StatedOn = Faults.Tomorrow }, "statedOn" },
        { "a day of 1899", statement => statement with { StatedOn = new(1899, 12, 31) }, "statedOn" },
        { "a blank wording", statement => statement with { StatedWording = "" }, "statedWording" },
        { "an actor twice", statement => statement with { ActorIds = [Valid.Id, Valid.OtherId, Valid.Id] }, "actorIds[2]" },
        { "a window that ends before it begins", statement => statement with { Occurred = Valid.Day with { Latest = new(2019, 5, 3) } }, "occurred.latest" },
        { "a negative quantity", statement => statement with { Quantities = [Valid.Quantity, Valid.Quantity with { Number = -1 }] }, "quantities[1].number" },
        { "no citation", statement => statement with { Citations = [] }, "citations" },
        { "a citation at fault", statement => statement with { Citations = [Valid.Citation with { Paragraph = 0 }] }, "citations[0].paragraph" },
        { "201 citations", statement => statement with { Citations = [.. Enumerable.Repeat(Valid.Citation, 201)] }, "citations" },
    };

    public static readonly Allowed<Statement> AllowedStatements = new()
    {
        { "the least", _ => new Statement { Text = "a", Claimant = Valid.Claimant, Citations = [Valid.Citation] } },
        { "a day that has begun in Kiribati", statement => statement with { StatedOn = Faults.Today } },
        { "a plan for the future", statement => statement with { Occurred = new DateWindow { Earliest = new(2027, 1, 1), Latest = new(2027, 12, 31), Precision = DatePrecision.Year } } },
        { "200 citations", statement => statement with { Citations = [.. Enumerable.Repeat(Valid.Citation, 200)] } },
    };

    public static readonly Refused<Quantity> RefusedQuantities = new()
    {
        { "a negative number", quantity => quantity with { Number = -1 }, "number" },
        { "fewer than none", quantity => quantity with { Number = 0, Qualifier = Qualifier.FewerThan }, "number" },
        { "a qualifier that is none", quantity => quantity with { Qualifier = (Qualifier)99 }, "qualifier" },
        { "a blank unit", quantity => quantity with { Unit = " " }, "unit" },
        { "a unit of 101 characters", quantity => quantity with { Unit = new string('a', 101) }, "unit" },
        { "a note of 1,001 characters", quantity => quantity with { Note = new string('a', 1_001) }, "note" },
    };

    [Fact]
    public async Task Valid_ones_pass()
    {
        Assert.Empty(await Faults.Of(Valid.Citation));
        Assert.Empty(await Faults.Of(Valid.Claimant));
        Assert.Empty(await Faults.Of(Valid.Statement));
        Assert.Empty(await Faults.Of(Valid.Quantity));
    }

    [Theory]
    [MemberData(nameof(RefusedCitations))]
    public async Task A_citation_is_refused_with(string what, Func<Citation, Citation> change, string path) =>
        await Expect.Fault(what, change(Valid.Citation), path);

    [Theory]
    [MemberData(nameof(AllowedCitations))]
    public async Task A_citation_may_have(string what, Func<Citation, Citation> change) => await Expect.None(what, change(Valid.Citation));

    [Theory]
    [MemberData(nameof(RefusedClaimants))]
    public async Task A_claimant_is_refused_with(string what, Func<Claimant, Claimant> change, string path) =>
        await Expect.Fault(what, change(Valid.Claimant), path);

    [Theory]
    [MemberData(nameof(AllowedClaimants))]
    public async Task A_claimant_may_have(string what, Func<Claimant, Claimant> change) => await Expect.None(what, change(Valid.Claimant));

    [Theory]
    [MemberData(nameof(RefusedStatements))]
    public async Task A_statement_is_refused_with(string what, Func<Statement, Statement> change, string path) =>
        await Expect.Fault(what, change(Valid.Statement), path);

    [Theory]
    [MemberData(nameof(AllowedStatements))]
    public async Task A_statement_may_have(string what, Func<Statement, Statement> change) => await Expect.None(what, change(Valid.Statement));

    [Theory]
    [MemberData(nameof(RefusedQuantities))]
    public async Task A_quantity_is_refused_with(string what, Func<Quantity, Quantity> change, string path) =>
        await Expect.Fault(what, change(Valid.Quantity), path);
}
