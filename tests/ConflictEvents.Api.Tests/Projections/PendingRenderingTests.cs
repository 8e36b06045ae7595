using System.Net;
using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Infrastructure.Projections;
using Npgsql;

namespace ConflictEvents.Api.Tests.Projections;

/// <summary>A service whose commits leave every other rendering for later, as they do where very many resources show a name.</summary>
public sealed class PendingRenderingTests : IAsyncLifetime
{
    private const string NoneLeft = "select not exists (select from read_model.pending_rendering)";

    private TestService _service = null!;
    private Guid _actor;
    private Guid _location;
    private Guid _document;

    public async Task InitializeAsync()
    {
        _service = await TestService.Empty(new Dictionary<string, string> { ["Database:RenderedAtOnce"] = "0" });
        _location = await _service.Record("locations", Bodies.Location("Old Town"));
        _document = await _service.Record("documents", Bodies.Document("Old Title", await _service.Record("sources", Bodies.Source("Herald", "B"))));
        _actor = await _service.Record("actors", Bodies.Actor("Old Brigade"));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task The_new_name_is_shown_within_seconds_and_a_past_reader_waits_for_it()
    {
        var incident = await Incident("Fighting");

        var renamed = await _service.Correct("actors", _actor, Bodies.Actor("New Brigade"));

        Assert.Equal("New Brigade", Name(await _service.Reader.Get($"/v1/incidents/{incident}?asOf={renamed.Body!.UpdatedAt().Text()}")));
        Assert.Equal("New Brigade", Name(await _service.Reader.Get($"/v1/incidents/{incident}")));
        Assert.Equal("Old Brigade", Name(await _service.Reader.Get($"/v1/incidents/{incident}?asOf={renamed.Body!.UpdatedAt().AddTicks(-10).Text()}")));
    }

    [Fact]
    public async Task A_tag_given_while_names_are_refreshed_is_not_taken_for_that_of_the_last_answer()
    {
        var incident = await Incident("Fighting");
        var seen = new HashSet<(string Path, string Tag, string Body)>();
        for (var n = 0; n < 10; n++)
        {
            await _service.Correct("actors", _actor, Bodies.Actor($"Brigade {n}"));
            for (var left = true; left;)
            {
                left = !await Sql.Value<bool>(_service.ConnectionString, NoneLeft);
                foreach (var path in new[] { "/v1/incidents", $"/v1/incidents/{incident}" })
                {
                    var answer = await _service.Reader.Send(HttpMethod.Get, path);
                    seen.Add((path, answer.ETag!, answer.Body!.ToJsonString()));
                }
            }
        }

        foreach (var (path, tag, body) in seen)
        {
            var last = (await _service.Reader.Get(path)).ToJsonString();
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "If-None-Match", tag } } };
            using var answer = await _service.Reader.SendAsync(request);
            Assert.True(body == last || answer.StatusCode is HttpStatusCode.OK, $"{path} says that this is not modified: {body}");
        }

        Assert.True(seen.Count >= 20, "too few answers differ");
    }

    [Fact]
    public async Task A_past_reader_is_told_to_come_back_where_it_takes_too_long()
    {
        await using var slow = await TestService.Empty(new Dictionary<string, string> { ["Database:ReadSeconds"] = "1" });
        var actor = await slow.Record("actors", Bodies.Actor("Brigade"));
        var before = (await slow.Reader.Get($"/v1/actors/{actor}")).UpdatedAt();
        await slow.Record("actors", Bodies.Actor("Another"));

        // As if more were left than can be rendered within the time.
        await using var connection = new NpgsqlConnection(slow.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select from log.event_head for update", connection, transaction))
            await hold.ExecuteNonQueryAsync();
        await Sql.Execute(slow.ConnectionString, $"insert into read_model.pending_rendering select 1, '{actor}', false");

        var answer = await slow.Reader.Send(HttpMethod.Get, $"/v1/actors/{actor}?asOf={before.Text()}");

        Assert.Equal((503, "not-rendered-yet"), (answer.Status, answer.Body!["code"]!.GetValue<string>()));
        Assert.Equal(200, (await slow.Reader.Send(HttpMethod.Get, $"/v1/actors/{actor}")).Status);
        await transaction.RollbackAsync();
        for (var tries = 0; (await slow.Reader.Send(HttpMethod.Get, $"/v1/actors/{actor}?asOf={before.Text()}")).Status != 200; tries++)
        {
            Assert.True(tries < 30, "What was left is not rendered.");
            await Task.Delay(100);
        }
    }

    [Fact]
    public async Task Whatever_is_changed_before_it_is_rendered_the_log_makes_the_same_rows()
    {
        var other = await _service.Record("actors", Bodies.Actor("Other"));
        var region = await _service.Record("locations", Bodies.Location("Region"));
        var incidents = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Incident($"Incident {n}")));
        var writers = Enumerable.Range(0, 4).Select(async writer =>
        {
            var random = new Random(writer);
            for (var n = 0; n < 25; n++)
            {
                var incident = incidents[random.Next(incidents.Length)];
                await (random.Next(6) switch
                {
                    0 => _service.Correct("actors", _actor, Bodies.Actor($"Brigade {writer} {n}")),
                    1 => _service.Correct("locations", _location, Bodies.Location($"Town {writer} {n}", random.Next(2) == 0 ? region : null)),
                    2 => _service.Correct("locations", region, Bodies.Location($"Region {writer} {n}")),
                    3 => _service.Correct("documents", _document, Bodies.Document($"Title {writer} {n}", (await Source()))),
                    4 => _service.Correct("actors", other, Bodies.Actor($"Other {writer} {n}")),
                    _ => _service.Correct("incidents", incident, Body($"Corrected {writer} {n}", random.Next(2) == 0 ? _actor : other)),
                });
            }
        });
        await Task.WhenAll(writers);
        await NothingLeft();

        var rebuild = await ReadModelRebuilder.Run(_service.ConnectionString, progress: null, CancellationToken.None);

        Assert.Empty(rebuild.Value.Differences);
    }

    [Fact]
    public async Task What_a_process_has_left_when_it_ended_another_takes_up()
    {
        var incident = await Incident("Fighting");
        await _service.Correct("actors", _actor, Bodies.Actor("New Brigade"));
        await NothingLeft();
        var document = await _service.Reader.Get($"/v1/incidents/{incident}");

        // As it would be had the process ended right after the commit.
        await Sql.Execute(
            _service.ConnectionString,
            $"""
            begin;
            insert into read_model.pending_rendering select recorded_from, id, false from read_model.incident_version where id = '{incident}' and recorded_to is null;
            delete from read_model.incident_version where id = '{incident}' and recorded_to is null;
            update read_model.incident_version set recorded_to = null where id = '{incident}';
            delete from read_model.participation_version where id = '{incident}' and recorded_to is null;
            update read_model.participation_version set recorded_to = null where id = '{incident}';
            commit
            """);
        await NothingLeft();

        Assert.Equal(document.ToJsonString(), (await _service.Reader.Get($"/v1/incidents/{incident}")).ToJsonString());
    }

    private static string Name(JsonNode incident) => incident["participants"]![0]!["actor"]!["name"]!.GetValue<string>();

    private Task<Guid> Incident(string title) => _service.Record("incidents", Body(title, _actor));

    private JsonObject Body(string title, Guid actor) =>
        Bodies.Incident(title, _location, _document).With("participants", new JsonArray(Bodies.Participant(actor, _document)));

    private async Task<Guid> Source() => Guid.Parse((await _service.Reader.Get("/v1/sources"))["items"]![0]!["id"]!.GetValue<string>());

    private async Task NothingLeft()
    {
        for (var tries = 0; !await Sql.Value<bool>(_service.ConnectionString, NoneLeft); tries++)
        {
            Assert.True(tries < 300, "Something is still to be rendered after half a minute.");
            await Task.Delay(100);
        }
    }
}
