using System.Text.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Tests.Samples;

public sealed class LibyaSampleTests
{
    private static readonly IReadOnlyList<(string File, SampleStep Step)> Steps = SampleStep.ReadAll("libya-2019");

    [Fact]
    public void Every_step_is_read_strictly_and_accepted_by_the_domain_with_every_reference_already_there()
    {
        var replay = Replayed(Steps.Count);

        Assert.Equal(16, replay.Resources.Count(r => r.Kind is ResourceKind.Actor));
        Assert.Equal(6, replay.Resources.Count(r => r.Kind is ResourceKind.Incident));
        Assert.Equal(2, replay.Resources.Count(r => r.Kind is ResourceKind.Conflict));
        Assert.Empty(replay.Resources.SelectMany(replay.Dangling));
    }

    [Fact]
    public void Every_id_is_chosen_once_and_is_a_version_7_uuid()
    {
        var ids = Replayed(Steps.Count).ChosenIds;

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id =>
        {
            Assert.Equal(7, id.Version);
            Assert.InRange(id.Variant, 8, 0xb);
        });
    }

    [Fact]
    public void A_step_with_an_unknown_member_or_an_integer_for_a_word_is_refused()
    {
        var body = JsonNode.Parse(Steps[0].Step.Body.GetRawText())!;
        body["colour"] = "green";
        Assert.Throws<JsonException>(() => Try(body));

        body = JsonNode.Parse(Steps[0].Step.Body.GetRawText())!;
        body["type"] = 1;
        Assert.Throws<JsonException>(() => Try(body));

        static void Try(JsonNode changed) =>
            new SampleReplay().Apply(Steps[0].Step with { Body = JsonSerializer.SerializeToElement(changed) });
    }

    [Fact]
    public void A_step_before_what_it_mentions_is_refused()
    {
        var firstDocument = Steps.First(step => step.Step.Request == "POST /v1/documents").Step;

        var refused = Assert.Throws<InvalidOperationException>(() => new SampleReplay().Apply(firstDocument));

        Assert.Contains("not there yet", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_are_a_few_words_only()
    {
        var quotes = Steps.SelectMany(step => Strings(step.Step.Body, "quote")).ToList();

        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.InRange(quote.Split(' ').Length, 1, 8));
    }

    [Theory]
    [InlineData("Air strike of the eastern forces on a camp near Zuwara")]
    [InlineData("Missile strike on a camp in the Sabaa district of Tripoli")]
    [InlineData("Fighting around a disused airport outside Tripoli")]
    [InlineData("Rocket and artillery fire on several districts of Tripoli")]
    [InlineData("The Libyan National Army takes Sabha")]
    public void An_incident_whose_casualties_nobody_states_has_no_claim_rather_than_a_zero(string title)
    {
        var incident = Assert.Single(Replayed(Steps.Count).Resources.OfType<Incident>(), i => i.Details.Title == title);

        Assert.Empty(incident.Claims.Entries);
    }

    [Fact]
    public void The_capture_of_Sabha_is_first_dated_2018_and_then_corrected_to_January_2019()
    {
        var correction = Steps.ToList().FindIndex(step => step.Step.Request.StartsWith("PUT /v1/incidents/", StringComparison.Ordinal));

        Assert.Equal(new DateOnly(2018, 1, 1), Capture(correction).Occurred.Earliest);
        var corrected = Capture(Steps.Count);
        Assert.Equal((new DateOnly(2019, 1, 1), new DateOnly(2019, 1, 31)), (corrected.Occurred.Earliest, corrected.Occurred.Latest));
        Assert.Contains(corrected.DateStatements, statement => statement.Date.Wording == "last year");

        static IncidentDetails Capture(int steps) =>
            Assert.Single(Replayed(steps).Resources.OfType<Incident>(), i => i.Details.Title == "The Libyan National Army takes Sabha").Details;
    }

    [Fact]
    public void The_motive_of_the_martyrs_decision_keeps_its_chain_of_claimants()
    {
        var replay = Replayed(Steps.Count);
        var war = Assert.Single(replay.Resources.OfType<Conflict>(), c => c.Details.ParentId is null);

        var motive = Assert.Single(war.Details.Statements, s => s.Claimant.Description == "an unnamed government source");

        var relay = Assert.Single(motive.RelayedVia);
        Assert.Equal("Reuters", NameOfSource(replay, relay));
        Assert.Single(motive.Citations);
    }

    [Fact]
    public void The_toll_that_drifted_in_quotation_is_kept_but_deprecated_with_a_reason()
    {
        var battle = Assert.Single(Replayed(Steps.Count).Resources.OfType<Conflict>(), c => c.Details.ParentId is not null);

        var drifted = battle.Claims.Entries.Where(entry => entry.Claim.Rank is ClaimRank.Deprecated).ToList();

        Assert.Equal([(Measure.Killed, 205, Qualifier.AtLeast), (Measure.Injured, 900, Qualifier.MoreThan)],
            drifted.Select(entry => (entry.Claim.Measure, entry.Claim.Number!.Value, entry.Claim.Qualifier!.Value)));
        Assert.All(drifted, entry => Assert.False(string.IsNullOrWhiteSpace(entry.Claim.RankReason)));
    }

    private static SampleReplay Replayed(int steps)
    {
        var replay = new SampleReplay();
        foreach (var (file, step) in Steps.Take(steps))
        {
            var fault = Record.Exception(() => replay.Apply(step));
            Assert.True(fault is null, $"{file}: {step.Request}: {fault?.Message}");
        }

        return replay;
    }

    private static string NameOfSource(SampleReplay replay, Claimant claimant) =>
        Assert.Single(replay.Resources.OfType<Resource<Domain.Sources.SourceDetails>>(), s => s.Id == claimant.SourceId).Details.Names[0].Text;

    private static IEnumerable<string> Strings(JsonElement element, string member) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p.Name == member && p.Value.ValueKind is JsonValueKind.String ? [p.Value.GetString()!] : Strings(p.Value, member)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, member)),
        _ => [],
    };
}
