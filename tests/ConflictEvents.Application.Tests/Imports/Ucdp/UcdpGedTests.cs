using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Ucdp;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Tests.Imports.Ucdp;

public sealed class UcdpGedTests
{
    private readonly Mapping _mapping = new(new UcdpGed(), "23.1");

    [Fact]
    public async Task A_row_becomes_an_incident_with_everything_that_its_columns_say()
    {
        var record = await _mapping.Accepted(GedRows.StateBased);

        var incident = record.Details;
        Assert.Equal("900001", record.ExternalId);
        Assert.Equal("Fighting between Government of Libya and Group of the Hills near Hilltown, Libya, 2019-05-03 to 2019-05-04", incident.Title);
        Assert.Equal((IncidentType.Battles, IncidentSubType.ArmedClash, UcdpViolence.StateBased), (incident.Type, incident.SubType, incident.Violence));
        Assert.Equal(new DateWindow { Earliest = new(2019, 5, 3), Latest = new(2019, 5, 4), Precision = DatePrecision.Days }, incident.Occurred);
        Assert.Equal([("ucdp", "900001")], incident.ForeignIds.Select(id => (id.Scheme, id.Value)));
        Assert.Equal((13.25, 32.5, PlaceRelation.Near, PlacePrecision.Near, 2), (incident.Place.Longitude, incident.Place.Latitude, incident.Place.Relation, incident.Place.Precision, incident.Place.UcdpWherePrec));
        Assert.Equal("on the road\nto Hilltown", incident.Place.Wording);
        Assert.Equal(
            [("Government of Libya", ParticipantRole.Involved), ("Group of the Hills", ParticipantRole.Involved)],
            incident.Participants.Select(participant => (_mapping.Name(participant.ActorId), participant.Role)));
    }

    [Fact]
    public async Task The_place_stands_below_its_district_province_and_country()
    {
        var record = await _mapping.Accepted(GedRows.StateBased);

        var town = _mapping.Details<LocationDetails>(record.Details.Place.LocationId);
        var district = _mapping.Details<LocationDetails>(town.ParentId!.Value);
        var province = _mapping.Details<LocationDetails>(district.ParentId!.Value);
        var country = _mapping.Details<LocationDetails>(province.ParentId!.Value);
        Assert.Equal((LocationKind.PopulatedPlace, "Hilltown", "LY", "Hill province", "Upper district", 13.25), (town.Type, town.Names[0].Text, town.Country, town.Admin1, town.Admin2, town.Longitude));
        Assert.Equal((LocationKind.Admin2, "Upper district", "Hill province", null), (district.Type, district.Names[0].Text, district.Admin1, district.Longitude));
        Assert.Equal((LocationKind.Admin1, "Hill province"), (province.Type, province.Names[0].Text));
        Assert.Equal((LocationKind.Country, "Libya", "LY"), (country.Type, country.Names[0].Text, country.Country));
        Assert.Equal(["LY", "LBY", "434", "620"], country.ForeignIds.Select(id => id.Value));
    }

    [Theory]
    [InlineData("1", PlacePrecision.Exact, "Hilltown")]
    [InlineData("2", PlacePrecision.Near, "Hilltown")]
    [InlineData("3", PlacePrecision.Admin2, "Upper district")]
    [InlineData("4", PlacePrecision.Admin1, "Hill province")]
    [InlineData("5", PlacePrecision.PartOfCountry, "Hilltown")]
    [InlineData("6", PlacePrecision.Country, "Libya")]
    [InlineData("7", PlacePrecision.WaterOrAir, "Hilltown")]
    [InlineData("", PlacePrecision.Country, "Libya")]
    public async Task The_location_is_as_precise_as_where_prec_says(string code, PlacePrecision precision, string name)
    {
        var record = await _mapping.Accepted(GedRows.StateBased.With(("where_prec", code)));

        Assert.Equal((precision, name), (record.Details.Place.Precision, _mapping.Name(record.Details.Place.LocationId)));
        Assert.Equal(13.25, record.Details.Place.Longitude);
    }

