using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>What each filter of incidents means: the rule, then the cases. Every case must find just the incidents named.</summary>
public sealed class IncidentFilterTests(FilterWorld world) : IClassFixture<FilterWorld>
{
    /// <summary>A rule, a query in which {name} stands for the id of that record, and the titles that it finds.</summary>
    public static TheoryData<string, string, string[]> Cases => new()
    {
        { "no filter finds all that are active", "", ["Apia", "Kyiv", "Lviv", "Suva", "Sabha", "Anywhere"] },
        { "from: the window ends on the day or later", "from=2022-03-05", ["Apia", "Lviv", "Suva"] },
        { "from is inclusive", "from=2022-03-04", ["Apia", "Kyiv", "Lviv", "Suva"] },
        { "to: the window begins on the day or earlier", "to=2019-05-04", ["Sabha"] },
        { "to is inclusive; a day before finds nothing", "to=2019-05-03", [] },
        { "from and to: windows overlap, whichever is the longer", "from=2023-02-01&to=2023-02-02", ["Suva"] },
        { "an overlapping window counts at its last day", "from=2023-12-31&to=2023-12-31", ["Suva"] },
        { "datetime: both ends of an interval are inclusive", "datetime=2022-03-04/2022-03-05", ["Kyiv", "Lviv"] },
        { "datetime: windows overlap the interval", "datetime=2023-02-01/2023-02-02", ["Suva"] },
        { "datetime: one time is both ends", "datetime=2022-03-04", ["Kyiv"] },
        { "datetime: two dots are an open end", "datetime=2022-03-05/..", ["Apia", "Lviv", "Suva"] },
        { "datetime: so is nothing", "datetime=2022-03-05/", ["Apia", "Lviv", "Suva"] },
        { "datetime: an open start", "datetime=../2019-05-04", ["Sabha"] },
        { "datetime: an open start by nothing", "datetime=/2019-05-03", [] },
        { "datetime: a year is all its days", "datetime=2022", ["Kyiv", "Lviv"] },
        { "datetime: years as ends are all their days", "datetime=2021/2022", ["Anywhere", "Kyiv", "Lviv"] },
        { "datetime: a month is all its days", "datetime=2024-02", ["Apia"] },
        { "datetime: of a time its day in UTC counts", "datetime=2022-03-05T01:00:00%2B02:00", ["Kyiv"] },
        { "datetime: the year 0000 is before everything", "datetime=0000-01-01T00:00:00Z/2019-12-31T00:00:00Z", ["Sabha"] },
        { "datetime: the year 9999 is after everything", "datetime=2022-03-05/9999-12-31T00:00:00Z", ["Apia", "Lviv", "Suva"] },
        { "datetime: a time may be cut short", "datetime=2022-03-05T/..", ["Apia", "Lviv", "Suva"] },
        { "minDatePrecision: at least as fine", "minDatePrecision=month", ["Apia", "Kyiv", "Lviv", "Sabha", "Anywhere"] },
        { "minDatePrecision is inclusive", "minDatePrecision=year", ["Apia", "Kyiv", "Lviv", "Suva", "Sabha", "Anywhere"] },
        { "country takes alpha-2", "country=UA", ["Kyiv", "Lviv"] },
        { "country takes alpha-3, and any of a list", "country=UKR,LBY", ["Kyiv", "Lviv", "Sabha"] },
        { "country takes any case", "country=ly", ["Sabha"] },
        { "an unknown country of an incident is no country", "country=FR", [] },
        { "admin1 of the location above", "admin1=Lviv%20Oblast", ["Lviv"] },
        { "admin1 as the location itself states it", "admin1=Sabha", ["Sabha"] },
        { "admin1: accents, case and punctuation do not matter; any of a list", "admin1=LVIV-oblast,s%C3%A1bha", ["Lviv", "Sabha"] },
        { "admin1 is a whole name", "admin1=Lviv", [] },
        { "bbox", "bbox=30,50,31,51", ["Kyiv"] },
        { "bbox edges are inclusive", "bbox=30.5,50.4,40,60", ["Kyiv"] },
        { "bbox over the antimeridian is two boxes", "bbox=170,-30,-170,0", ["Apia", "Suva"] },
        { "the same box the other way round is the rest of the world", "bbox=-170,-90,170,90", ["Kyiv", "Lviv", "Sabha"] },
        { "bbox: a point a hand's breadth outside is outside", "bbox=30.500001,50,31,51", [] },
        { "bbox: a box of no width is its line", "bbox=30.5,50,30.5,51", ["Kyiv"] },
        { "an incident without a point lies in no box", "bbox=-180,-90,180,90", ["Apia", "Kyiv", "Lviv", "Suva", "Sabha"] },
        { "near and within measure on the ground", "near=30.5,50.4&within=470km", ["Kyiv", "Lviv"] },
        { "within is a limit", "near=30.5,50.4&within=450km", ["Kyiv"] },
        { "metres are a unit too", "near=30.5,50.4&within=1m", ["Kyiv"] },
        { "distances cross the antimeridian", "near=179.9,-18&within=250km", ["Suva"] },
        { "maxUncertaintyMeters is inclusive, and what has no point has no certainty", "maxUncertaintyMeters=1000", ["Apia", "Kyiv", "Lviv", "Suva", "Sabha"] },
        { "maxUncertaintyMeters", "maxUncertaintyMeters=999", ["Apia"] },
        { "actorId as participant", "actorId={army}", ["Kyiv"] },
        { "includeSubgroups takes in what is part of it, at any depth, and comes to an end", "actorId={army}&includeSubgroups=true", ["Apia", "Kyiv", "Sabha"] },
        { "includeSubgroups takes in only what is below", "actorId={battalion}&includeSubgroups=true", ["Apia"] },
        { "includeSubgroups=false is no filter", "actorId={army}&includeSubgroups=false", ["Kyiv"] },
        { "role of the actor", "actorId={army}&role=attacker", ["Kyiv"] },
        { "role: any of a list", "actorId={army}&role=target,attacker", ["Kyiv"] },
        { "role: another than its own", "actorId={army}&role=defender", [] },
        { "role: of the actor, not of another in the same incident", "actorId={civilians}&role=defender", [] },
        { "role: one of several actors", "actorId={army},{brigade}&role=defender", ["Sabha"] },
        { "role of a subgroup", "actorId={army}&role=target&includeSubgroups=true", ["Apia"] },
        { "role: being held responsible is none", "actorId={militia}&role=attacker,defender,target,ally,bystander,involved", [] },
        { "actorId as the one held responsible", "actorId={militia}", ["Lviv"] },
        { "actorId: any of a list", "actorId={army},{militia}", ["Kyiv", "Lviv"] },
        { "conflictId", "conflictId={battle}", ["Kyiv"] },
        { "conflictId takes those below it in", "conflictId={war}", ["Kyiv", "Lviv"] },
        { "conflictId: any of a list", "conflictId={battle},{elsewhere}", ["Kyiv", "Sabha"] },
        { "locationId: any of a list", "locationId={kyiv},{sabha}", ["Kyiv", "Sabha"] },
        { "locationId", "locationId={kyiv}", ["Kyiv"] },
        { "locationId takes those within it in", "locationId={ukraine}", ["Kyiv", "Lviv"] },
        { "type", "type=riots", ["Lviv"] },
        { "type: any of a list", "type=riots,protests", ["Apia", "Lviv"] },
        { "subType", "subType=mob_violence", ["Lviv"] },
        { "subType: any of a list; unknown is none", "subType=mob_violence,armed_clash", ["Kyiv", "Lviv"] },
        { "violence", "violence=state_based", ["Kyiv"] },
        { "violence: any of a list; unknown is none", "violence=state_based,non_state,one_sided", ["Kyiv", "Sabha"] },
        { "verification", "verification=confirmed", ["Kyiv"] },
        { "verification: any of a list", "verification=confirmed,unverified", ["Apia", "Kyiv", "Lviv", "Suva", "Sabha", "Anywhere"] },
        { "killedMin is inclusive; unknown never matches", "killedMin=3", ["Kyiv", "Sabha"] },
        { "killedMin=0 leaves out the unknown", "killedMin=0", ["Apia", "Kyiv", "Sabha"] },
        { "killedMin", "killedMin=4", ["Sabha"] },
        { "killedMax is inclusive; unknown never matches", "killedMax=3", ["Apia", "Kyiv"] },
        { "killedMax=0 finds what is known to be none", "killedMax=0", ["Apia"] },
        { "killedMin and killedMax", "killedMin=1&killedMax=3", ["Kyiv"] },
        { "killedHighMin is on the high estimate", "killedHighMin=10", ["Sabha"] },
        { "killedHighMin beyond it", "killedHighMin=11", [] },
        { "killedHighMax is on the high estimate", "killedHighMax=9", ["Apia", "Kyiv"] },
        { "injuredMin is inclusive", "injuredMin=7", ["Lviv"] },
        { "injuredMin beyond it", "injuredMin=8", [] },
        { "injuredMax is inclusive", "injuredMax=7", ["Lviv"] },
        { "injuredHighMin", "injuredHighMin=7", ["Lviv"] },
        { "injuredHighMax", "injuredHighMax=6", [] },
        { "victims alone: any best figure of killed or injured for them", "victims=all", ["Apia", "Kyiv", "Lviv", "Sabha"] },
        { "victims alone, of a group", "victims=civilians", ["Sabha"] },
        { "victims alone, of a group that nobody counts", "victims=combatants", [] },
        { "victims with a bound: the bound is about them", "victims=civilians&killedMin=2", ["Sabha"] },
        { "victims with a bound beyond their figure", "victims=civilians&killedMin=3", [] },
        { "victims=all with a bound is the bound", "victims=all&killedMin=3", ["Kyiv", "Sabha"] },
        { "claimantId of a source", "claimantId={ministry}", ["Kyiv"] },
        { "claimantId of an actor; any of a list", "claimantId={ministry},{militia}", ["Kyiv", "Lviv"] },
        { "claimantId: a withdrawn claim is nobody's", "claimantId={tabloid}", [] },
        { "sourceId: any of a list", "sourceId={ministry},{gazette}", ["Kyiv", "Lviv"] },
        { "externalId", "externalId=ucdp:100", ["Kyiv"] },
        { "externalId: a value may hold a colon; any of a list", "externalId=acled:UKR:1,ucdp:100", ["Kyiv", "Lviv"] },
        { "externalId is exact", "externalId=ucdp:10", [] },
        { "externalId: the scheme is a part of it", "externalId=acled:100", [] },
        { "recordedSince is inclusive", "recordedSince={sinceSuva}", ["Suva", "Apia", "Anywhere", "Kyiv"] },
        { "recordedSince: a later change counts, not the first record", "recordedSince={sinceJudged}", ["Kyiv"] },
        { "sourceId as publisher of a cited document", "sourceId={gazette}", ["Lviv"] },
        { "sourceId as claimant", "sourceId={ministry}", ["Kyiv"] },
        { "q: a word of the title", "q=Sabha", ["Sabha"] },
        { "q: a word of the summary, in its English stem", "q=bomb", ["Suva"] },
        { "q: a word of the same stem", "q=bombing", ["Suva"] },
        { "q: a word twice, and in two forms", "q=bombs%20bomb%20bombs", ["Suva"] },
        { "q: a word that has no English stem for being common", "q=bombs%20off", ["Suva"] },
        { "q: nothing but marks", "q=!!!", [] },
        { "q: accents and case do not matter", "q=résistance", ["Lviv"] },
        { "q: a name of a participant", "q=army", ["Kyiv"] },
        { "q: a name of the place or of what contains it", "q=Ukraine", ["Kyiv", "Lviv"] },
        { "q: a name by its sound", "q=Sebha", ["Sabha"] },
        { "q: a name in another script", "q=%D8%B3%D8%A8%D9%87%D8%A7", ["Sabha"] },
        { "q: a name in letters that have no sounds here", "q=%E9%98%BF%E7%9A%AE%E4%BA%9E", ["Apia"] },
        { "q: a name in another script, in other case", "q=%D0%90%D0%9F%D0%98%D0%90", ["Apia"] },
        { "q: all words must occur", "q=Kyiv%20army", ["Kyiv"] },
        { "q: a word that does not occur finds nothing", "q=Kyiv%20navy", [] },
        { "filters of every kind together", "actorId={army}&includeSubgroups=true&killedMin=1&country=LY&datetime=2019&conflictId={elsewhere}", ["Sabha"] },
        { "all filters together must hold", "country=UA&type=riots&from=2022-03-05&to=2022-03-05", ["Lviv"] },
        { "all filters together must hold, every one", "country=UA&type=riots&from=2022-03-06", [] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_filter_finds_what_its_rule_says(string rule, string query, string[] titles)
    {
        var found = (await world.Service.Reader.Get($"/v1/incidents?{world.Resolve(query)}"))["items"]!.AsArray().Select(item => item!["title"]!.GetValue<string>());

        Assert.True(titles.Order().SequenceEqual(found.Order()), $"{rule}: {query} found {string.Join(", ", found)}");
    }

    [Theory]
    [InlineData("country=XX", "country")]
    [InlineData("countri=UA", "countri")]
    [InlineData("Country=UA", "Country")]
    [InlineData("country=UA&country=LY", "country")]
    [InlineData("from=2019-13-01", "from")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2020-01-02&to=2020-01-01", "from")]
    [InlineData("datetime=../..", "datetime")]
    [InlineData("datetime=..", "datetime")]
    [InlineData("datetime=2020/2021/2022", "datetime")]
    [InlineData("datetime=2020-02-30", "datetime")]
    [InlineData("datetime=2020-13", "datetime")]
    [InlineData("datetime=2020-01-02/2020-01-01", "datetime")]
    [InlineData("datetime=2020-01-01T25:00:00Z", "datetime")]
    [InlineData("datetime=2020&from=2020-01-01", "datetime")]
    [InlineData("datetime=2020&to=2020-01-01", "datetime")]
    [InlineData("minDatePrecision=hour", "minDatePrecision")]
    [InlineData("role=attacker", "role")]
    [InlineData("includeSubgroups=true", "includeSubgroups")]
    [InlineData("includeSubgroups=yes", "includeSubgroups")]
    [InlineData("killedMin=-1", "killedMin")]
    [InlineData("killedMin=2&killedMax=1", "killedMin")]
    [InlineData("killedHighMin=2&killedHighMax=1", "killedHighMin")]
    [InlineData("injuredMin=2&injuredMax=1", "injuredMin")]
    [InlineData("injuredHighMin=2&injuredHighMax=1", "injuredHighMin")]
    [InlineData("killedMin=3000000000", "killedMin")]
    [InlineData("victims=everybody", "victims")]
    [InlineData("externalId=100", "externalId")]
    [InlineData("externalId=:100", "externalId")]
    [InlineData("recordedSince=2019-05-04", "recordedSince")]
    [InlineData("maxUncertaintyMeters=-1", "maxUncertaintyMeters")]
    [InlineData("admin1=", "admin1")]
    [InlineData("conflictId=abc", "conflictId")]
    [InlineData("hasBounds=true", "hasBounds")]
    [InlineData("area=1", "area")]
    [InlineData("firstDay=2019-01-01", "firstDay")]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("bbox=0,91,1,92", "bbox")]
    [InlineData("bbox=0,10,1,5", "bbox")]
    [InlineData("bbox=NaN,0,1,1", "bbox")]
    [InlineData("near=1,1", "near")]
    [InlineData("near=1,91&within=5km", "near")]
    [InlineData("near=1,1&within=5", "within")]
    [InlineData("near=1,1&within=-5km", "within")]
    [InlineData("within=5km", "within")]
    [InlineData("sort=distance", "sort")]
    [InlineData("sort=-distance&near=1,1", "sort")]
    [InlineData("sort=title", "sort")]
    [InlineData("type=war", "type")]
    [InlineData("actorId=abc", "actorId")]
    [InlineData("actorId=", "actorId")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("limit=99999999999", "limit")]
    [InlineData("asOf=2019-05-04", "asOf")]
    [InlineData("asOf=2999-01-01T00:00:00Z", "asOf")]
    [InlineData("cursor=abc", "cursor")]
    public async Task A_parameter_that_makes_no_sense_is_refused_by_name(string query, string parameter)
    {
        var answer = await world.Service.Reader.Send(HttpMethod.Get, $"/v1/incidents?{query}");

        Assert.Equal(400, answer.Status);
        Assert.Contains(answer.Body!["errors"]!.AsArray(), error => error!["path"]!.GetValue<string>() == parameter);
    }
}
