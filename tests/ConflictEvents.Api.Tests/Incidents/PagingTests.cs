using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Incidents;

/// <summary>A walk along the pages meets every item once, in the order of the whole list; a cursor serves the query it was given for and no other.</summary>
[Collection(SampleServiceUsers.Name)]
public sealed class PagingTests(SampleService sample)
{
    public static TheoryData<string> Lists => new()
    {
        "/v1/incidents?sort=occurred",
        "/v1/incidents?sort=-occurred",
        "/v1/incidents?sort=killed",
        "/v1/incidents?sort=-killed",
        "/v1/incidents?sort=recorded",
        "/v1/incidents?sort=-recorded",
        "/v1/incidents?sort=distance&near=13.19,32.88",
        "/v1/incidents?country=LY&type=battles,explosions_remote_violence",
        "/v1/actors?q=forces",
        "/v1/sources?type=newspaper",
        "/v1/documents?type=article",
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Pages_of_one_add_up_to_the_whole_list_in_its_order(string list)
    {
        var whole = Ids(await sample.Service.Reader.Get(list));
        Assert.True(whole.Count > 1, $"{list} finds too little to be walked.");

        var walked = new List<string>();
        for (var next = $"{list}&limit=1"; next is not null;)
        {
            var page = await sample.Service.Reader.Get(next);
            walked.AddRange(Ids(page));
            next = page["next"]?.GetValue<string>();
            Assert.Equal(next is null, page["nextCursor"] is null);
        }

        Assert.Equal(whole, walked);
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("-killed")]
    public async Task Whose_dead_are_unknown_comes_last_in_either_direction(string sort)
    {
        var best = (await sample.Service.Reader.Get($"/v1/incidents?sort={sort}"))["items"]!.AsArray()
            .Select(item => item!["estimates"]![0]!["best"]?.GetValue<int>()).ToList();

        Assert.NotNull(best[0]);
        Assert.All(best.Skip(best.FindIndex(figure => figure is null)), figure => Assert.Null(figure));
    }

    [Fact]
    public async Task A_cursor_that_was_altered_is_refused()
    {
        var cursor = await Cursor("/v1/incidents?limit=1");
        var altered = cursor[..^1] + (cursor[^1] == 'A' ? 'B' : 'A');

        await Refused($"/v1/incidents?limit=1&cursor={altered}");
    }

    [Theory]
    [InlineData("/v1/incidents?limit=1&sort=occurred")]
    [InlineData("/v1/incidents?limit=1&country=LY")]
    [InlineData("/v1/incidents?limit=1&q=Sabha")]
    [InlineData("/v1/actors?limit=1")]
    public async Task A_cursor_of_another_query_is_refused(string other) =>
        await Refused($"{other}&cursor={await Cursor("/v1/incidents?limit=1")}");

    [Fact]
    public async Task A_page_may_change_its_size_half_way()
    {
        var whole = Ids(await sample.Service.Reader.Get("/v1/incidents"));
        var rest = Ids(await sample.Service.Reader.Get($"/v1/incidents?limit=3&cursor={await Cursor("/v1/incidents?limit=1")}"));

        Assert.Equal(whole.Skip(1).Take(3), rest);
    }

    [Fact]
    public async Task Too_great_a_limit_is_lowered_and_said()
    {
        using var response = await sample.Service.Reader.GetAsync("/v1/incidents?limit=100000");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("1000", Assert.Single(response.Headers.GetValues("Limit-Applied")));
    }

    [Fact]
    public async Task The_next_page_is_also_in_the_Link_header()
    {
        using var response = await sample.Service.Reader.GetAsync("/v1/incidents?limit=1");
        var next = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["next"]!.GetValue<string>();

        Assert.Equal($"<{next}>; rel=\"next\"", Assert.Single(response.Headers.GetValues("Link")));
    }

    private async Task<string> Cursor(string list) => (await sample.Service.Reader.Get(list))["nextCursor"]!.GetValue<string>();

    private async Task Refused(string path)
    {
        var answer = await sample.Service.Reader.Send(HttpMethod.Get, path);

        Assert.Equal((400, "invalid-cursor"), (answer.Status, answer.Code));
    }

    private static List<string> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>())];
}