    [Fact]
    public async Task A_town_that_bears_the_name_of_its_district_is_that_district_and_not_below_itself()
    {
        var record = await _mapping.Accepted(GedRows.StateBased.With(("where_coordinates", "Upper District"), ("where_prec", "1")));

        Assert.Equal(LocationKind.Admin2, _mapping.Details<LocationDetails>(record.Details.Place.LocationId).Type);
    }

    [Fact]
    public async Task Conflicts_dyads_and_actors_keep_their_ids_and_stand_below_one_another()
    {
        var record = await _mapping.Accepted(GedRows.StateBased);

        var dyad = _mapping.Details<ConflictDetails>(Assert.Single(record.Details.ConflictIds));
        var conflict = _mapping.Details<ConflictDetails>(dyad.ParentId!.Value);
        Assert.Equal(["ucdp-dyad 920", "ucdp-dset 22"], dyad.ForeignIds.Select(id => $"{id.Scheme} {id.Value}"));
        Assert.Equal(["ucdp 910", "ucdp-dset 11"], conflict.ForeignIds.Select(id => $"{id.Scheme} {id.Value}"));
        Assert.Equal([(ConflictSide.A, "Government of Libya"), (ConflictSide.B, "Group of the Hills")], dyad.Belligerents.Select(side => (side.Side!.Value, _mapping.Name(side.ActorId))));

        var (sideA, sideB) = (_mapping.Details<ActorDetails>(record.Details.Participants[0].ActorId), _mapping.Details<ActorDetails>(record.Details.Participants[1].ActorId));
        Assert.Equal((ActorKind.Government, "LY"), (sideA.Type, sideA.Country));
        Assert.Equal((ActorKind.RebelGroup, null), (sideB.Type, sideB.Country));
        Assert.Equal(["ucdp 111"], sideA.ForeignIds.Select(id => $"{id.Scheme} {id.Value}"));
        Assert.Equal(["ucdp 930", "ucdp-dset 2201"], sideB.ForeignIds.Select(id => $"{id.Scheme} {id.Value}"));
    }

    [Fact]
    public async Task One_sided_violence_has_an_attacker_and_civilians_for_a_target()
    {
        var record = await _mapping.Accepted(GedRows.OneSided);
        var older = await _mapping.Accepted(GedRows.OneSided.With(("id", "900004"), ("side_b_new_id", "9999")));

        Assert.Equal((IncidentType.ViolenceAgainstCivilians, IncidentSubType.Attack, UcdpViolence.OneSided), (record.Details.Type, record.Details.SubType, record.Details.Violence));
        Assert.Equal("Attack by Group of the Hills on civilians near Hilltown, Libya, 2019-05-03 to 2019-05-04", record.Details.Title);
        Assert.Equal([ParticipantRole.Attacker, ParticipantRole.Target], record.Details.Participants.Select(participant => participant.Role));
        Assert.Equal(ActorKind.Civilians, _mapping.Details<ActorDetails>(record.Details.Participants[1].ActorId).Type);
        Assert.Equal(record.Details.Participants[1].ActorId, older.Details.Participants[1].ActorId);
        Assert.Equal(
            [(VictimGroup.All, null), (VictimGroup.Combatants, 0), (VictimGroup.Civilians, 4), (VictimGroup.Unknown, 0)],
            record.Claims.Select(claim => (claim.Victims, claim.Number)));
    }

    [Fact]
    public async Task A_file_with_fewer_columns_and_other_names_is_mapped_by_name()
    {
        var record = await _mapping.Accepted(GedRows.Thin);

        Assert.Equal((IncidentType.Battles, UcdpViolence.NonState), (record.Details.Type, record.Details.Violence));
        Assert.Equal(new DateWindow { Earliest = new(2019, 5, 3), Latest = new(2019, 5, 3), Inferred = true }, record.Details.Occurred);
        Assert.Equal((PlacePrecision.Country, 13.25, "Libya"), (record.Details.Place.Precision, record.Details.Place.Longitude, _mapping.Name(record.Details.Place.LocationId)));
        Assert.Equal(["ucdp-name Group of the Hills"], _mapping.Details<ActorDetails>(record.Details.Participants[0].ActorId).ForeignIds.Select(id => $"{id.Scheme} {id.Value}"));
        Assert.Equal("Group of the Hills - Group of the Coast", _mapping.Name(Assert.Single(record.Details.ConflictIds)));
        Assert.Equal((1, 2, 3), (record.Claims[0].Low, record.Claims[0].Best, record.Claims[0].High));
        Assert.Single(record.Claims);
    }

