using ConflictEvents.Application.Imports.Acled;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Tests.Imports.Acled;

public sealed class AcledEventsTests
{
    /// <summary>In the form of ACLED, about an event that never happened.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Row = new Dictionary<string, string>
    {
        ["event_id_cnty"] = "LBY99001",
        ["event_date"] = "04 May 2019",
        ["year"] = "2019",
        ["time_precision"] = "1",
        ["disorder_type"] = "Political violence",
        ["event_type"] = "Battles",
        ["sub_event_type"] = "Armed clash",
        ["actor1"] = "Military Forces of Libya (2019-)",
        ["assoc_actor_1"] = "Police Forces of Libya; Hill Brigade",
        ["inter1"] = "1",
        ["actor2"] = "Group of the Hills",
        ["assoc_actor_2"] = "",
        ["inter2"] = "Rebel group",
        ["interaction"] = "12",
        ["civilian_targeting"] = "",
        ["iso"] = "434",
        ["region"] = "Northern Africa",
        ["country"] = "Libya",
        ["admin1"] = "West",
        ["admin2"] = "Hills",
        ["admin3"] = "Upper Hills",
        ["location"] = "Hilltown",
        ["latitude"] = "32.5000",
        ["longitude"] = "13.2500",
        ["geo_precision"] = "2",
        ["source"] = "Hill Courier; Coast News",
        ["source_scale"] = "National",
        ["notes"] = "On 4 May, the two fought over a bridge.",
        ["fatalities"] = "3",
        ["tags"] = "",
        ["timestamp"] = "1559000000",
    };

    private readonly Mapping _mapping = new(new AcledEvents(), "2026-03-01");

    [Fact]
    public async Task A_row_becomes_an_incident_with_everything_that_its_columns_say()
    {
        var record = await _mapping.Accepted(Row);

        var incident = record.Details;
        Assert.Equal("LBY99001", record.ExternalId);
        Assert.Equal("Armed clash: Military Forces of Libya (2019-) and Group of the Hills, near Hilltown, Libya, 2019-05-04", incident.Title);
        Assert.Equal("On 4 May, the two fought over a bridge.", incident.Summary);
        Assert.Equal((IncidentType.Battles, IncidentSubType.ArmedClash, null), (incident.Type, incident.SubType, incident.Violence));
        Assert.Equal((PlacePrecision.Near, 2, 13.25), (incident.Place.Precision, incident.Place.AcledGeoPrecision, incident.Place.Longitude));
        Assert.Equal(["acled LBY99001"], incident.ForeignIds.Select(id => $"{id.Scheme} {id.Value}"));
        var citation = Assert.Single(incident.Citations);
        Assert.Equal((_mapping.Release.DocumentId, "LBY99001"), (citation.DocumentId, citation.Record));
        Assert.Equal(["Hill Courier", "Coast News"], citation.AttributedTo.Select(source => _mapping.Name(source.SourceId!.Value)));

        var town = _mapping.Details<LocationDetails>(incident.Place.LocationId);
        Assert.Equal(("Hilltown", "LY", "West", "Hills", "Upper Hills"), (town.Names[0].Text, town.Country, town.Admin1, town.Admin2, town.Admin3));
        Assert.Equal(LocationKind.Admin3, _mapping.Details<LocationDetails>(town.ParentId!.Value).Type);
    }

    [Fact]
    public async Task Actors_are_told_by_code_or_word_and_allies_say_whose_they_are()
    {
        var record = await _mapping.Accepted(Row);

        Assert.Equal(
            [
                ("Military Forces of Libya (2019-)", ActorKind.StateForce, ParticipantRole.Involved, null),
                ("Police Forces of Libya", ActorKind.StateForce, ParticipantRole.Ally, "associated with Military Forces of Libya (2019-)"),
                ("Hill Brigade", ActorKind.Organisation, ParticipantRole.Ally, "associated with Military Forces of Libya (2019-)"),
                ("Group of the Hills", ActorKind.RebelGroup, ParticipantRole.Involved, null),
            ],
            record.Details.Participants.Select(participant => (_mapping.Name(participant.ActorId), _mapping.Details<ActorDetails>(participant.ActorId).Type, participant.Role, participant.Wording)));
    }

    [Theory]
    [InlineData("Violence against civilians", "Attack", "3", "Civilians (Libya)", "7", ParticipantRole.Attacker, ParticipantRole.Target)]
    [InlineData("Explosions/Remote violence", "Air/drone strike", "External/Other forces", "Group of the Hills", "2", ParticipantRole.Attacker, ParticipantRole.Target)]
    [InlineData("Riots", "Mob violence", "Rioters", "Civilians (Libya)", "Civilians", ParticipantRole.Attacker, ParticipantRole.Target)]
    [InlineData("Protests", "Peaceful protest", "6", "", "0", ParticipantRole.Involved, null)]
    public async Task Who_attacks_civilians_or_from_afar_is_the_attacker(
        string type, string subType, string inter1, string actor2, string inter2, ParticipantRole first, ParticipantRole? second)
    {
        var record = await _mapping.Accepted(Row.With(
            ("event_type", type), ("sub_event_type", subType), ("actor1", "Someone"), ("assoc_actor_1", ""), ("inter1", inter1), ("actor2", actor2), ("inter2", inter2),
            ("assoc_actor_2", actor2.Length > 0 && inter2 is "7" ? "Students (Libya)" : "")));

        Assert.Equal(first, record.Details.Participants[0].Role);
        Assert.Equal(second, record.Details.Participants.Count > 1 ? record.Details.Participants[1].Role : (ParticipantRole?)null);
        if (inter2 is "7")
            Assert.Equal((ParticipantRole.Target, ActorKind.Civilians), (record.Details.Participants[2].Role, _mapping.Details<ActorDetails>(record.Details.Participants[2].ActorId).Type));
    }

