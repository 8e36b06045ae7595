using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Incidents;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Past;

/// <summary>Random searches and walks along their pages as of one moment, while others write: all of them answer what they would have answered then.</summary>
public sealed class PastWalkTests : IAsyncLifetime
{
    private const int Incidents = 60;
    private const int Walks = 60;

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData(20190504)]
    public async Task A_walk_of_the_past_meets_what_was_there_then_in_its_order(int seed)
    {
        var random = new Random(seed);
        var world = await RandomWorld.Made(_service, random);
        var ids = new List<Guid>();
        for (var number = 0; number < Incidents; number++)
            ids.Add(await world.Incident(number));
        var documents = new List<JsonNode>();
        foreach (var id in ids)
            documents.Add(await _service.Reader.Get($"/v1/incidents/{id}"));
        var released = await _service.Writer.Post("/v1/releases", new { name = "then", citation = "A line" });
        var asOf = $"asOf={released.Body!["asOf"]!.GetValue<DateTimeOffset>().Text()}";
        await _service.Record("actors", Bodies.Actor("Somebody new"));

        using var done = new CancellationTokenSource();
        var writer = Task.Run(() => Write(ids, seed + 1, done.Token));
        try
        {
            var filters = new RandomFilter(world, random);
            for (var i = 0; i < Walks; i++)
            {
                var (filter, holds) = filters.Next();
                var sort = RandomOrder.Sorts[i % RandomOrder.Sorts.Length];
                var (query, matching) = i % 3 == 0 ? ("", documents) : ($"{filter}&", documents.Where(document => holds(document)).ToList());
                var address = $"/v1/incidents?{query}sort={sort}&limit={random.Next(1, 12)}&{(i % 2 == 0 ? asOf : "release=then")}";
                var expected = RandomOrder.Of(matching, sort);

                Assert.True(expected.SequenceEqual(await Walk(address)), $"Walk {i} along {address} met others than the {expected.Count} incidents that were there, or not in their order.");
            }
        }
        finally
        {
            await done.CancelAsync();
        }

        Assert.True(await writer > Walks / 4, "Too little was written meanwhile.");
    }

    private async Task<List<string?>> Walk(string address)
    {
        var met = new List<string?>();
        for (var next = address; next is not null;)
        {
            var page = await _service.Reader.Get(next);
            met.AddRange(page["items"]!.AsArray().Select(item => RandomFilter.Text(item!["id"])));
            next = RandomFilter.Text(page["next"]);
        }

        return met;
    }

    /// <returns>How much was written.</returns>
    private async Task<int> Write(List<Guid> ids, int seed, CancellationToken done)
    {
        var random = new Random(seed);
        var world = await RandomWorld.Made(_service, random);
        var writes = 0;
        for (var number = 1_000; !done.IsCancellationRequested; number++, writes++)
        {
            var chosen = random.Next(ids.Count);
            switch (random.Next(5))
            {
                case 0 when ids.Count > 5:
                    await _service.Retract("incidents", ids[chosen]);
                    ids.RemoveAt(chosen);
                    break;
                case < 3:
                    await world.Incident(number);
                    break;
                default:
                    var body = world.Body(number);
                    body.Remove("claims");
                    await _service.Correct("incidents", ids[chosen], body);
                    break;
            }
        }

        return writes;
    }
}