    [Fact]
    public async Task Ids_that_programs_took_for_numbers_are_the_same_ids()
    {
        var first = await _mapping.Accepted(GedRows.StateBased);
        var second = await _mapping.Accepted(GedRows.StateBased.With(("id", "900001.0"), ("side_b_new_id", "930.0"), ("dyad_new_id", "920.0"), ("country_id", "620.0"), ("latitude", "32.500000")));

        Assert.Equal((first.IncidentId, first.ExternalId, first.ContentHash), (second.IncidentId, second.ExternalId, second.ContentHash));
        Assert.Equal(first.Details.Participants.Select(participant => participant.ActorId), second.Details.Participants.Select(participant => participant.ActorId));
        Assert.Equal(first.Details.ConflictIds, second.Details.ConflictIds);
        Assert.Equal(first.Claims.Select(claim => claim.Id), second.Claims.Select(claim => claim.Id));
    }

    [Fact]
    public async Task What_a_redistributor_adds_or_derives_does_not_make_a_row_a_new_one()
    {
        var first = await _mapping.Accepted(GedRows.StateBased);
        var second = await _mapping.Accepted(GedRows.StateBased.With(("geom_wkt", "POINT (13.250000 32.500000)"), ("iso3", "LBY"), ("start_year", "2019")));
        var third = await _mapping.Accepted(GedRows.StateBased.With(("adm_1", "Hills")));

        Assert.Equal(first.ContentHash, second.ContentHash);
        Assert.NotEqual(first.ContentHash, third.ContentHash);
    }

    [Fact]
    public async Task An_import_arrives_at_the_same_ids_as_the_one_before_it_and_creates_what_it_is_not_told_of()
    {
        var first = await _mapping.Accepted(GedRows.StateBased);
        var again = new Mapping(new UcdpGed(), "23.1");
        again.References.Know(new Mention(ResourceKind.Actor, "ucdp", "930"), Guid.Parse("019a0000-0001-7000-8000-000000000001"));
        var second = (await again.Map(GedRows.StateBased)).Record!;

        Assert.Equal(first.Details.Place.LocationId, second.Details.Place.LocationId);
        Assert.Equal(first.Details.Citations.Select(citation => citation.DocumentId), second.Details.Citations.Select(citation => citation.DocumentId));
        Assert.Equal(Guid.Parse("019a0000-0001-7000-8000-000000000001"), second.Details.Participants[1].ActorId);
        Assert.Equal(_mapping.New.Count - 1, again.New.Count);
        Assert.All(again.New, reference => Assert.Contains(_mapping.New, before => before.Id == reference.Id));
    }

