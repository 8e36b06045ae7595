using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Tests.Validation;

public sealed class ReferenceDetailsValidatorTests
{
    public static readonly Refused<ConflictDetails> RefusedConflicts = new()
    {
        { "no name", conflict => conflict with { Names = [] }, "names" },
        { "a name at fault", conflict => conflict with { Names = [Valid.Name, Valid.Name with { Text = "" }] }, "names[1].text" },
        { "a description of 5,001 characters", conflict => conflict with { Description = new string('a', 5_001) }, "description" },
        { "a country that is none", conflict => conflict with { Countries = ["LY", "QQ"] }, "countries[1]" },
        { "a country in lower case", conflict => conflict with { Countries = ["ly"] }, "countries[0]" },
        { "a country of three letters", conflict => conflict with { Countries = ["LBY"] }, "countries[0]" },
        { "a country twice", conflict => conflict with { Countries = ["LY", "LY"] }, "countries[1]" },
        { "a belligerent twice", conflict => conflict with { Belligerents = [Valid.Belligerent, Valid.Belligerent with { Side = null }] }, "belligerents[1].actorId" },
        { "a side that is none", conflict => conflict with { Belligerents = [Valid.Belligerent with { Side = (ConflictSide)99 }] }, "belligerents[0].side" },
        { "a belligerent without citation", conflict => conflict with { Belligerents = [Valid.Belligerent with { Citations = [] }] }, "belligerents[0].citations" },
        { "an onset at fault", conflict => conflict with { Onset = Valid.Day with { Wording = "" } }, "onset.wording" },
        { "an end in the future", conflict => conflict with { End = Valid.Conflict.End! with { Earliest = Faults.Today, Latest = Faults.Tomorrow } }, "end.latest" },
        { "an end before the onset", conflict => conflict with { End = Valid.Day with { Earliest = new(2019, 5, 3), Latest = new(2019, 5, 3) } }, "end.latest" },
        { "a statement of the onset at fault", conflict => conflict with { OnsetStatements = [Valid.DateStatement with { Citations = [] }] }, "onsetStatements[0].citations" },
        { "a statement at fault", conflict => conflict with { Statements = [Valid.Statement with { Text = "" }] }, "statements[0].text" },
        { "a foreign id at fault", conflict => conflict with { ForeignIds = [Valid.ForeignId with { Value = "" }] }, "foreignIds[0].value" },
        { "a foreign id twice", conflict => conflict with { ForeignIds = [Valid.ForeignId, Valid.ForeignId] }, "foreignIds[1]" },
    };

    public static readonly Allowed<ConflictDetails> AllowedConflicts = new()
    {
        { "a name alone", _ => new ConflictDetails { Names = [Valid.Name] } },
        { "an end without an onset", conflict => conflict with { Onset = null } },
        { "an onset without an end", conflict => conflict with { End = null } },
        { "an end on the day of the onset", conflict => conflict with { End = Valid.Day } },
    };

    public static readonly Refused<ActorDetails> RefusedActors = new()
    {
        { "a type that is none", actor => actor with { Type = (ActorKind)99 }, "type" },
        { "no name", actor => actor with { Names = [] }, "names" },
        { "201 names", actor => actor with { Names = [.. Enumerable.Repeat(Valid.Name, 201)] }, "names" },
        { "a name at fault", actor => actor with { Names = [Valid.Name with { Language = "?" }] }, "names[0].language" },
        { "a blank description", actor => actor with { Description = " " }, "description" },
        { "a country that is none", actor => actor with { Country = "UK" }, "country" },
        { "a relation of no kind", actor => With(actor, Valid.Relation with { Kind = (RelationKind)99 }), "relations[0].kind" },
        { "a relation from tomorrow", actor => With(actor, Valid.Relation with { From = Faults.Tomorrow, To = null }), "relations[0].from" },
        { "a relation from before 1900", actor => With(actor, Valid.Relation with { From = new(1899, 12, 31) }), "relations[0].from" },
        { "a relation to before 1900", actor => With(actor, Valid.Relation with { From = null, To = new(1899, 12, 31) }), "relations[0].to" },
        { "a relation that ends before it begins", actor => With(actor, Valid.Relation with { To = new(2014, 5, 15) }), "relations[0].to" },
        { "a relation that nobody asserts", actor => With(actor, Valid.Relation with { AssertedBy = [new Claimant()] }), "relations[0].assertedBy[0]" },
        { "a relation without citation", actor => With(actor, Valid.Relation with { Citations = [] }), "relations[0].citations" },
        { "a foreign id at fault", actor => actor with { ForeignIds = [Valid.ForeignId with { Scheme = "" }] }, "foreignIds[0].scheme" },
        { "a foreign id twice", actor => actor with { ForeignIds = [Valid.ForeignId, Valid.ForeignId] }, "foreignIds[1]" },
    };

