using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Imports;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConflictEvents.Api.Tests.Erasure;

/// <summary>What an erasure meets besides rows: releases, and names that are still to be refreshed.</summary>
public sealed class ErasureEdgeTests
{
    private const string NoneLeft = "select not exists (select from read_model.pending_rendering)";

    [Theory]
    [InlineData(ResourceKind.Incident)]
    [InlineData(ResourceKind.Actor)]
    public async Task A_release_gives_everything_but_what_was_erased_as_it_did(ResourceKind kind)
    {
        await using var world = await ErasureWorld.Create();
        var (service, id, word) = (world.Service, world[kind].ToString(), ErasureWorld.Word(kind));
        Assert.Equal(201, (await service.Writer.Post("/v1/releases", new { name = "2026.1", citation = "A line" })).Status);
        await service.Correct("incidents", world.Raid, (await Plain(service, world.Raid)).With("title", "Raid on the depot, corrected"));
        var addresses = (await world.Addresses())
            .Where(path => !path.Contains("asOf=", StringComparison.Ordinal))
            .Select(path => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}release=2026.1")
            .Concat(["/v1/releases", "/v1/releases/2026.1", "/v1/releases/2026.1/citation"]);
        var before = await world.Answers(addresses);

        Assert.Equal(200, (await world.Erase(kind)).Status);

        var after = await world.Answers(before.Keys);
        var compared = 0;
        foreach (var (path, then) in before)
        {
            var now = after[path];
            Assert.DoesNotContain(word, now, StringComparison.OrdinalIgnoreCase);
            if (path.StartsWith($"{world.Path(kind)}?", StringComparison.Ordinal) || path.StartsWith($"{world.Path(kind)}/estimate", StringComparison.Ordinal))
            {
                Assert.Equal("410", now);
            }
            else if (!$"{path} {then}".Contains(word, StringComparison.OrdinalIgnoreCase) && !$"{path} {then}".Contains(id, StringComparison.Ordinal))
            {
                // Sums, and what is near, may have been of it.
                if (!path.Contains("/casualties", StringComparison.Ordinal) && !path.Contains("/similar", StringComparison.Ordinal))
                    Assert.True(then == now, $"{path} answered {then} before, and {now} after");
                compared++;
            }
            else if (path.Contains("limit=1000", StringComparison.Ordinal))
            {
                Assert.Equal(Others(then), Others(now));
                Assert.True(Others(now).Count > 2);
            }
        }

        Assert.True(compared > 60, $"only {compared} answers were compared");
        await StandsAsTheLogMakesIt(service);

        // The items of a list that never mentioned it, each as it is.
        IReadOnlyList<string> Others(string list) => [.. JsonNode.Parse(list)!["items"]!.AsArray().Select(item => item!.ToJsonString()).Where(item => !item.Contains(id, StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_still_to_be_rendered_is_rendered_without_it(bool isTheRenamed)
    {
        await using var service = await TestService.Empty(new Dictionary<string, string> { ["Database:RenderedAtOnce"] = "0" });
        var world = await Pending.Record(service);
        await service.Correct("actors", world.Actor, Bodies.Actor("Norblaxnew"));
        await NothingLeft(service);
        var other = await service.Reader.GetStringAsync($"/v1/incidents/{world.Bystander}");

        Task<JsonAnswer> erasure;
        var erased = isTheRenamed ? world.Actor : world.Companion;
        await using (var connection = new NpgsqlConnection(service.ConnectionString))
        {
            // As right after the commit that renames, with the erasure before whoever renders.
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var undo = new NpgsqlCommand(
                $"""
                select from log.event_head for update;
                insert into read_model.pending_rendering select recorded_from, id, false from read_model.incident_version where id = '{world.Incident}' and recorded_to is null;
                delete from read_model.incident_version where id = '{world.Incident}' and recorded_to is null;
                update read_model.incident_version set recorded_to = null where id = '{world.Incident}';
                delete from read_model.participation_version where id = '{world.Incident}' and recorded_to is null;
                update read_model.participation_version set recorded_to = null where id = '{world.Incident}';
                """,
                connection,
                transaction);
            await undo.ExecuteNonQueryAsync();
            erasure = Erase(service, erased);
            await Locks.UntilWaiting(service.ConnectionString);

            await transaction.CommitAsync();
        }

        Assert.Equal(200, (await erasure).Status);
        Assert.True(await Sql.Value<bool>(service.ConnectionString, NoneLeft));
        var names = (await service.Reader.Get($"/v1/incidents/{world.Incident}"))["participants"]!.AsArray().Select(part => part!["actor"]!["name"]!.ToString());
        Assert.Equal(isTheRenamed ? ["[erased]", "Companion"] : ["Norblaxnew", "[erased]"], names);
        Assert.Equal(other, await service.Reader.GetStringAsync($"/v1/incidents/{world.Bystander}"));
        await StandsAsTheLogMakesIt(service);
    }

    [Fact]
    public async Task Beside_names_that_are_refreshed_behind_commits_erasures_leave_what_the_log_makes()
    {
        await using var service = await TestService.Empty(new Dictionary<string, string> { ["Database:RenderedAtOnce"] = "0" });
        var worlds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Pending.Record(service)));

        await Task.WhenAll(worlds.Select(async (world, writer) =>
        {
            for (var n = 0; n < 6; n++)
            {
                await service.Correct("actors", world.Actor, Bodies.Actor($"Brigade {writer} {n}"));
                await service.Correct("locations", world.Location, Bodies.Location($"Town {writer} {n}"));
                if (n == 2)
                    Assert.Equal(200, (await Erase(service, world.Companion)).Status);
            }

            Assert.Equal(200, (await Erase(service, world.Actor)).Status);
        }));
        await NothingLeft(service);

        foreach (var world in worlds)
            Assert.Equal(["[erased]", "[erased]"], (await service.Reader.Get($"/v1/incidents/{world.Incident}"))["participants"]!.AsArray().Select(part => part!["actor"]!["name"]!.ToString()));
        await StandsAsTheLogMakesIt(service);
    }

    [Fact]
    public async Task What_stood_within_one_commit_only_leaves_the_feed_too()
    {
        await using var origin = await TestService.Empty();
        var world = await Pending.Record(origin);
        await origin.Correct("incidents", world.Incident, await Plain(origin, world.Incident));

        // No version of the incident that mentions anybody is left behind the commit that tells of both.
        await using var service = await TestService.Empty();
        await service.ImportLines(await origin.Export());
        Assert.False(await Sql.Value<bool>(service.ConnectionString, $"select exists (select from read_model.incident_version where refs && array['{world.Actor}'::uuid])"));
        Assert.Contains(world.Actor.ToString(), (await Told(service, world.Incident)).ToJsonString());

        Assert.Equal(200, (await Erase(service, world.Actor)).Status);

        Assert.Equal(2, (await Told(service, world.Incident)).Count);
        Assert.DoesNotContain("Norblaxold", await service.Reader.GetStringAsync("/v1/changes?limit=1000"), StringComparison.Ordinal);
        await StandsAsTheLogMakesIt(service);

        static async Task<JsonArray> Told(TestService service, Guid incident) =>
            new([.. (await service.Reader.Get("/v1/changes?limit=1000&resource=incident"))["items"]!.AsArray().Where(entry => entry!.ToJsonString().Contains(incident.ToString(), StringComparison.Ordinal)).Select(entry => entry!.DeepClone())]);
    }

    /// <summary>Few enough events that they become one small commit elsewhere, which brings the tombstone and what mentions it.</summary>
    [Theory]
    [InlineData("actors")]
    [InlineData("locations")]
    [InlineData("sources")]
    [InlineData("documents")]
    public async Task A_short_log_with_a_tombstone_is_taken_along(string kind)
    {
        await using var service = await TestService.Empty();
        await using var other = await TestService.Empty();
        var ids = new Dictionary<string, Guid>
        {
            ["actors"] = await service.Record("actors", Bodies.Actor("Party")),
            ["locations"] = await service.Record("locations", Bodies.Location("Town")),
            ["sources"] = await service.Record("sources", Bodies.Source("Agency", "A")),
        };
        ids["documents"] = await service.Record("documents", Bodies.Document("Report", ids["sources"]));
        var incident = await service.Record("incidents", Bodies.Incident("Fighting", ids["locations"], ids["documents"])
            .With("participants", new JsonArray(Bodies.Participant(ids["actors"], ids["documents"])))
            .With("claims", new JsonArray(Bodies.Killed(7, ids["sources"], ids["documents"]))));
        Assert.Equal(200, (await Erase(service, ids[kind], kind)).Status);
        var lines = await service.Export();

        var job = await other.ImportLines(lines);

        Assert.Equal((lines.Count, 0), (job.Counts().Created + job.Counts().Updated, job.Counts().Rejected));
        Assert.Equal(410, (await other.Reader.Send(HttpMethod.Get, $"/v1/{kind}/{ids[kind]}")).Status);
        Assert.Equal(
            (await service.Reader.Get($"/v1/incidents/{incident}"))["estimates"]!.ToJsonString(), (await other.Reader.Get($"/v1/incidents/{incident}"))["estimates"]!.ToJsonString());
    }

    [Fact]
    public async Task What_others_rested_on_before_it_was_corrected_they_rest_on_in_the_past()
    {
        await using var service = await TestService.Empty();
        var (party, whole) = (await service.Record("actors", Bodies.Actor("Party")), await service.Record("actors", Bodies.Actor("Whole")));
        var (agency, herald) = (await service.Record("sources", Bodies.Source("Agency", "A")), await service.Record("sources", Bodies.Source("Herald", "B")));
        var document = await service.Record("documents", Bodies.Document("Report", herald));
        var (region, town) = (await service.Record("locations", Bodies.Location("Region")), await service.Record("locations", Bodies.Location("Town")));
        var unit = await service.Record("actors", Bodies.Actor("Unit"));
        var incident = await service.Record("incidents", Bodies.Incident("Fighting", town, document)
            .With("participants", new JsonArray(Bodies.Participant(unit, document), Bodies.Participant(party, document)))
            .With("claims", new JsonArray(Bodies.Killed(7, agency, document), Bodies.Killed(9, herald, document))));
        var asked = new[]
        {
            $"/v1/incidents/{incident}/estimate", "/v1/casualties", "/v1/incidents?killedMin=8", "/v1/incidents?country=TN", $"/v1/incidents?locationId={region}",
            $"/v1/incidents?actorId={whole}&includeSubgroups=true", $"/v1/incidents?claimantId={agency}",
        };
        var told = new Dictionary<string, string>();
        await Ask("at first");

        await service.Correct("sources", agency, Bodies.Source("Agency", "E").With("affiliatedActorId", party.ToString()));
        await service.Correct("locations", town, Bodies.Location("Town", region).With("country", "TN"));
        await service.Correct("actors", unit, Bodies.Actor("Unit").With("relations", PartOf(whole, document)));
        await Ask("corrected");
        await service.Correct("sources", agency, Bodies.Source("Agency", "B"));
        await service.Correct("locations", town, Bodies.Location("Town"));
        await service.Correct("actors", unit, Bodies.Actor("Unit"));
        await Ask("corrected back");
        Assert.Equal([7, 9], told.Where(answer => answer.Key.Contains("/estimate?", StringComparison.Ordinal)).Select(answer => (int)JsonNode.Parse(answer.Value)!["estimates"]![0]!["best"]!).Take(2));

        foreach (var (kind, erased) in new[] { ("sources", agency), ("locations", town), ("actors", unit) })
            Assert.Equal(200, (await Erase(service, erased, kind)).Status);

        foreach (var (address, answer) in told)
        {
            var now = await service.Reader.GetStringAsync(address);
            Assert.True(Nameless(answer) == Nameless(now), $"{address} answered {answer} before, and {now} after");
        }

        await StandsAsTheLogMakesIt(service);

        async Task Ask(string name)
        {
            Assert.Equal(201, (await service.Writer.Post("/v1/releases", new { name = name.Replace(' ', '-'), citation = "A line" })).Status);
            foreach (var address in asked.Select(path => $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}release={name.Replace(' ', '-')}"))
                told.Add(address, await service.Reader.GetStringAsync(address));
        }

        static string Nameless(string answer) => new[] { "Agency", "Town", "Unit" }
            .Aggregate(answer, (text, name) => text.Replace($"\"{name}\"", "\"[erased]\"", StringComparison.Ordinal))
            .Replace("\"longitude\":13.2,\"latitude\":32.9", "\"longitude\":null,\"latitude\":null", StringComparison.Ordinal);

        static JsonArray PartOf(Guid whole, Guid document) => new(new JsonObject
        {
            ["kind"] = "part_of",
            ["actorId"] = whole.ToString(),
            ["citations"] = new JsonArray(new JsonObject { ["documentId"] = document.ToString() }),
        });
    }

    private static Task<JsonAnswer> Erase(TestService service, Guid erased, string kind = "actors") =>
        service.Writer.Send(HttpMethod.Post, $"/v1/{kind}/{erased}/erasure", new { reason = "Order 2026/114." }, "*");

    private static async Task<JsonObject> Plain(TestService service, Guid incident)
    {
        var shown = await service.Reader.Get($"/v1/incidents/{incident}");
        return Bodies.Incident(shown["title"]!.ToString(), shown["place"]!["location"]!["id"]!.GetValue<Guid>(), shown["citations"]![0]!["document"]!["id"]!.GetValue<Guid>());
    }

    private static async Task NothingLeft(TestService service)
    {
        for (var tries = 0; !await Sql.Value<bool>(service.ConnectionString, NoneLeft); tries++)
        {
            Assert.True(tries < 300, "Something is still to be rendered after half a minute.");
            await Task.Delay(100);
        }
    }

    /// <summary>The log verifies, and a rebuild comes to the same rows.</summary>
    private static async Task StandsAsTheLogMakesIt(TestService service)
    {
        Assert.Empty((await LogVerifier.Verify(service.Services.GetRequiredService<ApplicationDatabase>(), progress: null, CancellationToken.None)).Faults);
        Assert.Empty((await ReadModelRebuilder.Run(service.ConnectionString, progress: null, CancellationToken.None)).Value.Differences);
    }

    /// <summary>An incident of two actors at a place, and one elsewhere.</summary>
    private sealed record Pending(Guid Actor, Guid Companion, Guid Location, Guid Incident, Guid Bystander)
    {
        public static async Task<Pending> Record(TestService service)
        {
            var (actor, companion) = (await service.Record("actors", Bodies.Actor("Norblaxold")), await service.Record("actors", Bodies.Actor("Companion")));
            var location = await service.Record("locations", Bodies.Location("Town"));
            var document = await service.Record("documents", Bodies.Document("Report", await service.Record("sources", Bodies.Source("Herald", "B"))));
            var elsewhere = await service.Record("locations", Bodies.Location("Elsewhere"));
            var incident = Bodies.Incident("Fighting", location, document).With("participants", new JsonArray(Bodies.Participant(actor, document), Bodies.Participant(companion, document)));
            return new Pending(actor, companion, location, await service.Record("incidents", incident), await service.Record("incidents", Bodies.Incident("Other", elsewhere, document)));
        }
    }
}
