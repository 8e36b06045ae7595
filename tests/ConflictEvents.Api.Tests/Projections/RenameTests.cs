using System.Net;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Projections;

/// <summary>An incident shows names of other resources; what becomes of it when those change.</summary>
public sealed class RenameTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Guid _region;
    private Guid _location;
    private Guid _source;
    private Guid _weakSource;
    private Guid _document;
    private Guid _superior;
    private Guid _actor;
    private Guid _conflict;
    private Guid _incident;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty();
        _region = await _service.Record("locations", Bodies.Location("Old Region"));
        _location = await _service.Record("locations", Bodies.Location("Old Town", _region));
        _source = await _service.Record("sources", Bodies.Source("Old Herald", "B"));
        _weakSource = await _service.Record("sources", Bodies.Source("Old Gazette", "D"));
        _document = await _service.Record("documents", Bodies.Document("Old Title", _source));
        _superior = await _service.Record("actors", Bodies.Actor("Old Army"));
        _actor = await _service.Record("actors", Bodies.Actor("Old Brigade"));
        _conflict = await _service.Record("conflicts", Bodies.Conflict("Old War"));
        _incident = await _service.Record("incidents", Bodies.Incident("Fighting", _location, _document)
            .With("participants", new JsonArray(Bodies.Participant(_actor, _document)))
            .With("conflictIds", new JsonArray(_conflict.ToString()))
            .With("claims", new JsonArray(Bodies.Killed(7, _source, _document), Bodies.Killed(12, _weakSource, _document))));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("actors", "participants[0].actor.name", "Old Brigade")]
    [InlineData("locations", "place.location.name", "Old Town")]
    [InlineData("sources", "citations[0].document.source.name", "Old Herald")]
    [InlineData("sources", "claims[0].claimant.source.name", "Old Herald")]
    [InlineData("documents", "citations[0].document.title", "Old Title")]
    [InlineData("conflicts", "conflicts[0].name", "Old War")]
    public async Task A_new_name_is_shown_at_once_and_the_old_one_in_the_past(string plural, string path, string oldName)
    {
        var before = await _service.Reader.Send(HttpMethod.Get, Incident);
        Assert.Equal(oldName, At(before.Body!, path));
        Assert.Equal("\"v3\"", before.ETag);

        var renamed = await _service.Correct(plural, IdOf(plural), Renamed(plural));

        var after = await _service.Reader.Send(HttpMethod.Get, Incident);
        Assert.Equal("New Name", At(after.Body!, path));
        Assert.Equal("\"v3.2\"", after.ETag);
        Assert.Equal(before.Body!.UpdatedAt(), after.Body!.UpdatedAt());
        Assert.Equal(3, after.Body!["version"]!.GetValue<int>());

        // The tag of the old answer is no longer that of the new one.
        Assert.Equal(HttpStatusCode.OK, await StatusIfNoneMatch("\"v3\""));
        Assert.Equal(HttpStatusCode.NotModified, await StatusIfNoneMatch("\"v3.2\""));

        var past = await _service.Reader.Send(HttpMethod.Get, $"{Incident}?asOf={renamed.Body!.UpdatedAt().AddTicks(-10).Text()}");
        Assert.Equal(("\"v3\"", before.Body!.ToJsonString()), (past.ETag, past.Body!.ToJsonString()));
        var present = await _service.Reader.Send(HttpMethod.Get, $"{Incident}?asOf={renamed.Body!.UpdatedAt().Text()}");
        Assert.Equal(("\"v3.2\"", after.Body!.ToJsonString()), (present.ETag, present.Body!.ToJsonString()));

        // The history of the incident knows nothing of it.
        Assert.Equal(3, (await _service.Reader.Get($"{Incident}/history"))["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("\"v3\"")]
    [InlineData("\"v3.2\"")]
    public async Task A_correction_may_start_from_either_rendering_of_a_version(string ifMatch)
    {
        await _service.Correct("actors", _actor, Bodies.Actor("New Name"));

        var corrected = await _service.Correct("incidents", _incident, Bodies.Incident("Fighting in the streets", _location, _document), ifMatch);

        Assert.Equal("\"v4\"", corrected.ETag);
    }

    [Fact]
    public async Task Each_change_of_a_name_is_another_rendering_and_a_correction_starts_anew()
    {
        await _service.Correct("actors", _actor, Bodies.Actor("Second"));
        await _service.Correct("locations", _location, Bodies.Location("Second Town", _region));
        Assert.Equal("\"v3.3\"", (await _service.Reader.Send(HttpMethod.Get, Incident)).ETag);

        await _service.Correct("incidents", _incident, Bodies.Incident("Corrected", _location, _document).With("participants", new JsonArray(Bodies.Participant(_actor, _document))));
        await _service.Correct("actors", _actor, Bodies.Actor("Third"));

        Assert.Equal("\"v4.2\"", (await _service.Reader.Send(HttpMethod.Get, Incident)).ETag);
    }

    [Fact]
    public async Task Every_incident_and_every_reference_that_shows_the_name_is_rendered_anew()
    {
        var others = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => _service.Record("incidents", Bodies.Incident($"Other {n}", _location, _document)
            .With("participants", new JsonArray(Bodies.Participant(_actor, _document))))));
        var unconcerned = await _service.Record("incidents", Bodies.Incident("Elsewhere", _location, _document));
        await _service.Correct("conflicts", _conflict, Bodies.Conflict("Old War").With("belligerents", new JsonArray(new JsonObject
        {
            ["actorId"] = _actor.ToString(),
            ["citations"] = new JsonArray(new JsonObject { ["documentId"] = _document.ToString() }),
        })));

        await _service.Correct("actors", _actor, Bodies.Actor("New Name"));

        foreach (var id in others)
            Assert.Equal("New Name", At(await _service.Reader.Get($"/v1/incidents/{id}"), "participants[0].actor.name"));
        var cards = (await _service.Reader.Get($"/v1/incidents?actorId={_actor}"))["items"]!.AsArray();
        Assert.Equal(4, cards.Count);
        Assert.All(cards, card => Assert.Equal("New Name", At(card!, "participants[0].actor.name")));
        var conflict = await _service.Reader.Send(HttpMethod.Get, $"/v1/conflicts/{_conflict}");
        Assert.Equal(("\"v2.2\"", "New Name"), (conflict.ETag, At(conflict.Body!, "belligerents[0].actor.name")));
        Assert.Equal("\"v1\"", (await _service.Reader.Send(HttpMethod.Get, $"/v1/incidents/{unconcerned}")).ETag);
    }

    [Fact]
    public async Task A_name_three_mentions_away_is_shown_too()
    {
        // The incident cites a document whose publisher is a source.
        await _service.Correct("sources", _source, Bodies.Source("New Name", "B"));

        Assert.Equal("New Name", At(await _service.Reader.Get($"/v1/documents/{_document}"), "source.name"));
        Assert.Equal("New Name", At((await _service.Reader.Get($"{Incident}/citations"))["items"]![0]!, "source.name"));
    }

    [Fact]
    public async Task A_source_found_unreliable_changes_the_best_figure()
    {
        Assert.Equal(7, await BestKilled(""));

        var corrected = await _service.Correct("sources", _source, Bodies.Source("Old Herald", "E"));

        Assert.Equal(12, await BestKilled(""));
        Assert.Equal(7, await BestKilled($"?asOf={corrected.Body!.UpdatedAt().AddTicks(-10).Text()}"));
        var document = await _service.Reader.Send(HttpMethod.Get, Incident);
        Assert.Equal(12, document.Body!["estimates"]!.AsArray().Single(e => At(e!, "measure") == "killed" && At(e!, "victims") == "all")!["best"]!.GetValue<int>());
        Assert.Equal("\"v3.2\"", document.ETag);
        Assert.Single((await _service.Reader.Get("/v1/incidents?sort=-killed"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_claimant_that_turns_out_to_speak_for_a_party_changes_the_best_figure()
    {
        await _service.Correct("sources", _weakSource, Bodies.Source("Old Gazette", "B"));
        Assert.Equal(7, await BestKilled(""));

        await _service.Correct("sources", _source, Bodies.Source("Old Herald", "B").With("affiliatedActorId", _superior.ToString()));
        Assert.Equal(7, await BestKilled(""));

        // The source speaks for the army, and the army turns out to be a part of the brigade, which takes part.
        await _service.Correct("actors", _superior, Bodies.Actor("Old Army").With("relations", new JsonArray(new JsonObject
        {
            ["kind"] = "part_of",
            ["actorId"] = _actor.ToString(),
            ["citations"] = new JsonArray(new JsonObject { ["documentId"] = _document.ToString() }),
        })));
        Assert.Equal(12, await BestKilled(""));
    }

    [Fact]
    public async Task A_new_alias_is_found_by_and_changes_no_answer()
    {
        Assert.Empty((await _service.Reader.Get("/v1/incidents?q=Zephyr"))["items"]!.AsArray());
        var before = await _service.Reader.Send(HttpMethod.Get, Incident);

        var corrected = await _service.Correct("actors", _actor, Bodies.Actor("Old Brigade", "Zephyr"));

        Assert.Single((await _service.Reader.Get("/v1/incidents?q=Zephyr"))["items"]!.AsArray());
        Assert.Empty((await _service.Reader.Get($"/v1/incidents?q=Zephyr&asOf={corrected.Body!.UpdatedAt().AddTicks(-10).Text()}"))["items"]!.AsArray());
        var after = await _service.Reader.Send(HttpMethod.Get, Incident);
        Assert.Equal((before.ETag, before.Body!.ToJsonString()), (after.ETag, after.Body!.ToJsonString()));
    }

    [Fact]
    public async Task A_place_put_under_another_takes_its_incidents_along()
    {
        var newRegion = await _service.Record("locations", Bodies.Location("New Region"));
        Assert.Single((await _service.Reader.Get($"/v1/incidents?locationId={_region}"))["items"]!.AsArray());

        await _service.Correct("locations", _location, Bodies.Location("Old Town", newRegion));

        Assert.Single((await _service.Reader.Get($"/v1/incidents?locationId={newRegion}"))["items"]!.AsArray());
        Assert.Empty((await _service.Reader.Get($"/v1/incidents?locationId={_region}"))["items"]!.AsArray());

        // What is now above it is followed from now on.
        await _service.Correct("locations", newRegion, Bodies.Location("New Region", _region));
        Assert.Single((await _service.Reader.Get($"/v1/incidents?locationId={_region}"))["items"]!.AsArray());
    }

    private string Incident => $"/v1/incidents/{_incident}";

    private static string At(JsonNode node, string path)
    {
        var at = node;
        foreach (var step in path.Split('.', '['))
            at = step.EndsWith(']') ? at![int.Parse(step[..^1], System.Globalization.CultureInfo.InvariantCulture)] : at![step];
        return at!.GetValue<string>();
    }

    private async Task<int> BestKilled(string query) => (await _service.Reader.Get($"{Incident}/estimate{query}"))["estimates"]!.AsArray()
        .Single(estimate => At(estimate!, "measure") == "killed" && At(estimate!, "victims") == "all")!["best"]!.GetValue<int>();

    private async Task<HttpStatusCode> StatusIfNoneMatch(string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Incident);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var response = await _service.Reader.SendAsync(request);
        return response.StatusCode;
    }

    private Guid IdOf(string plural) => plural switch
    {
        "actors" => _actor,
        "locations" => _location,
        "sources" => _source,
        "documents" => _document,
        _ => _conflict,
    };

    private JsonObject Renamed(string plural) => plural switch
    {
        "actors" => Bodies.Actor("New Name"),
        "locations" => Bodies.Location("New Name", _region),
        "sources" => Bodies.Source("New Name", "B"),
        "documents" => Bodies.Document("New Name", _source),
        _ => Bodies.Conflict("New Name"),
    };
}