    public static readonly Allowed<ActorDetails> AllowedActors = new()
    {
        { "a relation of one day", actor => With(actor, Valid.Relation with { To = Valid.Relation.From }) },
        { "a relation that is to end in the future", actor => With(actor, Valid.Relation with { To = new(2027, 12, 31) }) },
        { "Kosovo for its country", actor => actor with { Country = "XK" } },
    };

    public static readonly Refused<LocationDetails> RefusedLocations = new()
    {
        { "a type that is none", location => location with { Type = (LocationKind)99 }, "type" },
        { "no name", location => location with { Names = [] }, "names" },
        { "a name at fault", location => location with { Names = [Valid.Name with { Kind = (NameKind)99 }] }, "names[0].kind" },
        { "a blank description", location => location with { Description = " " }, "description" },
        { "a country that is none", location => location with { Country = "" }, "country" },
        { "a blank admin1", location => location with { Admin1 = "" }, "admin1" },
        { "a line break in admin2", location => location with { Admin2 = "a\nb" }, "admin2" },
        { "301 characters in admin3", location => location with { Admin3 = new string('a', 301) }, "admin3" },
        { "a latitude of 91", location => location with { Latitude = 91 }, "latitude" },
        { "a longitude of -181", location => location with { Longitude = -181 }, "longitude" },
        { "no latitude", location => location with { Latitude = null }, "latitude" },
        { "no longitude", location => location with { Longitude = null }, "longitude" },
        { "a foreign id at fault", location => location with { ForeignIds = [Valid.ForeignId with { Scheme = "" }] }, "foreignIds[0].scheme" },
        { "a foreign id twice", location => location with { ForeignIds = [Valid.ForeignId, Valid.ForeignId] }, "foreignIds[1]" },
    };

    public static readonly Allowed<LocationDetails> AllowedLocations = new()
    {
        { "a type and a name alone", _ => new LocationDetails { Type = LocationKind.Water, Names = [Valid.Name] } },
    };

    public static readonly Refused<SourceDetails> RefusedSources = new()
    {
        { "a type that is none", source => source with { Type = (SourceKind)99 }, "type" },
        { "no name", source => source with { Names = [] }, "names" },
        { "a name at fault", source => source with { Names = [Valid.Name with { Text = "" }] }, "names[0].text" },
        { "a blank description", source => source with { Description = " " }, "description" },
        { "a reliability that is none", source => source with { Reliability = (Reliability)99 }, "reliability" },
        { "a country that is none", source => source with { Country = "EU" }, "country" },
        { "an address without a scheme", source => source with { Url = "example.org" }, "url" },
        { "a foreign id at fault", source => source with { ForeignIds = [Valid.ForeignId with { Scheme = "" }] }, "foreignIds[0].scheme" },
        { "a foreign id twice", source => source with { ForeignIds = [Valid.ForeignId, Valid.ForeignId] }, "foreignIds[1]" },
    };

    [Fact]
    public async Task Valid_ones_pass()
    {
        Assert.Empty(await Faults.Of(Valid.Conflict));
        Assert.Empty(await Faults.Of(Valid.Actor));
        Assert.Empty(await Faults.Of(Valid.Location));
        Assert.Empty(await Faults.Of(Valid.Source));
    }

    [Theory]
    [MemberData(nameof(RefusedConflicts))]
    public async Task A_conflict_is_refused_with(string what, Func<ConflictDetails, ConflictDetails> change, string path) =>
        await Expect.Fault(what, change(Valid.Conflict), path);

    [Theory]
    [MemberData(nameof(AllowedConflicts))]
    public async Task A_conflict_may_have(string what, Func<ConflictDetails, ConflictDetails> change) => await Expect.None(what, change(Valid.Conflict));

    [Theory]
    [MemberData(nameof(RefusedActors))]
    public async Task An_actor_is_refused_with(string what, Func<ActorDetails, ActorDetails> change, string path) =>
        await Expect.Fault(what, change(Valid.Actor), path);

    [Theory]
    [MemberData(nameof(AllowedActors))]
    public async Task An_actor_may_have(string what, Func<ActorDetails, ActorDetails> change) => await Expect.None(what, change(Valid.Actor));

    [Theory]
    [MemberData(nameof(RefusedLocations))]
    public async Task A_location_is_refused_with(string what, Func<LocationDetails, LocationDetails> change, string path) =>
        await Expect.Fault(what, change(Valid.Location), path);

    [Theory]
    [MemberData(nameof(AllowedLocations))]
    public async Task A_location_may_have(string what, Func<LocationDetails, LocationDetails> change) => await Expect.None(what, change(Valid.Location));

    [Theory]
    [MemberData(nameof(RefusedSources))]
    public async Task A_source_is_refused_with(string what, Func<SourceDetails, SourceDetails> change, string path) =>
        await Expect.Fault(what, change(Valid.Source), path);

    private static ActorDetails With(ActorDetails actor, Relation relation) => actor with { Relations = [relation] };
}
