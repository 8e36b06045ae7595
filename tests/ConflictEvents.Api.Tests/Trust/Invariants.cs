using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Incidents;
using ConflictEvents.Api.Tests.Projections;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Database;
using ConflictEvents.Infrastructure.EventStore;
using ConflictEvents.Infrastructure.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>What holds at every moment, whatever was commanded before it.</summary>
internal sealed class Invariants(TestService service, RandomWorld world, Random random)
{
    private const int Singles = 6;

    private const string ByType = "/v1/casualties?groupBy=type&dataset=any";

    private static readonly string[] Casualties = [ByType, "/v1/casualties?groupBy=actor&dataset=any", "/v1/casualties?groupBy=country,month&metrics=incidents,killed,injured&dataset=any"];

    private readonly RandomFilter _filters = new(world, random);
    private readonly Remembered _remembered = new(service);
    private readonly FeedReplay _follower = new(service, limit: 17);

    public async Task Hold()
    {
        var resources = await Folded();
        await AreServedAsFolded(resources);
        await AreErased();
        await Figures.AddUp(service.Reader, ByType, resources);
        string[] tolls = [.. world.Conflicts.Keys.Select(conflict => $"/v1/conflicts/{conflict}/tolls?on=2020-12-31&dataset=any")];
        foreach (var sums in Casualties.Concat(tolls))
            Figures.AreInOrder(await service.Reader.Get(sums));
        await _remembered.Hold();
        await _remembered.Remember(Some(resources).Concat([$"/v1/incidents?{_filters.Next().Query}&limit=1000", "/v1/actors?limit=1000", .. Casualties, world.Pick(tolls)]));
        await _follower.Hold();
        Assert.Empty((await LogVerifier.Verify(service.Services.GetRequiredService<ApplicationDatabase>(), progress: null, CancellationToken.None)).Faults);
    }

    /// <summary>What is remembered of it is forgotten.</summary>
    /// <param name="id">Of what was erased, or of what stood for it: nothing does any more.</param>
    public async Task Erased(Guid id) => await _remembered.Forget(
        id, isSummed: await Sql.Value<string>(service.ConnectionString, $"select stream_kind from log.event where stream_id = '{id}' and version = 1") is "incident" or "conflict");

    /// <summary>What takes longer: a rebuild comes to what is there, and a new follower to what the one has that followed all along.</summary>
    public async Task HoldFromTheStart()
    {
        Assert.Empty((await ReadModelRebuilder.Run(service.ConnectionString, progress: null, CancellationToken.None)).Value.Differences);
        await new FeedReplay(service, limit: 1000).Hold();
        await Hold();
    }

    private async Task<IReadOnlyList<(Resource Resource, ReferenceBook Book)>> Folded()
    {
        var folded = new List<(Resource, ReferenceBook)>();
        foreach (var (kind, id) in await Streams("not"))
            folded.Add(await service.Fold(kind, id));
        return folded;
    }

    private async Task AreErased()
    {
        foreach (var (kind, id) in await Streams(""))
        {
            Assert.Null(await service.Find(kind, id));
            var answer = await service.Reader.Send(HttpMethod.Get, $"/v1/{Plural(kind)}/{id}");
            Assert.Equal((410, "erased"), (answer.Status, answer.Code));
        }
    }

    /// <returns>Those that end in an erasure, or those that do <c>not</c>.</returns>
    private async Task<IEnumerable<(ResourceKind Kind, Guid Id)>> Streams(string not) => (await Sql.Lines(
            service.ConnectionString,
            $"select stream_kind || ' ' || stream_id from log.event e where version = 1 and {not} exists (select from log.event last where last.stream_id = e.stream_id and last.type like '%.erased') order by position"))
        .Select(stream => (Enum.Parse<ResourceKind>(stream.Split(' ')[0], ignoreCase: true), Guid.Parse(stream.Split(' ')[1])));

    private async Task AreServedAsFolded(IReadOnlyList<(Resource Resource, ReferenceBook Book)> folded)
    {
        foreach (var alike in folded.GroupBy(one => one.Resource.Kind))
        {
            var list = await service.Reader.Get($"/v1/{Plural(alike.Key)}?limit=1000");
            var active = alike.Where(one => one.Resource.Status is ResourceStatus.Active).Select(one => one.Resource.Id).Order();
            Assert.Equal(active, list["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>()).Order());
        }

        var survivors = folded.Where(one => one.Resource.MergedInto is not null).ToDictionary(one => one.Resource.Id, one => one.Resource.MergedInto!.Value);
        var cards = await service.Reader.GetStringAsync("/v1/incidents?limit=1000");
        foreach (var (resource, book) in folded)
        {
            var path = Path(resource);
            using var answer = await service.Reader.GetAsync(path);
            if (resource.MergedInto is { } into)
            {
                while (survivors.TryGetValue(into, out var next))
                    into = next;
                Assert.Equal((301, $"{into}"), ((int)answer.StatusCode, answer.Headers.Location!.OriginalString.Split('/')[^1]));
                continue;
            }

            Assert.Equal(PlainPath.Document(resource, book), await answer.Content.ReadAsStringAsync());
            if (resource is Incident incident)
                AssertIncident(IncidentRenderer.Render(incident, book), incident.Status, cards, await service.Reader.GetStringAsync($"{path}/estimate"));
        }
    }

    private static void AssertIncident(RenderedIncident rendered, ResourceStatus status, string cards, string estimate)
    {
        if (status is ResourceStatus.Active)
            Assert.Contains(PlainPath.Json(rendered.Card), cards, StringComparison.Ordinal);
        Assert.Equal(PlainPath.Json(rendered.Estimate), estimate);
        Figures.AreInOrder(JsonNode.Parse(estimate)!);
    }

    private IEnumerable<string> Some(IReadOnlyList<(Resource Resource, ReferenceBook Book)> folded)
    {
        for (var n = 0; n < Singles; n++)
        {
            var resource = folded[random.Next(folded.Count)].Resource;
            yield return Path(resource);
            if (resource.Kind is ResourceKind.Incident)
                yield return $"{Path(resource)}/estimate";
        }
    }

    private static string Path(Resource resource) => $"/v1/{Plural(resource.Kind)}/{resource.Id}";

    private static string Plural(ResourceKind kind) => $"{kind.ToString().ToLowerInvariant()}s";
}
