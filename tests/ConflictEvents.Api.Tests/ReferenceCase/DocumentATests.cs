using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>What document A says, The National's article of 4 or 5 May 2019: the attack near Sabha, the ministry's toll, and the background.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class DocumentATests(SampleService sample)
{
    [Fact]
    public async Task Its_title_publisher_address_and_date_are_marked_as_inferred() =>
        (await Read($"/v1/documents/{Libya.DocumentA}")).Holds(
            """
            {
              "title": "Libya: fighting near Tripoli kills 187, over 1,000 wounded",
              "source": { "name": "The National", "type": "newspaper" },
              "published": { "earliest": "2019-05-04", "latest": "2019-05-05", "inferred": true },
              "inferred": ["title", "source", "url", "published"]
            }
            """);

    [Fact]
    public async Task Islamic_State_attacks_a_camp_that_the_LNA_defends() =>
        (await Read(Libya.Camp)).Holds(
            """
            { "participants": [
                { "actor": { "name": "Islamic State" }, "role": "attacker" },
                { "actor": { "name": "Libyan National Army" }, "role": "defender" } ] }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task A_vehicle_is_driven_into_the_camp_and_the_guards_engage()
    {
        var summary = (await Read(Libya.Camp))["summary"]!.GetValue<string>();

        Assert.Contains("drove with a vehicle into a camp", summary, StringComparison.Ordinal);
        Assert.Contains("the guards engaged them", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_attack_is_no_car_bomb_for_the_text_does_not_say_so()
    {
        (await Read(Libya.Camp)).Holds("""{ "type": "battles", "subType": "armed_clash" }""");
        Assert.DoesNotContain(
            "Islamic State attack on a training camp of the Libyan National Army near Sabha",
            (await Read("/v1/incidents?type=explosions_remote_violence")).Texts("title"));
    }

    [Fact]
    public async Task Officials_of_the_LNA_tell_the_course_of_the_attack() =>
        (await Read(Libya.Camp))["citations"]!.Holds(
            """[{ "attributedTo": [{ "actor": { "name": "Libyan National Army" }, "description": "officials of the LNA" }] }]""");

    [Fact]
    public async Task The_camp_is_near_Sabha_and_its_own_place_is_not_known() =>
        (await Read(Libya.Camp)).Holds(
            """
            { "place": { "location": { "name": "Sabha", "country": "LY" }, "relation": "near", "precision": "near",
                         "uncertaintyMeters": 25000, "wording": "near the town of Sabha" } }
            """);

    [Fact]
    public async Task Sabha_is_650_km_from_Tripoli() =>
        (await Read(Libya.Camp)).Statement(
            """
            { "claimant": { "source": { "name": "The National" } }, "location": { "name": "Sabha" },
              "quantities": [{ "number": 650, "unit": "kilometres from Tripoli" }] }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task The_day_of_the_attack_is_inferred_for_the_text_gives_none() =>
        (await Read(Libya.Camp)).Holds(
            """{ "occurred": { "earliest": "2019-05-04", "latest": "2019-05-04", "precision": "day", "wording": null, "inferred": true } }""");

    [Fact]
    public async Task Nine_soldiers_are_killed_in_the_publishers_own_voice() =>
        (await Read(Libya.Camp)).Claim(1).Holds(
            """
            { "measure": "killed", "number": 9, "qualifier": "exactly", "victims": "combatants",
              "victimsActor": { "name": "Libyan National Army" }, "basis": "incident",
              "claimant": { "actor": null, "source": { "name": "The National" } },
              "citations": [{ "quote": "killing nine soldiers", "attributedTo": [] }] }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task Islamic_State_claims_responsibility() =>
        (await Read(Libya.Camp))["responsibility"].Only(
            """{ "stance": "claimed", "actor": { "name": "Islamic State" }, "by": { "actor": { "name": "Islamic State" } } }""")
            .CitedTo(Libya.DocumentA);

    [Fact]
    public async Task Islamic_State_says_that_at_least_16_soldiers_were_killed_or_wounded() =>
        (await Read(Libya.Camp)).Claim(2).Holds(
            """
            { "measure": "killed_or_injured", "number": 16, "qualifier": "at_least", "victims": "combatants",
              "victimsActor": { "name": "Libyan National Army" }, "claimant": { "actor": { "name": "Islamic State" }, "source": null } }
            """).CitedTo(Libya.DocumentA);

    [Theory]
    [InlineData(31, "killed", 187, "at_least")]
    [InlineData(32, "injured", 1000, "more_than")]
    public async Task A_spokesman_of_the_Health_Ministry_counts_killed_and_wounded_in_southern_Tripoli_on_Saturday(
        int claim, string measure, int number, string qualifier) =>
        (await Read(Libya.Battle)).Claim(claim).Holds(
            $$"""
            { "measure": "{{measure}}", "number": {{number}}, "qualifier": "{{qualifier}}", "victims": "all", "basis": "cumulative",
              "asOf": "2019-05-04", "area": "southern Tripoli",
              "claimant": { "source": { "name": "Ministry of Health in Tripoli" }, "description": "a spokesman" },
              "statedOn": "2019-05-04", "statedWording": "on Saturday", "dateInferred": true }
            """).CitedTo(Libya.DocumentA);

    [Theory]
    [InlineData(Libya.Ministry)]
    [InlineData(Libya.FieldMedicalCentre)]
    public async Task The_ministry_and_the_medical_centre_speak_for_a_belligerent(string source) =>
        (await Read(source)).Holds("""{ "affiliatedActor": { "name": "Government of National Accord" } }""");

    [Fact]
    public async Task Of_the_wounded_1157_are_taken_abroad_to_four_countries() =>
        (await Read(Libya.Battle)).Claim(34).Holds(
            $$"""
            { "measure": "evacuated", "number": 1157, "qualifier": "exactly", "subsetOf": "{{Libya.Claim(32)}}",
              "destinations": ["TN", "TR", "IT", "UA"],
              "claimant": { "source": { "name": "Field Medical Centre" }, "description": "Tarek Al Hamshiri, head of the Field Medical Centre" },
              "statedOn": null, "dateInferred": true }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task OCHA_counts_at_least_23_civilians_killed_since_5_April() =>
        (await Read(Libya.Battle)).Claim(33).Holds(
            """
            { "measure": "killed", "number": 23, "qualifier": "at_least", "victims": "civilians", "basis": "cumulative", "area": null,
              "periodStart": "2019-04-05", "claimant": { "source": { "name": "United Nations Office for the Coordination of Humanitarian Affairs" } } }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task Most_of_the_dead_are_fighters_without_a_number() =>
        (await Read(Libya.Battle)).Claim(37).Holds(
            """
            { "measure": "killed", "number": null, "qualifier": null, "low": null, "high": null, "wording": "most of the deaths so far",
              "victims": "combatants", "claimant": { "source": { "name": "The National" } } }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task OCHA_says_on_Friday_that_55000_are_displaced_be_it_stock_or_flow() =>
        (await Read(Libya.Battle)).Claim(35).Holds(
            """
            { "measure": "displaced", "number": 55000, "stockOrFlow": "not_stated",
              "claimant": { "source": { "name": "United Nations Office for the Coordination of Humanitarian Affairs" } },
              "statedOn": "2019-05-03", "statedWording": "on Friday", "dateInferred": true }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task The_710_fighters_killed_in_2014_belong_to_another_conflict()
    {
        (await Read(Libya.War)).Claim(51).Holds(
            """
            { "measure": "killed", "number": 710, "victims": "combatants", "basis": "cumulative", "periodStart": "2014-01-01", "asOf": "2014-12-31",
              "claimant": { "actor": { "name": "Government of National Accord" } } }
            """).CitedTo(Libya.DocumentA);
        Assert.DoesNotContain((await Read(Libya.Battle))["claims"]!.AsArray(), claim => claim!["number"]?.GetValue<int>() == 710);
    }

    [Fact]
    public async Task On_Saturday_the_GNA_recognises_them_as_martyrs_which_is_an_administrative_act() =>
        (await Read(Libya.War)).Statement(
            """
            { "claimant": { "actor": { "name": "Government of National Accord" } },
              "occurred": { "earliest": "2019-05-04", "latest": "2019-05-04", "wording": "on Saturday", "inferred": true },
              "quantities": [{ "number": 710, "unit": "fighters recognised as martyrs" }] }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task Its_motive_comes_from_an_unnamed_source_through_Reuters_and_the_publisher() =>
        (await Read(Libya.War)).Statement(
            """
            { "claimant": { "actor": null, "source": null, "description": "an unnamed government source" },
              "relayedVia": [{ "source": { "name": "Reuters" } }],
              "actors": [{ "name": "Government of National Accord" }, { "name": "Zintan forces" }, { "name": "Libyan National Army" }],
              "citations": [{ "document": { "source": { "name": "The National" } } }] }
            """);

    [Fact]
    public async Task The_backing_by_the_US_president_is_what_officials_of_the_LNA_assert() =>
        (await Read(Libya.Lna)).Relation("backed_by", "Donald Trump").Holds(
            """{ "assertedBy": [{ "actor": { "name": "Libyan National Army" }, "description": "officials of the LNA" }] }""")
            .CitedTo(Libya.DocumentA);

    [Fact]
    public async Task The_telephone_call_with_the_US_president_was_last_month() =>
        (await Read(Libya.Battle)).Statement(
            """
            { "claimant": { "actor": { "name": "Libyan National Army" }, "description": "officials of the LNA" },
              "actors": [{ "name": "Donald Trump" }, { "name": "Libyan National Army" }, { "name": "Khalifa Haftar" }],
              "occurred": { "earliest": "2019-04-01", "latest": "2019-04-30", "wording": "last month", "inferred": true } }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task The_LNA_took_Sabha_last_year_which_another_document_contradicts()
    {
        var dates = (await Read(Libya.Capture))["dateStatements"];

        dates.Only("""{ "date": { "earliest": "2018-01-01", "latest": "2018-12-31", "wording": "last year" } }""").CitedTo(Libya.DocumentA);
        dates.Only("""{ "date": { "earliest": "2019-01-24", "latest": "2019-01-24" } }""").CitedTo(Libya.ReportOnSabha);
    }

    [Fact]
    public async Task That_the_capture_was_against_terrorists_is_what_the_LNA_says() =>
        (await Read(Libya.Capture)).Statement("""{ "claimant": { "actor": { "name": "Libyan National Army" } } }""").CitedTo(Libya.DocumentA);

    [Fact]
    public async Task Haftar_and_Sarraj_met_in_the_United_Arab_Emirates() =>
        (await Read(Libya.Battle)).Statement(
            """
            { "assertion": "affirmed", "location": { "name": "United Arab Emirates" },
              "actors": [{ "name": "Khalifa Haftar" }, { "name": "Fayez al-Sarraj" }], "occurred": { "wording": "earlier this year" } }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task The_talks_in_Ghadames_did_not_happen() =>
        (await Read(Libya.Battle)).Statement(
            """
            { "assertion": "did_not_happen", "location": { "name": "Ghadames" },
              "actors": [{ "name": "Libyan National Army" }, { "name": "Government of National Accord" }],
              "occurred": { "earliest": "2019-04-01", "latest": "2019-04-30", "wording": "in April" } }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task Rival_authorities_in_east_and_west_lean_on_armed_groups() =>
        (await Read(Libya.War)).Statement(
            """
            { "claimant": { "source": { "name": "The National" } }, 
              "actors": [{ "name": "Eastern Libyan government" }, { "name": "Government of National Accord" }] }
            """).CitedTo(Libya.DocumentA);

    [Fact]
    public async Task The_eastern_government_backs_Haftar() =>
        (await Read(Libya.Haftar)).Relation("backed_by", "Eastern Libyan government").CitedTo(Libya.DocumentA);

    private Task<JsonNode> Read(string path) => sample.Service.Reader.Get(path);
}
