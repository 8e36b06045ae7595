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

    [Fact]
    public async Task Asked_to_explain_it_accounts_for_every_claim_and_says_what_would_change_the_figure()
    {
        var killed = (await Read($"{Libya.Camp}/estimate?explain=true"))["estimates"].Only("""{ "measure": "killed", "victims": "all" }""");

        killed.Holds(
            $$"""
            { "low": 9, "best": 9, "high": 16,
              "reasons": [
                { "claimId": "{{Libya.Claim(1)}}", "weight": { "status": "active", "reliability": "C", "byParty": false, "replacedBy": null } },
                { "claimId": "{{Libya.Claim(2)}}", "weight": { "status": "active", "byParty": true } } ],
              "ranking": [
                { "claimId": "{{Libya.Claim(1)}}", "claimant": { "source": { "name": "The National" } }, "best": 9, "agreeing": 0, "step": "only_claim",
                  "explanation": "Comes first: no other claim offers one." } ],
              "alternatives": [
                { "claimId": "{{Libya.Claim(1)}}", "if": "retracted", "low": null, "best": null, "high": 16, "bestClaimId": null,
                  "explanation": "If the figure of The National were retracted, low would be unknown instead of 9 and best would be unknown instead of 9." },
                { "claimId": "{{Libya.Claim(2)}}", "if": "retracted", "low": 9, "best": 9, "high": 9,
                  "explanation": "If the figure of Islamic State were retracted, high would be 9 or more instead of 16 or more." } ] }
            """);
        (await Estimate(Libya.Camp, "killed_or_injured", "?explain=true"))["reasons"].Only($$"""{ "claimId": "{{Libya.Claim(1)}}" }""")
            .Holds("""{ "counted": false, "code": "other_measure" }""");
    }

    [Fact]
    public async Task What_it_says_would_be_is_what_comes_to_be()
    {
        await using var service = await TestService.WithSample();
        var told = (await service.Reader.Get($"{Libya.Camp}/estimate?explain=true"))["estimates"]![0]!["alternatives"]
            .Only($$"""{ "claimId": "{{Libya.Claim(1)}}", "if": "retracted" }""");
        await service.Writer.Post($"{Libya.Camp}/claims/{Libya.Claim(1)}/retraction", new { reason = "A test." });

        var then = (await service.Reader.Get($"{Libya.Camp}/estimate"))["estimates"]![0]!;

        Assert.All(new[] { "low", "best", "high", "openEnded", "bestClaimId" }, member => Assert.Equal(told[member]?.ToJsonString(), then[member]?.ToJsonString()));
    }

    [Fact]
    public async Task Nothing_is_explained_unasked() =>
        Assert.DoesNotContain("ranking", (await Read($"{Libya.Camp}/estimate")).ToJsonString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_version_of_the_rule_goes_on_giving_its_answers(int version)
    {
        var answer = await Read($"{Libya.Camp}/estimate?ruleVersion={version}");

        answer.Holds($$"""{ "ruleVersion": {{version}} }""");
        Assert.Equal((await Read($"{Libya.Camp}/estimate"))["estimates"]!.ToJsonString(), answer["estimates"]!.ToJsonString());
    }

    /// <summary>Both figures are recorded in one commit, the greater id first.</summary>
    [Fact]
    public async Task Of_one_commit_the_claim_stated_last_is_the_later_one_and_in_version_1_the_one_with_the_greater_id()
    {
        await using var service = await TestService.WithSample();
        var (source, document, place) = (new Guid("019a0000-0002-7000-8000-000000000001"), new Guid(Libya.DocumentA), new Guid("019a0000-0004-7000-8000-000000000004"));
        var body = Bodies.Incident("Two figures at once", place, document).With("claims", new JsonArray(
            Bodies.Killed(30, source, document).With("id", Libya.Claim(902)), Bodies.Killed(20, source, document).With("id", Libya.Claim(901))));
        var path = $"/v1/incidents/{(await service.Writer.Post("/v1/incidents", body)).Body!["id"]}";

        Assert.Equal(20, (await service.Reader.Get(path))["estimates"]![0]!["best"]!.GetValue<int>());
        Assert.Equal(20, (await service.Reader.Get($"{path}/estimate?ruleVersion=2"))["estimates"]![0]!["best"]!.GetValue<int>());
        Assert.Equal(30, (await service.Reader.Get($"{path}/estimate?ruleVersion=1"))["estimates"]![0]!["best"]!.GetValue<int>());
        Assert.Equal(30, (await service.Reader.Get($"{path}/estimate?ruleVersion=1&explain=true"))["estimates"]![0]!["ranking"]![0]!["best"]!.GetValue<int>());
    }

    [Theory]
    [InlineData($"{Libya.Camp}/estimate?ruleVersion=3")]
    [InlineData($"{Libya.Camp}/estimate?ruleVersion=0&explain=true")]
    [InlineData($"{Libya.Battle}/tolls?ruleVersion=-1")]
    public async Task A_version_that_does_not_exist_is_refused_with_those_that_do(string path)
    {
        var answer = await sample.Service.Reader.Send(HttpMethod.Get, path);

        Assert.Equal((400, "invalid-parameter"), (answer.Status, answer.Code));
        Assert.Contains("The rule has the versions 1, 2.", answer.Body!.ToJsonString(), StringComparison.Ordinal);
    }

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

    private async Task<JsonNode> Estimate(string path, string measure, string query = "") =>
        (await Read($"{path}/estimate{query}"))["estimates"].Only($$"""{ "measure": "{{measure}}", "victims": "all" }""");

    private Task<JsonNode> Read(string path) => sample.Service.Reader.Get(path);
}
