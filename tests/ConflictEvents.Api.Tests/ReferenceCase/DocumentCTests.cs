using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>What document C says, France 24's report of 12 April 2019: the air strike near Zuwara, and WHO's first toll.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class DocumentCTests(SampleService sample)
{
    [Fact]
    public async Task Its_publisher_and_date_are_inferred_and_it_uses_material_of_Sputnik_and_Reuters() =>
        (await Read($"/v1/documents/{Libya.DocumentC}")).Holds(
            """
            {
              "source": { "name": "France 24" },
              "contributingSources": [{ "name": "Sputnik" }, { "name": "Reuters" }],
              "published": { "earliest": "2019-04-12", "latest": "2019-04-12", "inferred": true },
              "inferred": ["source", "published"]
            }
            """);

    [Fact]
    public async Task On_Friday_a_warplane_of_the_eastern_forces_strikes_a_camp_of_a_force_allied_with_the_GNA() =>
        (await Read(Libya.Zuwara)).Holds(
            """
            { "subType": "air_drone_strike",
              "occurred": { "earliest": "2019-04-12", "latest": "2019-04-12", "wording": "on Friday", "inferred": true },
              "participants": [
                { "actor": { "name": "Libyan National Army" }, "role": "attacker" },
                { "actor": { "name": "Forces allied with the Government of National Accord" }, "role": "target" } ] }
            """).CitedTo(Libya.DocumentC);

    [Fact]
    public async Task The_camp_is_near_Zuwara_not_in_it() =>
        (await Read(Libya.Zuwara)).Holds("""{ "place": { "location": { "name": "Zuwara" }, "relation": "near", "uncertaintyMeters": 25000 } }""");

    [Fact]
    public async Task The_witnesses_are_an_eastern_military_source_and_residents() =>
        (await Read(Libya.Zuwara))["citations"]!.Holds(
            """[{ "paragraph": 9, "attributedTo": [{ "description": "an eastern military source" }, { "description": "residents near Zuwara" }] }]""");

    [Theory]
    [InlineData("an eastern military source")]
    [InlineData("residents near Zuwara")]
    public async Task Each_witness_attributes_the_strike_to_the_eastern_forces(string witness) =>
        (await Read(Libya.Zuwara))["responsibility"].Only(
            $$"""{ "stance": "attributed", "actor": { "name": "Libyan National Army" }, "by": { "description": "{{witness}}" } }""")
            .CitedTo(Libya.DocumentC);

    [Fact]
    public async Task Fighting_around_a_disused_airport_is_placed_by_an_offset_from_Tripoli() =>
        (await Read(Libya.Airport)).Holds(
            """
            { "type": "battles",
              "place": { "location": { "name": "Tripoli" }, "relation": "offset", "offsetKm": 11, "bearing": null,
                         "uncertaintyMeters": 12000, "wording": "about 11 km (7 miles)" } }
            """).CitedTo(Libya.DocumentC);

    [Fact]
    public async Task The_fighting_around_the_airport_is_undated_so_it_may_have_been_on_any_day_since_the_offensive_began() =>
        (await Read(Libya.Airport)).Holds(
            """{ "occurred": { "earliest": "2019-04-04", "latest": "2019-04-12", "wording": "has broken out", "inferred": true } }""");

    [Theory]
    [InlineData(11, "killed", 75, "all", null)]
    [InlineData(12, "injured", 323, "all", null)]
    [InlineData(13, "killed", 7, "civilians", 11)]
    [InlineData(14, "injured", 10, "civilians", 12)]
    public async Task WHO_gives_four_figures_after_a_week_two_of_them_parts_of_the_others(
        int claim, string measure, int number, string victims, int? subsetOf) =>
        (await Read(Libya.Battle)).Claim(claim).Holds(
            $$"""
            { "measure": "{{measure}}", "number": {{number}}, "qualifier": "exactly", "victims": "{{victims}}",
              "subsetOf": {{(subsetOf is { } parent ? $"\"{Libya.Claim(parent)}\"" : "null")}}, "basis": "cumulative",
              "asOf": "2019-04-12", "statedWording": "After a week of fighting", "dateInferred": true,
              "claimant": { "source": { "name": "World Health Organization" }, "description": "Dr Syed Jaffar Hussain, WHO representative in Libya" } }
            """).CitedTo(Libya.DocumentC);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task They_were_told_to_Geneva_by_telephone(int claim) =>
        Assert.Contains(
            "by telephone from Tripoli to journalists in Geneva",
            (await Read(Libya.Battle)).Claim(claim)["note"]!.GetValue<string>(),
            StringComparison.Ordinal);

    [Fact]
    public async Task The_United_Nations_say_that_more_than_8000_fled() =>
        (await Read(Libya.Battle)).Claim(36).Holds(
            """
            { "measure": "displaced", "number": 8000, "qualifier": "more_than", "stockOrFlow": "not_stated",
              "claimant": { "source": { "name": "United Nations" } } }
            """).CitedTo(Libya.DocumentC);

    [Fact]
    public async Task Displacement_is_surging_which_is_a_trend_without_a_figure() =>
        (await Read(Libya.Battle)).Statement(
            """
            { "claimant": { "source": { "name": "United Nations" }, "description": "Rheal Leblanc, United Nations spokesperson" },
              "quantities": [], "citations": [{ "quote": "continue to surge" }] }
            """).CitedTo(Libya.DocumentC);

    [Fact]
    public async Task Saleh_told_Sputnik_what_Libya_had_told_the_Security_Council_a_claim_about_a_claim()
    {
        var statement = (await Read(Libya.Battle)).Statement(
            """
            { "claimant": { "actor": { "name": "Aguila Saleh Issa" }, "description": "head of the Libyan parliament" },
              "relayedVia": [{ "source": { "name": "Sputnik" } }] }
            """).CitedTo(Libya.DocumentC);

        Assert.Contains("had notified the United Nations Security Council", statement["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_strike_was_the_closest_yet_to_an_oil_and_gas_plant_say_unnamed_reports() =>
        (await Read(Libya.Zuwara)).Statement("""{ "claimant": { "description": "unnamed reports" } }""").CitedTo(Libya.DocumentC);

    private Task<JsonNode> Read(string path) => sample.Service.Reader.Get(path);
}
