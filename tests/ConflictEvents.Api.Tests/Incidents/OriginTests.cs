using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Exports;
using ConflictEvents.Api.Tests.OpenApi;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>An incident that was imported says from which record of which dataset, in every form, now and then.</summary>
public sealed class OriginTests : IAsyncLifetime
{
    private static readonly Guid Sabha = new("019a0000-0004-7000-8000-000000000004");
    private static readonly Guid Article = new("019a0000-0003-7000-8000-000000000001");
    private static readonly Guid AtSabha = new("019a0000-0006-7000-8000-000000000001");
    private static readonly ImportOrigin First = Importing.Origin("ucdp-ged", "900001");

    private TestService _service = null!;

    private HttpClient Reader => _service.Reader;

    public async Task InitializeAsync() => _service = await TestService.WithSample();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task An_imported_incident_names_its_record_and_another_says_that_it_has_none()
    {
        var id = await Import(First);

        Assert.Equal(
            $$"""{"dataset":"ucdp-ged","datasetVersion":"23.1","externalId":"900001","licence":"CC-BY-4.0","redistributable":true,"importId":"{{Importing.Job}}"}""",
            (await Reader.Get($"/v1/incidents/{id}"))["origin"]!.ToJsonString());
        Assert.True((await Reader.Get($"/v1/incidents/{AtSabha}")).AsObject().TryGetPropertyValue("origin", out var none));
        Assert.Null(none);
    }

    [Fact]
    public async Task Lists_and_files_name_dataset_licence_and_whether_it_may_be_passed_on()
    {
        var id = $"{await Import(First)}";

        var cards = (await Reader.Get("/v1/incidents?limit=1000"))["items"]!.AsArray();
        var rows = Csv.Read(await Reader.GetStringAsync("/v1/incidents?f=csv"));

        Assert.Equal("ucdp-ged, CC-BY-4.0, true", Said(cards.Single(card => card!["id"]!.ToString() == id)!));
        Assert.Equal("local, , true", Said(cards.Single(card => card!["id"]!.ToString() == $"{AtSabha}")!));
        Assert.Equal("ucdp-ged, CC-BY-4.0, true", Cells(rows.Single(row => row["id"] == id)));
        Assert.Equal("local, , true", Cells(rows.Single(row => row["id"] == $"{AtSabha}")));

        static string Said(JsonNode card) => $"{card["dataset"]}, {card["licence"]}, {card["redistributable"]}";
        static string Cells(IReadOnlyDictionary<string, string> row) => $"{row["dataset"]}, {row["licence"]}, {row["redistributable"]}";
    }

    [Fact]
    public async Task The_row_is_answered_as_it_stood_in_the_file()
    {
        var id = await Import(First);

        var origin = await Reader.Get($"/v1/incidents/{id}/origin");

        Assert.Equal("""{"id":"900001","country":"Libya","best":""}""", origin["row"]!.ToJsonString());
        Assert.Equal(First.ContentHash, origin["contentHash"]!.ToString());
        var document = await ApiDocument.Of(_service);
        var answers = document.Operations.Single(operation => operation.Id is "readIncidentOrigin").Responses;
        Assert.Empty(SchemaCheck.Faults(document, origin, answers["200"]!["content"]!["application/json"]!["schema"]!));
    }

