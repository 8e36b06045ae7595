using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Incidents;

namespace ConflictEvents.Application.Tests.Validation;

public sealed class IncidentDetailsValidatorTests
{
    public static readonly Refused<IncidentDetails> RefusedIncidents = new()
    {
        { "a blank title", incident => incident with { Title = " " }, "title" },
        { "a title of 301 characters", incident => incident with { Title = new string('a', 301) }, "title" },
        { "a mark of direction in the title", incident => incident with { Title = "Attack\u202E" }, "title" },
        { "a blank summary", incident => incident with { Summary = "" }, "summary" },
        { "a summary of 5,001 characters", incident => incident with { Summary = new string('a', 5_001) }, "summary" },
        { "a type that is none", incident => incident with { Type = (IncidentType)99, SubType = null }, "type" },
        { "a sub-type that is none", incident => incident with { SubType = (IncidentSubType)99 }, "subType" },
        { "a sub-type of another type", incident => incident with { SubType = IncidentSubType.AirDroneStrike }, "subType" },
        { "a type of violence that is none", incident => incident with { Violence = 0 }, "violence" },
        { "a window that ends before it begins", incident => incident with { Occurred = Valid.Day with { Latest = new(2019, 5, 3) } }, "occurred.latest" },
        { "a date statement at fault", incident => incident with { DateStatements = [Valid.DateStatement with { Citations = [] }] }, "dateStatements[0].citations" },
        { "a place at fault", incident => incident with { Place = Valid.Place with { Latitude = 91 } }, "place.latitude" },
        { "the same part twice", incident => incident with { Participants = [Valid.Participant, Valid.Participant with { Wording = null }] }, "participants[1]" },
        { "a part without citation", incident => incident with { Participants = [Valid.Participant with { Citations = [] }] }, "participants[0].citations" },
        { "a role that is none", incident => incident with { Participants = [Valid.Participant with { Role = (ParticipantRole)99 }] }, "participants[0].role" },
        { "a blank hedge", incident => incident with { Participants = [Valid.Participant with { Wording = " " }] }, "participants[0].wording" },
        { "a stance that is none", incident => Of(incident, Valid.Responsibility with { Stance = (ResponsibilityStance)99 }), "responsibility[0].stance" },
        { "a responsibility that nobody states", incident => Of(incident, Valid.Responsibility with { By = new Claimant() }), "responsibility[0].by" },
        { "a responsibility stated tomorrow", incident => Of(incident, Valid.Responsibility with { StatedOn = Faults.Tomorrow }), "responsibility[0].statedOn" },
        { "a responsibility without citation", incident => Of(incident, Valid.Responsibility with { Citations = [] }), "responsibility[0].citations" },
        { "a blank wording of a day", incident => Of(incident, Valid.Responsibility with { StatedWording = "" }), "responsibility[0].statedWording" },
        { "the same conflict twice", incident => incident with { ConflictIds = [Valid.Id, Valid.Id] }, "conflictIds[1]" },
        { "201 conflicts", incident => incident with { ConflictIds = [.. Enumerable.Range(1, 201).Select(i => new Guid(i, 0, 0, new byte[8]))] }, "conflictIds" },
        { "a statement at fault", incident => incident with { Statements = [Valid.Statement, Valid.Statement with { Claimant = new Claimant() }] }, "statements[1].claimant" },
        { "no citation", incident => incident with { Citations = [] }, "citations" },
        { "a citation at fault", incident => incident with { Citations = [Valid.Citation with { Quote = "" }] }, "citations[0].quote" },
        { "an attribution at fault", incident => incident with { Citations = [Valid.Citation with { AttributedTo = [new Claimant()] }] }, "citations[0].attributedTo[0]" },
        { "a foreign id at fault", incident => incident with { ForeignIds = [Valid.ForeignId with { Scheme = "A" }] }, "foreignIds[0].scheme" },
        { "a foreign id twice", incident => incident with { ForeignIds = [Valid.ForeignId, Valid.ForeignId] }, "foreignIds[1]" },
    };

