using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>What <c>fields</c>, <c>include</c> and <c>count</c> make of an answer, held against the whole.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class ShapeTests(SampleService sample)
{
    private HttpClient Reader => sample.Service.Reader;

    [Theory]
    [InlineData("title", "id,title")]
    [InlineData("id", "id")]
    [InlineData("estimates,occurred,place", "id,occurred,place,estimates")]
    public async Task Fields_leave_the_named_members_as_they_are_and_the_id(string fields, string members)
    {
        var incident = (await Reader.Get("/v1/incidents?limit=1"))["items"]![0]!["id"]!.GetValue<string>();
        foreach (var path in new[] { "/v1/incidents?", $"/v1/incidents?asOf={DateTimeOffset.UtcNow.Text()}&" })
            AssertOnly(members, (await Reader.Get(path))["items"]!.AsArray(), (await Reader.Get($"{path}fields={fields}"))["items"]!.AsArray());
        AssertOnly(members, [await Whole(incident)], [await Reader.Get($"/v1/incidents/{incident}?fields={fields}")]);
    }

    [Fact]
    public async Task Fields_choose_from_every_kind_of_resource()
    {
        foreach (var plural in new[] { "actors", "locations", "sources", "documents", "conflicts" })
        {
            var whole = (await Reader.Get($"/v1/{plural}"))["items"]!.AsArray();
            AssertOnly("id,version,recordedAt", whole, (await Reader.Get($"/v1/{plural}?fields=recordedAt,version"))["items"]!.AsArray());
            AssertOnly("id,version", [whole[0]!.DeepClone()], [await Reader.Get($"/v1/{plural}/{whole[0]!["id"]}?fields=version")]);
        }
    }

    [Fact]
    public async Task Include_adds_members_of_the_whole_incident_to_those_of_a_list()
    {
        var conflict = (await Reader.Get("/v1/conflicts"))["items"]![0]!["id"];
        string[] parts = ["summary", "claims", "citations", "statements", "dateStatements", "responsibility", "foreignIds", "recordedAt", "retractionReason"];
        foreach (var path in new[] { "/v1/incidents", $"/v1/conflicts/{conflict}/incidents" })
        {
            var cards = (await Reader.Get(path))["items"]!.AsArray();
            var more = (await Reader.Get($"{path}?include={string.Join(',', parts)}"))["items"]!.AsArray();
            Assert.NotEmpty(cards);
            Assert.Equal(cards.Count, more.Count);
            foreach (var (card, item) in cards.Zip(more))
            {
                var whole = await Whole(item!["id"]!.GetValue<string>());
                var expected = card!.DeepClone().AsObject();
                foreach (var part in parts.Where(part => part is not "citations"))
                    expected[part] = whole[part]?.DeepClone();
                Assert.True(JsonNode.DeepEquals(expected, item), item.ToJsonString());
            }
        }
    }

    [Fact]
    public async Task What_is_included_stands_beside_what_fields_leave()
    {
        var items = (await Reader.Get("/v1/incidents?fields=title&include=claims,citations"))["items"]!.AsArray();

        Assert.All(items, item => Assert.Equal(["id", "title", "claims", "citations"], item!.AsObject().Select(member => member.Key)));
    }

    [Theory]
    [InlineData("/v1/incidents?fields=titel", "fields", "updatedAt")]
    [InlineData("/v1/incidents?fields=claims", "fields", "updatedAt")]
    [InlineData("/v1/incidents?fields=title,", "fields", "updatedAt")]
    [InlineData("/v1/incidents?include=title", "include", "claims, statements")]
    [InlineData("/v1/actors?fields=title", "fields", "names")]
    [InlineData("/v1/actors?include=names", "include", "fields")]
    [InlineData("/v1/actors?count=all", "count", "none, exact, estimated")]
    public async Task A_name_that_is_not_known_is_refused_with_those_that_are(string path, string parameter, string known)
    {
        var answer = await Reader.Send(HttpMethod.Get, path);

        Assert.Equal(400, answer.Status);
        Assert.Equal(parameter, answer.Body!["errors"]![0]!["path"]!.GetValue<string>());
        Assert.Contains(known, answer.Body["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/incidents?")]
    [InlineData("/v1/incidents?country=LY&type=battles&")]
    [InlineData("/v1/incidents?near=13.19,32.89&within=100km&sort=distance&")]
    [InlineData("/v1/incidents?from=1990-01-01&to=1990-12-31&")]
    [InlineData("/v1/actors?q=haftar&")]
    [InlineData("/v1/documents?")]
    public async Task A_count_is_that_of_all_pages_on_every_page(string path)
    {
        var all = (await Reader.Get($"{path}limit=1000"))["items"]!.AsArray().Count;
        for (var next = $"{path}limit=2&count=exact"; next is not null;)
        {
            var page = await Reader.Get(next);
            Assert.Equal($$"""{"value":{{all}},"relation":"exact"}""", page["count"]!.ToJsonString());
            next = page["next"]?.GetValue<string>();
        }

        var estimate = (await Reader.Get($"{path}count=estimated"))["count"]!;
        Assert.Equal("estimated", estimate["relation"]!.GetValue<string>());
        Assert.True(estimate["value"]!.GetValue<long>() >= 0);

        // What the database expects changes from day to day; an answer about the past does not.
        var past = (await Reader.Get($"{path}count=estimated&asOf={DateTimeOffset.UtcNow.Text()}"))["count"]!;
        Assert.Equal($$"""{"value":{{all}},"relation":"exact"}""", past.ToJsonString());
        Assert.False((await Reader.Get($"{path}count=none")).AsObject().ContainsKey("count"));
        Assert.False((await Reader.Get(path.TrimEnd('&', '?'))).AsObject().ContainsKey("count"));
    }

    private async Task<JsonNode> Whole(string id) => await Reader.Get($"/v1/incidents/{id}");

    private static void AssertOnly(string members, JsonArray whole, JsonArray parts)
    {
        Assert.NotEmpty(whole);
        Assert.Equal(whole.Count, parts.Count);
        foreach (var (one, part) in whole.Zip(parts))
        {
            Assert.Equal(members, string.Join(',', part!.AsObject().Select(member => member.Key)));
            Assert.All(part.AsObject(), member => Assert.True(JsonNode.DeepEquals(one![member.Key], member.Value)));
        }
    }
}
