using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>What document B says, the page of an unknown aggregator of 20 or 21 April 2019: WHO's toll as quoted, and the fire of Saturday.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class DocumentBTests(SampleService sample)
{
    [Fact]
    public async Task Its_publisher_is_unknown_and_its_date_inferred() =>
        (await Read($"/v1/documents/{Libya.DocumentB}")).Holds(
            """
            {
              "title": "Tripoli forces push opponents back slightly south of Libyan capital",
              "source": { "name": "Unidentified news aggregator", "type": "aggregator", "reliability": "F" },
              "published": { "earliest": "2019-04-20", "latest": "2019-04-21", "inferred": true },
              "inferred": ["source", "published"]
            }
            """);

    [Theory]
    [InlineData(41, "killed", 205, "at_least")]
    [InlineData(42, "injured", 900, "more_than")]
    public async Task WHO_is_quoted_with_a_toll_on_Thursday(int claim, string measure, int number, string qualifier) =>
        (await Read(Libya.Battle)).Claim(claim).Holds(
            $$"""
            { "measure": "{{measure}}", "number": {{number}}, "qualifier": "{{qualifier}}", "victims": "all", "basis": "cumulative",
              "claimant": { "source": { "name": "World Health Organization" } },
              "statedOn": "2019-04-18", "statedWording": "Thursday", "dateInferred": true }
            """).CitedTo(Libya.DocumentB, Libya.ArticleWithPost);

    [Theory]
    [InlineData(21, "killed", 205)]
    [InlineData(22, "injured", 913)]
    public async Task WHO_itself_gave_exact_figures_the_day_before(int claim, string measure, int number) =>
        (await Read(Libya.Battle)).Claim(claim).Holds(
            $$"""
            { "measure": "{{measure}}", "number": {{number}}, "qualifier": "exactly", "rank": "normal",
              "statedOn": "2019-04-17", "dateInferred": false, "claimant": { "source": { "name": "World Health Organization" } } }
            """).CitedTo(Libya.Post, Libya.ArticleWithPost);

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task The_figures_that_drifted_in_quotation_are_kept_and_count_for_nothing(int number)
    {
        var claim = (await Read(Libya.Battle)).Claim(number).Holds("""{ "status": "active", "rank": "deprecated" }""");

        Assert.StartsWith("Drifted in the quotation", claim["rankReason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_teams_of_WHO_performed_89_major_and_63_other_operations_which_are_no_people()
    {
        var battle = await Read(Libya.Battle);

        battle.Statement(
            """
            { "claimant": { "source": { "name": "World Health Organization" } }, "occurred": { "wording": "in the past week" },
              "quantities": [{ "number": 89, "unit": "major surgeries" },
                             { "number": 63, "unit": "surgeries", "note": "The word that said which kind is missing from the text." }] }
            """).CitedTo(Libya.DocumentB);
        Assert.DoesNotContain(battle["claims"]!.AsArray(), claim => claim!["number"]?.GetValue<int>() is 89 or 63 or 152);
    }

    [Theory]
    [InlineData("2019-04-04")]
    [InlineData("2019-04-05")]
    public async Task The_battle_began_on_4_and_on_5_April_in_one_text(string day)
    {
        var statement = (await Read(Libya.Battle))["onsetStatements"].Only($$"""{ "date": { "earliest": "{{day}}", "latest": "{{day}}" } }""");

        statement["citations"].Only($$"""{ "document": { "id": "{{Libya.DocumentB}}" } }""");
    }

    [Fact]
    public async Task The_onset_of_the_battle_spans_both_dates() =>
        (await Read(Libya.Battle)).Holds("""{ "onset": { "earliest": "2019-04-04", "latest": "2019-04-05", "precision": "days" } }""");

    [Fact]
    public async Task On_Saturday_there_is_rocket_and_artillery_fire_on_several_districts() =>
        (await Read(Libya.Shelling)).Holds(
            """
            { "subType": "shelling_artillery_missile_attack",
              "occurred": { "earliest": "2019-04-20", "latest": "2019-04-20", "wording": "on Saturday", "inferred": true },
              "place": { "location": { "name": "Tripoli" }, "wording": "several districts of Tripoli" } }
            """).CitedTo(Libya.DocumentB);

    [Theory]
    [InlineData(Libya.Shelling)]
    [InlineData(Libya.Sabaa)]
    public async Task The_witnesses_are_residents(string incident) =>
        Assert.All(
            (await Read(incident))["citations"]!.AsArray(),
            citation => citation.Holds("""{ "attributedTo": [{ "actor": null, "source": null, "description": "residents of Tripoli" }] }"""));

    [Fact]
    public async Task Residents_count_several_missile_strikes_without_a_number() =>
        (await Read(Libya.Shelling)).Statement(
            """{ "claimant": { "description": "residents of Tripoli" }, "occurred": { "wording": "on Saturday" }, "quantities": [] }""")
            .CitedTo(Libya.DocumentB);

    [Fact]
    public async Task One_missile_apparently_hit_a_camp_of_forces_on_the_side_of_Tripoli() =>
        (await Read(Libya.Sabaa))["participants"].Only(
            """{ "actor": { "name": "Forces allied with the Government of National Accord" }, "role": "target", "wording": "apparently" }""")
            .CitedTo(Libya.DocumentB);

    [Fact]
    public async Task The_camp_is_in_the_Sabaa_district_in_the_south_of_the_capital()
    {
        (await Read(Libya.Sabaa)).Holds(
            """
            { "place": { "location": { "name": "Sabaa", "type": "district" }, "relation": "at", "uncertaintyMeters": 10000,
                         "wording": "in the south of the capital" } }
            """);
        (await Read("/v1/locations?q=Sabaa")).Holds("""{ "items": [{ "name": "Sabaa", "within": [{ "name": "Tripoli" }, { "name": "Libya" }] }] }""");
    }

    [Fact]
    public async Task Nowhere_is_the_fighting_harder_than_in_Sabaa() =>
        (await Read(Libya.Sabaa)).Statement(
            """{ "claimant": { "source": { "name": "Unidentified news aggregator" } }, "location": { "name": "Sabaa" } }""").CitedTo(Libya.DocumentB);

    [Theory]
    [InlineData(Libya.Sabaa)]
    [InlineData(Libya.Shelling)]
    public async Task Who_fired_is_not_stated(string path)
    {
        var incident = (await Read(path)).Holds("""{ "responsibility": [] }""");

        Assert.DoesNotContain(incident["participants"]!.AsArray(), participant => participant!["role"]!.GetValue<string>() == "attacker");
    }

    [Theory]
    [InlineData("led_by", "Khalifa Haftar")]
    [InlineData("allied_with", "Eastern Libyan government")]
    [InlineData("opposes", "Forces allied with the Government of National Accord")]
    public async Task The_LNA_stands_in_these_relations(string kind, string other)
    {
        var relation = (await Read(Libya.Lna)).Relation(kind, other).Holds("""{ "assertedBy": [] }""");

        relation["citations"].Only($$"""{ "document": { "id": "{{Libya.DocumentB}}" }, "paragraph": 3 }""");
    }

    [Fact]
    public async Task The_militias_are_affiliated_with_the_GNA() =>
        (await Read(Libya.Allied)).Relation("allied_with", "Government of National Accord")["citations"]
            .Only($$"""{ "document": { "id": "{{Libya.DocumentB}}" }, "quote": "affiliated with" }""");

    [Fact]
    public async Task The_GNA_is_supported_by_the_United_Nations() =>
        (await Read(Libya.Gna)).Relation("backed_by", "United Nations")["citations"]
            .Only($$"""{ "document": { "id": "{{Libya.DocumentB}}" }, "quote": "supported government" }""");

    [Theory]
    [InlineData("Government of the United Arab Emirates")]
    [InlineData("Government of Egypt")]
    [InlineData("Government of Russia")]
    [InlineData("Government of France")]
    public async Task Haftar_has_the_support_of_four_states(string state) =>
        (await Read(Libya.Haftar)).Relation("backed_by", state).CitedTo(Libya.DocumentB);

    [Theory]
    [InlineData("Government of National Accord", "A")]
    [InlineData("Forces allied with the Government of National Accord", "A")]
    [InlineData("Libyan National Army", "B")]
    public async Task The_belligerents_of_the_battle_stand_on_two_sides(string name, string side)
    {
        var belligerents = (await Read(Libya.Battle))["belligerents"];

        Assert.Equal(3, belligerents!.AsArray().Count);
        belligerents.Only($$"""{ "actor": { "name": "{{name}}" }, "side": "{{side}}" }""")["citations"]
            .Only($$"""{ "document": { "id": "{{Libya.DocumentB}}" } }""");
    }

    private Task<JsonNode> Read(string path) => sample.Service.Reader.Get(path);
}