    [Fact]
    public async Task Fatalities_are_the_lowest_report_and_zero_is_unknown()
    {
        var some = Assert.Single((await _mapping.Accepted(Row)).Claims);
        var none = Assert.Single((await _mapping.Accepted(Row.With(("fatalities", "0")))).Claims);
        var mapped = await _mapping.Map(Row.With(("fatalities", "")));

        Assert.Equal((Measure.Killed, VictimGroup.All, 3, Qualifier.AtLeast, _mapping.Release.SourceId), (some.Measure, some.Victims, some.Number, some.Qualifier, some.Claimant.SourceId));
        Assert.Equal((new DateOnly(2019, 5, 27), true), (some.StatedOn, some.DateInferred));
        Assert.Equal((null, null, "zero or unknown"), (none.Number, none.Low, none.Wording));
        Assert.Empty(mapped.Record!.Claims);
        Assert.Equal(["no-figures"], mapped.Faults.Select(fault => fault.Code));
    }

    [Theory]
    [InlineData("1", "2019-05-04", "2019-05-04", DatePrecision.Day)]
    [InlineData("2", "2019-04-28", "2019-05-10", DatePrecision.Week)]
    [InlineData("3", "2019-05-01", "2019-05-31", DatePrecision.Month)]
    public async Task A_vague_day_is_a_window(string code, string earliest, string latest, DatePrecision precision)
    {
        var occurred = (await _mapping.Accepted(Row.With(("time_precision", code)))).Details.Occurred;

        Assert.Equal((earliest, latest, precision, code != "1"), ($"{occurred.Earliest:yyyy-MM-dd}", $"{occurred.Latest:yyyy-MM-dd}", occurred.Precision, occurred.Inferred));
    }

    [Fact]
    public async Task A_vague_day_reaches_no_further_than_today() =>
        Assert.Equal(new DateOnly(2026, 4, 1), (await _mapping.Accepted(Row.With(("event_date", "2026-03-30"), ("time_precision", "2")))).Details.Occurred.Latest);

    [Theory]
    [InlineData("1", "Hilltown", PlacePrecision.Exact)]
    [InlineData("3", "West", PlacePrecision.Admin1)]
    [InlineData("", "Libya", PlacePrecision.Country)]
    public async Task The_location_is_as_precise_as_geo_precision_says(string code, string name, PlacePrecision precision)
    {
        var place = (await _mapping.Accepted(Row.With(("geo_precision", code)))).Details.Place;

        Assert.Equal((name, precision), (_mapping.Name(place.LocationId), place.Precision));
    }

    [Theory]
    [InlineData("event_id_cnty", "", "missing-value")]
    [InlineData("event_date", "05/04/2019", "invalid-date")]
    [InlineData("event_type", "Quarrels", "unknown-code")]
    [InlineData("actor1", "", "missing-value")]
    [InlineData("latitude", "132", "coordinate-out-of-range")]
    [InlineData("fatalities", "many", "invalid-number")]
    [InlineData("time_precision", "4", "unknown-code")]
    public async Task A_row_that_breaks_a_rule_is_rejected_with_column_and_code(string column, string cell, string code)
    {
        var fault = Assert.Single((await _mapping.Map(Row.With((column, cell)))).Faults);

        Assert.Equal((column, code, cell.Length == 0 ? null : cell, true), (fault.Column, fault.Code, fault.Value, fault.Rejects));
    }

    [Theory]
    [InlineData("sub_event_type", "Quarrel", "unknown-code")]
    [InlineData("sub_event_type", "Mob violence", "types-differ")]
    [InlineData("inter1", "Neighbours", "unknown-code")]
    [InlineData("iso", "999", "")]
    public async Task What_is_doubtful_is_told_of_and_goes_in(string column, string cell, string code)
    {
        var mapped = await _mapping.Map(Row.With((column, cell)));
        var record = await _mapping.Accepted(Row.With((column, cell)));

        Assert.Equal(code, string.Join(';', mapped.Faults.Select(fault => fault.Code)));
        Assert.Equal(column == "sub_event_type", record.Details.SubType is null);
    }

    [Fact]
    public async Task The_time_of_the_upload_does_not_make_a_row_a_new_one()
    {
        var first = await _mapping.Accepted(Row);
        var second = await _mapping.Accepted(Row.With(("timestamp", "1700000000")));

        Assert.Equal(first.ContentHash, second.ContentHash);
        Assert.Equal(first.Claims[0].Id, second.Claims[0].Id);
        Assert.NotEqual(first.ContentHash, (await _mapping.Accepted(Row.With(("notes", "Another")))).ContentHash);
    }

    [Fact]
    public async Task Long_notes_are_shortened_and_told_of()
    {
        var mapped = await _mapping.Map(Row.With(("notes", new string('n', 5_001))));

        Assert.Equal(["notes shortened"], mapped.Faults.Select(fault => $"{fault.Column} {fault.Code}"));
        Assert.Equal(5_000, mapped.Record!.Details.Summary!.Length);
    }

    [Fact]
    public void Its_records_may_not_be_passed_on()
    {
        var format = new AcledEvents();

        Assert.False(format.Redistributable);
        Assert.Equal(SourceKind.Dataset, format.Source.Type);
    }
}
