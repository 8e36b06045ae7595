using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.ReferenceCase;

/// <summary>What follows from the claims: a range with reasons where there are some, and unknown, which is not zero, where there are none.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class EstimatesTests(SampleService sample)
{
    [Fact]
    public async Task Near_Sabha_9_are_killed_at_the_least_and_16_named_at_the_most_with_a_reason_for_each_claim() =>
        (await Estimate(Libya.Camp, "killed")).Holds(
            $$"""
            { "low": 9, "best": 9, "high": 16, "openEnded": true, "bestClaimId": "{{Libya.Claim(1)}}",
              "reasons": [
                { "claimId": "{{Libya.Claim(1)}}", "claimant": { "source": { "name": "The National" } }, "counted": true },
                { "claimId": "{{Libya.Claim(2)}}", "claimant": { "actor": { "name": "Islamic State" } }, "counted": true, "code": "raises_high" } ] }
            """);

    [Fact]
    public async Task Near_Sabha_the_injured_are_unknown_but_for_the_16_killed_or_injured() =>
        (await Estimate(Libya.Camp, "injured")).Holds(
            $$"""
            { "low": null, "best": null, "high": 16, "openEnded": true, "bestClaimId": null,
              "reasons": [{ "claimId": "{{Libya.Claim(2)}}", "counted": true, "code": "raises_high" }] }
            """);

    [Fact]
    public async Task Every_reason_is_a_sentence_for_a_person() =>
        Assert.All(
            (await Read($"{Libya.Camp}/estimate"))["estimates"]!.AsArray().SelectMany(estimate => estimate!["reasons"]!.AsArray()),
            reason => Assert.EndsWith(".", reason!["explanation"]!.GetValue<string>(), StringComparison.Ordinal));

    [Theory]
    [InlineData(Libya.Zuwara)]
    [InlineData(Libya.Sabaa)]
    [InlineData(Libya.Airport)]
    [InlineData(Libya.Shelling)]
    [InlineData(Libya.Capture)]
    public async Task Casualties_that_nobody_states_are_null_in_the_document_the_card_and_the_estimate(string path)
    {
        const string Unknown =
            """
            [{ "measure": "killed", "victims": "all", "low": null, "best": null, "high": null, "openEnded": false },
             { "measure": "injured", "victims": "all", "low": null, "best": null, "high": null, "openEnded": false }]
            """;

        (await Read(path)).Holds($$"""{ "claims": [], "estimates": {{Unknown}} }""");
        (await Read("/v1/incidents?country=LY"))["items"].Only($$"""{ "id": "{{path.Split('/')[^1]}}" }""").Holds($$"""{ "estimates": {{Unknown}} }""");
        (await Read($"{path}/estimate")).Holds($$"""{ "estimates": {{Unknown}} }""")["estimates"]!
            .Holds("""[{ "bestClaimId": null, "reasons": [] }, { "bestClaimId": null, "reasons": [] }]""");
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("-killed")]
    public async Task An_unknown_number_of_killed_comes_last_in_either_order(string sort) =>
        Assert.Equal(
            "Islamic State attack on a training camp of the Libyan National Army near Sabha",
            (await Read($"/v1/incidents?sort={sort}")).Texts("title")[0]);

    [Fact]
    public async Task Every_incident_in_Libya_has_its_place_with_uncertainty_its_dates_and_its_citations()
    {
        var incidents = (await Read("/v1/incidents?country=LY"))["items"]!.AsArray();

        Assert.Equal(6, incidents.Count);
        Assert.All(incidents, incident =>
        {
            incident.Holds("""{ "place": { "location": { "country": "LY" } }, "occurred": { "inferred": true } }""");
            Assert.True(incident!["place"]!["uncertaintyMeters"]!.GetValue<int>() >= 5000);
            Assert.True(string.CompareOrdinal(incident["occurred"]!["earliest"]!.GetValue<string>(), incident["occurred"]!["latest"]!.GetValue<string>()) <= 0);
            Assert.NotEmpty(incident["citations"]!.AsArray());
        });
    }

    [Theory]
    [InlineData(Libya.Camp, "Second Libyan civil war")]
    [InlineData(Libya.Zuwara, "Battle of Tripoli", "Second Libyan civil war")]
    [InlineData(Libya.Sabaa, "Battle of Tripoli", "Second Libyan civil war")]
    public async Task An_incident_belongs_to_its_conflict_and_to_the_one_above(string path, params string[] conflicts) =>
        Assert.Equal(conflicts, (await Read(path))["conflicts"]!.AsArray().Select(conflict => conflict!["name"]!.GetValue<string>()));

    private async Task<JsonNode> Estimate(string path, string measure) =>
        (await Read($"{path}/estimate"))["estimates"].Only($$"""{ "measure": "{{measure}}", "victims": "all" }""");

    private Task<JsonNode> Read(string path) => sample.Service.Reader.Get(path);
}