    public static readonly Refused<Place> RefusedPlaces = new()
    {
        { "a relation that is none", place => place with { Relation = (PlaceRelation)99, OffsetKm = null }, "relation" },
        { "an offset left out", place => place with { OffsetKm = null }, "offsetKm" },
        { "an offset without the relation", place => place with { Relation = PlaceRelation.Near }, "offsetKm" },
        { "an offset of nothing", place => place with { OffsetKm = 0 }, "offsetKm" },
        { "a negative offset", place => place with { OffsetKm = -1 }, "offsetKm" },
        { "an offset that is no number", place => place with { OffsetKm = double.NaN }, "offsetKm" },
        { "an offset beyond the earth", place => place with { OffsetKm = 20_001 }, "offsetKm" },
        { "a negative bearing", place => place with { Bearing = -0.1 }, "bearing" },
        { "a bearing above 360", place => place with { Bearing = 360.1 }, "bearing" },
        { "a latitude of 91", place => place with { Latitude = 91 }, "latitude" },
        { "coordinates in reverse", place => place with { Latitude = 118.5, Longitude = 4.9 }, "latitude" },
        { "a longitude of 181", place => place with { Longitude = 181 }, "longitude" },
        { "a longitude that is infinite", place => place with { Longitude = double.NegativeInfinity }, "longitude" },
        { "a longitude that is no number", place => place with { Longitude = double.NaN }, "longitude" },
        { "no latitude", place => place with { Latitude = null }, "latitude" },
        { "no longitude", place => place with { Longitude = null }, "longitude" },
        { "a precision that is none", place => place with { Precision = (PlacePrecision)99 }, "precision" },
        { "no uncertainty at all", place => place with { UncertaintyMeters = 0 }, "uncertaintyMeters" },
        { "an uncertainty beyond the earth", place => place with { UncertaintyMeters = 20_000_001 }, "uncertaintyMeters" },
        { "a code 0 of UCDP", place => place with { UcdpWherePrec = 0 }, "ucdpWherePrec" },
        { "a code 8 of UCDP", place => place with { UcdpWherePrec = 8 }, "ucdpWherePrec" },
        { "a code 0 of ACLED", place => place with { AcledGeoPrecision = 0 }, "acledGeoPrecision" },
        { "a code 4 of ACLED", place => place with { AcledGeoPrecision = 4 }, "acledGeoPrecision" },
        { "a wording of 301 characters", place => place with { Wording = new string('a', 301) }, "wording" },
    };

    public static readonly Allowed<Place> AllowedPlaces = new()
    {
        { "the location alone", _ => new Place { LocationId = Valid.Id } },
        { "the corner of the map", place => place with { Longitude = -180, Latitude = 90 } },
        { "the other corner of the map", place => place with { Longitude = 180, Latitude = -90 } },
        { "null island", place => place with { Longitude = 0, Latitude = 0 } },
        { "north by either name", place => place with { Bearing = 360 } },
    };

    [Fact]
    public async Task Valid_ones_pass()
    {
        Assert.Empty(await Faults.Of(Valid.Incident));
        Assert.Empty(await Faults.Of(Valid.Place));
    }

    [Fact]
    public async Task A_sub_type_of_another_type_is_told_its_own() => Assert.Equal(
        "Must be a sub-type of the type given; air_drone_strike is one of explosions_remote_violence.",
        Assert.Single(await Faults.Of(Valid.Incident with { SubType = IncidentSubType.AirDroneStrike })).Message);

    [Theory]
    [MemberData(nameof(RefusedIncidents))]
    public async Task An_incident_is_refused_with(string what, Func<IncidentDetails, IncidentDetails> change, string path) =>
        await Expect.Fault(what, change(Valid.Incident), path);

    [Theory]
    [MemberData(nameof(RefusedPlaces))]
    public async Task A_place_is_refused_with(string what, Func<Place, Place> change, string path) => await Expect.Fault(what, change(Valid.Place), path);

    [Theory]
    [MemberData(nameof(AllowedPlaces))]
    public async Task A_place_may_be(string what, Func<Place, Place> change) => await Expect.None(what, change(Valid.Place));

    private static IncidentDetails Of(IncidentDetails incident, ResponsibilityClaim responsibility) => incident with { Responsibility = [responsibility] };
}
