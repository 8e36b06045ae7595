using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>Holds the search, with all its tables and indexes, against the plainest way to answer: to look at every document.</summary>
public sealed class FilterOracleTests : IAsyncLifetime
{
    private const int Incidents = 100;
    private const int Searches = 300;

    private TestService _service = null!;

    public async Task InitializeAsync() => _service = await TestService.Empty();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData(20190504)]
    public async Task Random_filters_find_what_the_documents_say_in_the_order_asked_for(int seed)
    {
        var random = new Random(seed);
        var world = await RandomWorld.Made(_service, random);
        var documents = new List<JsonNode>();
        for (var number = 0; number < Incidents; number++)
            documents.Add(await _service.Reader.Get($"/v1/incidents/{await world.Incident(number)}"));

        var found = 0;
        var filters = new RandomFilter(world, random);
        for (var i = 0; i < Searches; i++)
        {
            var (query, holds) = filters.Next();
            var sort = world.Pick(RandomOrder.Sorts);

            var page = await _service.Reader.Get($"/v1/incidents?{query}&sort={sort}&limit=1000");

            var ids = page["items"]!.AsArray().Select(item => RandomFilter.Text(item!["id"])!).ToList();
            Assert.True(
                RandomOrder.Of(documents.Where(document => holds(document)), sort).SequenceEqual(ids),
                $"{query}&sort={sort} found {ids.Count} incidents, not those that it should or not in their order.");
            found += ids.Count;
        }

        Assert.True(found > Searches, "The filters are too narrow to show anything.");
    }
}
