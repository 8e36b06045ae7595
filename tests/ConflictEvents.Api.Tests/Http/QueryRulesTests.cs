using Microsoft.AspNetCore.Builder;

namespace ConflictEvents.Api.Tests.Http;

public sealed class QueryRulesTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Theory]
    [InlineData("froom=2019-04-04", 400, "unknown-parameter", "froom")]
    [InlineData("From=2019-04-04", 400, "unknown-parameter", "From")]
    [InlineData("other=x", 400, "unknown-parameter", "other")]
    [InlineData("f=json", 400, "unknown-parameter", "f")]
    [InlineData("limit=1&limit=1", 400, "repeated-parameter", "limit")]
    [InlineData("colours=red&colours=dark_blue", 400, "repeated-parameter", "colours")]
    [InlineData("l%69mit=1&limit=1", 400, "repeated-parameter", "limit")]
    [InlineData("q=%zz", 400, "malformed-query", "q")]
    [InlineData("q=100%", 400, "malformed-query", "q")]
    [InlineData("q=%c3%28", 400, "malformed-query", "q")]
    [InlineData("q=%ed%a0%80", 400, "malformed-query", "q")]
    [InlineData("%ff=1", 400, "malformed-query", "%ff=1")]
    [InlineData("q=a%00b", 422, "invalid", "q")]
    [InlineData("a%00b=1", 422, "invalid", "a\0b")]
    [InlineData("from=", 400, "invalid-parameter", "from")]
    [InlineData("q", 400, "invalid-parameter", "q")]
    [InlineData("from=2019-02-29", 400, "invalid-parameter", "from")]
    [InlineData("from=04.04.2019", 400, "invalid-parameter", "from")]
    [InlineData("at=2019-04-04T00:00:00", 400, "invalid-parameter", "at")]
    [InlineData("pair=3", 400, "invalid-parameter", "pair")]
    [InlineData("colour=DarkBlue", 400, "invalid-parameter", "colour")]
    [InlineData("colour=1", 400, "invalid-parameter", "colour")]
    [InlineData("colours=red,purple", 400, "invalid-parameter", "colours")]
    [InlineData("colours=red,", 400, "invalid-parameter", "colours")]
    [InlineData("limit=2147483648", 400, "invalid-parameter", "limit")]
    [InlineData("limit=1.0", 400, "invalid-parameter", "limit")]
    [InlineData("limit=%201", 400, "invalid-parameter", "limit")]
    [InlineData("limit=11", 400, "invalid-parameter", "limit")]
    [InlineData("big=9223372036854775808", 400, "invalid-parameter", "big")]
    [InlineData("ratio=1e400", 400, "invalid-parameter", "ratio")]
    [InlineData("ratio=NaN", 400, "invalid-parameter", "ratio")]
    [InlineData("ratio=Infinity", 400, "invalid-parameter", "ratio")]
    [InlineData("ratio=1,5", 400, "invalid-parameter", "ratio")]
    [InlineData("exact=1e2", 400, "invalid-parameter", "exact")]
    [InlineData("flag=1", 400, "invalid-parameter", "flag")]
    [InlineData("flag=True", 400, "invalid-parameter", "flag")]
    [InlineData("ids=0197a1de-0000-7000-8000-000000000000,x", 400, "invalid-parameter", "ids")]
    public async Task A_faulty_query_is_refused_and_the_parameter_named(string query, int status, string code, string parameter)
    {
        var answer = await app.Raw($"GET /search?{query} HTTP/1.1");

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal([parameter], answer.Paths);
        JsonBodyTests.AssertTellsNothingOfTheProgram(answer);
    }

    [Fact]
    public async Task A_faultless_query_is_bound_as_it_was_sent()
    {
        var answer = await app.Get(
            "/search?from=2019-04-04&pair=3-4&colour=dark_blue&colours=red,dark_blue&spelt-so=x&limit=10&big=-9223372036854775808&ratio=1.5e2&exact=-0.1&flag=true"
            + "&ids=0197a1de-0000-7000-8000-000000000000,0197A1DE-0000-7000-8000-000000000001&at=2019-05-04T06:30:00%2B02:00&q=a+b%20%D8%AD%D9%81%D8%AA%D8%B1,c&");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            """{"from":"2019-04-04","pair":{"left":3,"right":4},"colour":"dark_blue","colours":["red","dark_blue"],"other":"x","limit":10,"big":-9223372036854775808,"ratio":150,"exact":-0.1,"flag":true,"ids":["0197a1de-0000-7000-8000-000000000000","0197a1de-0000-7000-8000-000000000001"],"at":"2019-05-04T06:30:00+02:00","q":"a b حفتر,c"}""",
            answer.Text);
    }

    [Theory]
    [InlineData("pair=x", "Two numbers with a hyphen, such as 3-4.")]
    [InlineData("from=x", "First day, inclusive.")]
    [InlineData("from=x", "YYYY-MM-DD")]
    [InlineData("colour=x", "red, dark_blue")]
    [InlineData("limit=11", "between 1 and 10")]
    [InlineData("froom=x", "colour, colours, exact")]
    public async Task The_refusal_says_what_is_expected(string query, string expected)
    {
        var answer = await app.Get($"/search?{query}");

        Assert.Contains(expected, answer.Json.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_must_be_given_is_missed_by_name()
    {
        var answer = await app.Get("/needs");

        Assert.Equal(400, answer.Status);
        Assert.Equal("missing-parameter", answer.Code);
        Assert.Equal(["count"], answer.Paths);
    }

    [Fact]
    public async Task The_query_string_itself_stays_as_it_was_sent()
    {
        var answer = await app.Get("/needs?count=4", ("X-Thing", "seen"));

        Assert.Equal("""{"count":4,"value":"?count=4","thing":"seen"}""", answer.Text);
    }

    [Theory]
    [InlineData("/things/abc")]
    [InlineData("/things/0197a1de00007000800000000000000")]
    [InlineData("/things/%7B0197a1de-0000-7000-8000-000000000000%7D")]
    [InlineData("/things/%ff")]
    [InlineData("/nothing/here")]
    [InlineData("/nothing?x=1")]
    public async Task An_address_of_nothing_is_not_found(string path)
    {
        var answer = await app.Get(path);

        Assert.Equal(404, answer.Status);
        Assert.Equal("not-found", answer.Code);
    }

    [Fact]
    public async Task An_endpoint_without_parameters_takes_none()
    {
        var answer = await app.Get("/document?country=LY");

        Assert.Equal(400, answer.Status);
        Assert.Equal(["country"], answer.Paths);
    }

    [Fact]
    public async Task Writes_are_held_to_the_same_rules()
    {
        var answer = await app.Post("/body?dryRun=true", """{"name":"a"}""");

        Assert.Equal(400, answer.Status);
        Assert.Equal(["dryRun"], answer.Paths);
    }

    [Fact]
    public async Task A_parameter_that_no_rule_is_known_for_keeps_the_service_from_starting()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => ProbeApp.Start(endpoints: routes => routes.MapGet("/later", (TimeSpan wait) => wait)));

        Assert.Contains("wait", refusal.Message, StringComparison.Ordinal);
    }
}