    [Fact]
    public async Task What_was_recorded_here_has_no_row()
    {
        var answer = await Reader.Send(HttpMethod.Get, $"/v1/incidents/{AtSabha}/origin");
        var unknown = await Reader.Send(HttpMethod.Get, $"/v1/incidents/{Guid.NewGuid()}/origin");

        Assert.Equal((404, "recorded-here"), (answer.Status, answer.Code));
        Assert.Equal((404, "not-found"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task A_newer_version_takes_the_place_of_the_row_and_the_older_stays_readable()
    {
        var id = await Import(First);
        var before = (await Reader.Get($"/v1/incidents/{id}")).UpdatedAt().Text();

        await _service.ImportAgain(id, First with { DatasetVersion = "24.1", ContentHash = new string('b', 64), Row = new() { ["best"] = "3", ["id"] = "900001" } });

        Assert.Equal("""{"best":"3","id":"900001"}""", (await Reader.Get($"/v1/incidents/{id}/origin"))["row"]!.ToJsonString());
        Assert.Equal("23.1", (await Reader.Get($"/v1/incidents/{id}/origin?asOf={before}"))["datasetVersion"]!.ToString());
        Assert.Equal("24.1", (await Reader.Get($"/v1/incidents/{id}"))["origin"]!["datasetVersion"]!.ToString());
    }

    [Fact]
    public async Task The_history_tells_of_imports_without_their_rows()
    {
        var id = await Import(First);
        await _service.ImportAgain(id, First with { DatasetVersion = "24.1", ContentHash = new string('b', 64) });

        var imports = (await Reader.Get($"/v1/incidents/{id}/history"))["items"]!.AsArray().Where(entry => entry!["type"]!.ToString() == "incident.imported").ToList();

        var origin = Assert.Single(imports[0]!["changes"]!.AsArray())!;
        Assert.Equal(("origin", "900001"), (origin["path"]!.ToString(), origin["after"]!["externalId"]!.ToString()));
        Assert.False(origin["after"]!.AsObject().ContainsKey("row"));
        Assert.EndsWith("record 900001", imports[0]!["summary"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("ucdp-ged 24.1", imports[1]!["reason"]!.ToString());
        Assert.Equal(["origin.datasetVersion", "origin.contentHash"], imports[1]!["changes"]!.AsArray().Select(change => change!["path"]!.ToString()));
    }

    [Fact]
    public async Task The_same_content_again_appends_nothing()
    {
        var id = await Import(First);
        var position = await Position();

        await _service.ImportAgain(id, First with { DatasetVersion = "24.1" });

        Assert.Equal(position, await Position());
    }

    [Fact]
    public async Task A_correction_by_hand_leaves_an_incident_what_it_was_imported_from()
    {
        var id = await Import(First);

        await _service.Correct("incidents", id, Bodies.Incident("By another title", Sabha, Article));

        Assert.Equal("900001", (await Reader.Get($"/v1/incidents/{id}"))["origin"]!["externalId"]!.ToString());
    }

    [Fact]
    public async Task A_rebuild_comes_to_the_same_origins()
    {
        await Import(First);
        await Import(Importing.Origin("acled", "LBY1", redistributable: false));
        var kept = await Sql.Lines(_service.ConnectionString, Columns);

        Assert.Empty((await ReadModelRebuilder.Run(_service.ConnectionString, progress: null, CancellationToken.None)).Value.Differences);

        Assert.Equal(["acled LBY1 false", "ucdp-ged 900001 true"], kept);
        Assert.Equal(kept, await Sql.Lines(_service.ConnectionString, Columns));
    }

    [Fact]
    public async Task Ids_of_other_registers_are_kept_to_find_what_is_referred_to()
    {
        await _service.Record("actors", Bodies.Actor("Known elsewhere").With("foreignIds", new JsonArray(new JsonObject { ["scheme"] = "ucdp", ["value"] = "1:2" })));

        Assert.Equal(["Known elsewhere"], await Sql.Lines(_service.ConnectionString, "select label from read_model.reference_version where recorded_to is null and foreign_ids @> array['ucdp:1:2']"));
    }

    private const string Columns =
        "select concat_ws(' ', dataset, external_id, redistributable::text) from read_model.incident_version where recorded_to is null and import_id is not null and length(content_hash) = 32 order by 1";

    private Task<Guid> Import(ImportOrigin origin) => _service.Import(Bodies.Incident("Imported", Sabha, Article), origin);

    private Task<long> Position() => Sql.Value<long>(_service.ConnectionString, "select position from log.event_head");
}
