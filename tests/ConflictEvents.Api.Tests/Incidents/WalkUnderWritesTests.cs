using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>
/// A walk along the pages while others write: every incident that was there throughout, matched and was left alone comes exactly once, and in
/// its place among the others like it. What is changed on the way may move, and so may come twice or not at all.
/// </summary>
public sealed class WalkUnderWritesTests : IAsyncLifetime
{
    private const int Untouched = 60;
    private const int Touched = 30;
    private const int Walks = 60;
    private const int Writers = 2;

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData(20190406)]
    public async Task What_was_there_throughout_comes_exactly_once(int seed)
    {
        var random = new Random(seed);
        var world = await RandomWorld.Made(_service, random);
        var documents = new List<JsonNode>();
        var touched = new List<Guid>();
        for (var number = 0; number < Untouched + Touched; number++)
        {
            var id = await world.Incident(number);

            // Of each dataset a third.
            if (number / 3 % 3 == 2)
                touched.Add(id);
            else
                documents.Add(await _service.Reader.Get($"/v1/incidents/{id}"));
        }

        using var done = new CancellationTokenSource();
        var writers = touched.Chunk(Touched / Writers).Select((own, i) => Task.Run(() => Write(world.With(new Random(seed + 1 + i)), [.. own], new Random(seed - 1 - i), 1_000 * (i + 1), done.Token))).ToList();
        try
        {
            await Walk(documents, new RandomFilter(world, random), random);
        }
        finally
        {
            await done.CancelAsync();
        }

        Assert.All(await Task.WhenAll(writers), writes => Assert.True(writes > Walks / 8, "Too little was written meanwhile."));
    }

    private async Task Walk(List<JsonNode> documents, RandomFilter filters, Random random)
    {
        var found = 0;
        for (var i = 0; i < Walks; i++)
        {
            var (filter, holds) = filters.Next();
            var sort = RandomOrder.Sorts[i % RandomOrder.Sorts.Length];
            var (query, matching) = i % 3 == 0 ? ("", documents) : ($"{filter}&", documents.Where(document => holds(document)).ToList());
            var address = $"/v1/incidents?{query}sort={sort}&limit={random.Next(1, 12)}";
            var expected = RandomOrder.Of(matching, sort);

            var met = new List<string>();
            for (var next = address; next is not null;)
            {
                var page = await _service.Reader.Get(next);
                met.AddRange(page["items"]!.AsArray().Select(item => RandomFilter.Text(item!["id"])!));
                next = RandomFilter.Text(page["next"]);
            }

            var untouched = met.Where(id => documents.Any(document => RandomFilter.Text(document["id"]) == id));
            Assert.True(expected.SequenceEqual(untouched), $"Walk {i} along {address} met others than the {expected.Count} incidents that were there, or not in their order.");
            found += query.Length > 0 ? expected.Count : 0;
        }

        Assert.True(found > 2 * Walks, $"Filters held for {found} incidents only.");
    }

    /// <returns>How much was written.</returns>
    private async Task<int> Write(RandomWorld world, List<Guid> touched, Random random, int first, CancellationToken done)
    {
        var writes = 0;
        for (var number = first; !done.IsCancellationRequested; number++, writes++)
        {
            var chosen = random.Next(touched.Count);
            switch (random.Next(5))
            {
                case 0 when touched.Count > 5:
                    await _service.Retract("incidents", touched[chosen]);
                    touched.RemoveAt(chosen);
                    break;
                case < 3:
                    touched.Add(await world.Incident(number));
                    break;
                default:
                    var body = world.Body(number);
                    body.Remove("claims");
                    await _service.Correct("incidents", touched[chosen], body);
                    break;
            }
        }

        return writes;
    }
}