    public static Refusals Refusals => new()
    {
        { "no id", row => row.With(("id", "")), "id missing-value" },
        { "an unknown type", row => row.With(("type_of_violence", "4")), "type_of_violence unknown-code" },
        { "no side", row => row.With(("side_b", "NA")), "side_b missing-value" },
        { "no date", row => row.With(("date_start", "")), "date_start missing-value" },
        { "a date that may be two", row => row.With(("date_start", "03/05/2019")), "date_start invalid-date" },
        { "a date of the 19th century", row => row.With(("date_start", "1899-12-31")), "date_start date-out-of-range" },
        { "a date to come", row => row.With(("date_end", "2026-04-02")), "date_end date-out-of-range" },
        { "an end before the start", row => row.With(("date_end", "2019-05-02")), "date_end dates-reversed" },
        { "three years", row => row.With(("date_start", "2016-05-02")), "date_end span-too-long" },
        { "a latitude of 91", row => row.With(("latitude", "91")), "latitude coordinate-out-of-range" },
        { "a latitude that is no number", row => row.With(("latitude", "NaN")), "latitude coordinate-out-of-range" },
        { "half a point", row => row.With(("longitude", "")), "longitude missing-value" },
        { "an unknown precision", row => row.With(("where_prec", "9")), "where_prec unknown-code" },
        { "no country", row => row.With(("country", ""), ("country_id", "")), "country missing-value" },
        { "half a person", row => row.With(("best", "2.5")), "best invalid-number" },
        { "fewer than nobody", row => row.With(("deaths_a", "-2")), "deaths_a invalid-number" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_row_that_breaks_a_rule_is_rejected_with_column_and_code(string what, Func<IReadOnlyDictionary<string, string>, Dictionary<string, string>> change, string expected)
    {
        var mapped = await _mapping.Map(change(GedRows.StateBased));

        var fault = Assert.Single(mapped.Faults, fault => fault.Rejects);
        Assert.True(expected == $"{fault.Column} {fault.Code}", $"{what}: {fault}");
        Assert.Equal(2, fault.Line);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        Assert.Equal([ResourceKind.Source, ResourceKind.Document], _mapping.New.Select(reference => reference.Kind));
    }

    [Fact]
    public void A_header_without_what_every_row_needs_is_refused()
    {
        var format = new UcdpGed();

        Assert.Empty(Missing(GedRows.StateBased.Keys));
        Assert.Empty(Missing(GedRows.Thin.Keys));
        Assert.Equal(["best", "date_start (or year and month and day)", "country (or country_id)"], Missing(GedRows.Thin.Without("best_death", "month", "country").Keys));

        IReadOnlyList<string> Missing(IEnumerable<string> columns)
        {
            var header = Given.Read(string.Join(',', columns) + "\n", format: format).GetAwaiter().GetResult().Header;
            return header.Error is null ? [] : header.Error.Message["The header lacks ".Length..^1].Split(", ");
        }
    }

    [Theory]
    [InlineData("1", "2019-05-03", "2019-05-03", DatePrecision.Day, "")]
    [InlineData("1", "2019-05-03", "2019-05-04", DatePrecision.Days, "date_prec precision-and-dates-differ")]
    [InlineData("3", "2019-05-03T00:00:00", "2019-05-09", DatePrecision.Week, "")]
    [InlineData("5", "2019-05-03", "2019-05-09", DatePrecision.Year, "")]
    [InlineData("4", "2018-05-03", "2019-05-02", DatePrecision.Year, "date_prec precision-and-dates-differ")]
    [InlineData("", "3 May 2019", "03-May-2019", DatePrecision.Day, "")]
    public async Task Dates_are_read_in_several_forms_and_a_long_span_is_not_passed_off_as_precise(string code, string start, string end, DatePrecision precision, string warning)
    {
        var mapped = await _mapping.Map(GedRows.StateBased.With(("date_prec", code), ("date_start", start), ("date_end", end), ("source_date", "2019-06-01;2019-06-01")));

        Assert.Equal(precision, mapped.Record!.Details.Occurred.Precision);
        Assert.Equal(warning, string.Join(';', mapped.Faults.Where(fault => fault.Column == "date_prec").Select(fault => $"{fault.Column} {fault.Code}")));
    }

    [Fact]
    public async Task A_country_without_a_code_is_kept_by_name_and_told_of()
    {
        var mapped = await _mapping.Map(GedRows.StateBased.With(("country_id", "315"), ("country", "Czechoslovakia"), ("where_prec", "6")));
        var yemen = await _mapping.Accepted(GedRows.StateBased.With(("country_id", "678"), ("country", "Yemen (North Yemen)"), ("where_prec", "6")));

        Assert.Equal(["unknown-country"], mapped.Faults.Select(fault => fault.Code));
        var country = _mapping.Details<LocationDetails>(mapped.Record!.Details.Place.LocationId);
        Assert.Equal(("Czechoslovakia", null), (country.Names[0].Text, country.Country));
        Assert.Equal(["Yemen", "Yemen (North Yemen)"], _mapping.Details<LocationDetails>(yemen.Details.Place.LocationId).Names.Select(name => name.Text));
    }
}

public sealed class Refusals : TheoryData<string, Func<IReadOnlyDictionary<string, string>, Dictionary<string, string>>, string>;
