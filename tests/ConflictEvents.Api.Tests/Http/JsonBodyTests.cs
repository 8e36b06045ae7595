using System.Text;

namespace ConflictEvents.Api.Tests.Http;

public sealed class JsonBodyTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Theory]
    // The structure is wrong.
    [InlineData("""{"name":"a","nmae":1}""", 400, "unknown-member", "nmae")]
    [InlineData("""{"name":"a","inner":{"number":1,"colur":null}}""", 400, "unknown-member", "inner.colur")]
    [InlineData("""{"name":"a","computed":"a"}""", 400, "unknown-member", "computed")]
    [InlineData("""{"name":"a","Note":"b"}""", 400, "unknown-member", "Note")]
    [InlineData("""{"name":"a","name":"b"}""", 400, "duplicate-member", "name")]
    [InlineData("""{"name":"a","n\u0061me":"b"}""", 400, "duplicate-member", "name")]
    [InlineData("""{"name":"a","inners":[{"number":1},{"number":1,"number":2}]}""", 400, "duplicate-member", "inners[1].number")]
    [InlineData("""{"name":"a","inner":{"number":1},"inners":[{"number":1}],"name":"b"}""", 400, "duplicate-member", "name")]
    [InlineData("""{"name":null}""", 400, "null-member", "name")]
    [InlineData("""{"name":"a","count":null}""", 400, "null-member", "count")]
    [InlineData("""{"name":"a","tags":null}""", 400, "null-member", "tags")]
    [InlineData("""{"name":"a","tags":["x",null]}""", 400, "null-member", "tags[1]")]
    [InlineData("""{"name":"a","inners":[null]}""", 400, "null-member", "inners[0]")]
    [InlineData("""{"name":"a","scores":{"x":null}}""", 400, "null-member", "scores.x")]
    [InlineData("""null""", 400, "null-member", "")]
    [InlineData("""{"name":"a" """, 400, "malformed-json", "name")]
    [InlineData("""{"name":"a",}""", 400, "malformed-json", "name")]
    [InlineData("""{"name":"a"} x""", 400, "malformed-json", "")]
    [InlineData("""{"name":'a'}""", 400, "malformed-json", "name")]
    [InlineData("""{"name":"a"/**/}""", 400, "malformed-json", "name")]
    [InlineData("""{"name":"a","count":01}""", 400, "malformed-json", "count")]
    [InlineData("""{"name":"a\ud800"}""", 400, "malformed-text", "name")]
    [InlineData("""{"name":"\udc00a"}""", 400, "malformed-text", "name")]
    [InlineData("""{"name":"a","tags":["b\ud83dc"]}""", 400, "malformed-text", "tags[0]")]
    [InlineData("""{"name":"a","\ud800":1}""", 400, "malformed-text", "")]
    // The structure is right, the content is not.
    [InlineData("""{}""", 422, "invalid", "name")]
    [InlineData("""{"name":"a","inner":{}}""", 422, "invalid", "inner.number")]
    [InlineData("""{"name":"a\u0000b"}""", 422, "invalid", "name")]
    [InlineData("""{"name":"a","scores":{"\u0000":1}}""", 422, "invalid", "scores")]
    [InlineData("""{"name":1}""", 422, "invalid", "name")]
    [InlineData("""{"name":"a","count":"1"}""", 422, "invalid", "count")]
    [InlineData("""{"name":"a","count":1.5}""", 422, "invalid", "count")]
    [InlineData("""{"name":"a","count":2147483648}""", 422, "invalid", "count")]
    [InlineData("""{"name":"a","big":9223372036854775808}""", 422, "invalid", "big")]
    [InlineData("""{"name":"a","ratio":1e400}""", 422, "invalid", "ratio")]
    [InlineData("""{"name":"a","ratio":-1e400}""", 422, "invalid", "ratio")]
    [InlineData("""{"name":"a","exact":1e400}""", 422, "invalid", "exact")]
    [InlineData("""{"name":"a","exact":1e30}""", 422, "invalid", "exact")]
    [InlineData("""{"name":"a","ratio":NaN}""", 422, "invalid", "ratio")]
    [InlineData("""{"name":"a","inners":[{"number":Infinity}]}""", 422, "invalid", "inners[0].number")]
    [InlineData("""{"name":"a","ratio":-Infinity}""", 422, "invalid", "ratio")]
    [InlineData("""{"name":"a","ratio":"NaN"}""", 422, "invalid", "ratio")]
    [InlineData("""{"name":"a","flag":"true"}""", 422, "invalid", "flag")]
    [InlineData("""{"name":"a","id":"123"}""", 422, "invalid", "id")]
    [InlineData("""{"name":"a","day":"2019-02-29"}""", 422, "invalid", "day")]
    [InlineData("""{"name":"a","day":"2019-02-01T00:00:00"}""", 422, "invalid", "day")]
    [InlineData("""{"name":"a","at":"2019-02-01T00:00:00"}""", 422, "invalid", "at")]
    [InlineData("""{"name":"a","at":"2019-02-01"}""", 422, "invalid", "at")]
    [InlineData("""{"name":"a","colour":"purple"}""", 422, "invalid", "colour")]
    [InlineData("""{"name":"a","colour":"DarkBlue"}""", 422, "invalid", "colour")]
    [InlineData("""{"name":"a","colour":"RED"}""", 422, "invalid", "colour")]
    [InlineData("""{"name":"a","colour":1}""", 422, "invalid", "colour")]
    [InlineData("""{"name":"a","tags":"x"}""", 422, "invalid", "tags")]
    [InlineData("""{"name":"a","inner":[]}""", 422, "invalid", "inner")]
    [InlineData("""[]""", 422, "invalid", "")]
    public async Task A_faulty_body_is_refused_and_the_member_named(string body, int status, string code, string path)
    {
        var answer = await app.Post("/body", body);

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal([path], answer.Paths);
        AssertTellsNothingOfTheProgram(answer);
    }

    [Fact]
    public async Task What_is_given_over_and_over_is_not_read_to_its_end()
    {
        // The rest, which is no JSON, would be named too.
        var answer = await app.Post("/body", $$"""{"name":"a",{{string.Concat(Enumerable.Repeat("\"name\":0,", 1_000))}}] """);

        Assert.Equal(("duplicate-member", "name"), (answer.Code, string.Join(' ', answer.Paths)));
    }

    [Fact]
    public async Task Every_fault_is_named_at_once_and_a_fault_of_structure_decides_the_status()
    {
        var answer = await app.Post("/body", """{"count":"x","colour":"purple","nmae":1,"inners":[{},null]}""");

        Assert.Equal(400, answer.Status);
        Assert.Equal("unknown-member", answer.Code);
        Assert.Equal(["count", "colour", "nmae", "inners[0].number", "inners[1]", "name"], answer.Paths);
    }

    [Fact]
    public async Task An_unknown_value_of_an_enum_is_answered_with_the_known_ones()
    {
        var answer = await app.Post("/body", """{"name":"a","colour":"purple"}""");

        Assert.Contains("red, dark_blue", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_well_formed_arrives_as_it_was_sent()
    {
        const string Body =
            """
            {"name":"حفتر 🜨","count":-3,"big":9223372036854775807,"ratio":1.5,"exact":0.1,"flag":false,"id":"0197a1de-0000-7000-8000-000000000000",
             "day":"2019-05-04","at":"2019-05-04T06:30:00+02:00","colour":"dark_blue","note":null,"tags":["\u00e9","😀"],
             "inner":{"number":1,"colour":null},"inners":[{"number":2,"colour":"red"}],"scores":{"a.b":1}}
            """;

        var answer = await app.Post("/body", Body);

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            """{"name":"حفتر 🜨","count":-3,"big":9223372036854775807,"ratio":1.5,"exact":0.1,"flag":false,"id":"0197a1de-0000-7000-8000-000000000000","day":"2019-05-04","at":"2019-05-04T06:30:00+02:00","colour":"dark_blue","note":null,"tags":["é","😀"],"inner":{"number":1,"colour":null},"inners":[{"number":2,"colour":"red"}],"scores":{"a.b":1},"computed":"حفتر 🜨"}""",
            answer.Text.Replace("\\uD83D\\uDF28", "🜨", StringComparison.Ordinal).Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(64, 422)]
    [InlineData(65, 400)]
    [InlineData(100_000, 400)]
    public async Task More_than_64_levels_of_nesting_are_refused(int levels, int status)
    {
        var answer = await app.Post("/body", string.Concat(Enumerable.Repeat("[", levels)) + string.Concat(Enumerable.Repeat("]", levels)));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 400 ? "too-deep" : "invalid", answer.Code);
        Assert.Single(answer.Paths);
    }

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xFF })]
    public async Task Bytes_that_are_no_UTF8_are_refused_and_the_member_named(byte[] bytes)
    {
        byte[] body = [.. "{\"name\":\"a\",\"tags\":[\""u8, .. bytes, .. "\"]}"u8];

        var answer = await app.Raw("POST /body HTTP/1.1\r\nContent-Type: application/json", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("malformed-text", answer.Code);
        Assert.Equal(["tags[0]"], answer.Paths);
    }

    [Fact]
    public async Task A_byte_order_mark_is_skipped()
    {
        var answer = await app.Raw("POST /body HTTP/1.1\r\nContent-Type: application/json", [.. Encoding.UTF8.Preamble, .. "{\"name\":\"a\"}"u8]);

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    public async Task An_empty_body_is_refused(string body)
    {
        var answer = await app.Post("/body", body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("empty-body", answer.Code);
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/json; charset=\"UTF-8\"", 200)]
    [InlineData("application/merge-patch+json", 200)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("application/xml", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("text/json+x", 415)]
    [InlineData("nonsense", 415)]
    [InlineData(null, 415)]
    public async Task Only_JSON_in_UTF8_is_read(string? contentType, int status)
    {
        var answer = await app.Post("/body", """{"name":"a"}""", contentType);

        Assert.Equal(status, answer.Status);
        if (status == 415)
            Assert.Equal("unsupported-media-type", answer.Code);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        var answer = await app.Send(HttpMethod.Post, "/body", """{"name":"a"}""", "application/json", ("Content-Encoding", "gzip"));

        Assert.Equal(415, answer.Status);
        Assert.Equal("unsupported-media-type", answer.Code);
    }

    [Theory]
    [InlineData(1024 * 1024, 200)]
    [InlineData(1024 * 1024 + 1, 413)]
    [InlineData(5_000_000, 413)]
    public async Task A_body_over_the_limit_is_refused(int length, int status)
    {
        var body = $$"""{"name":"{{new string('a', length - 11)}}"}""";

        var answer = await app.Post("/body", body);

        Assert.Equal(status, answer.Status);
        if (status == 413)
            Assert.Equal("body-too-large", answer.Code);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_also_when_its_length_is_not_announced()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/body") { Content = new StreamContent(new MemoryStream(new byte[1024 * 1024 + 1])) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;

        using var response = await app.Client.SendAsync(request);

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_limit_is_configurable()
    {
        await using var small = await ProbeApp.Start(new() { ["Http:MaxBodyBytes"] = "20" });

        Assert.Equal(200, (await small.Post("/body", """{"name":"123456789"}""")).Status);
        Assert.Equal(413, (await small.Post("/body", """{"name":"1234567890"}""")).Status);
    }

    internal static void AssertTellsNothingOfTheProgram(Answer answer)
    {
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        foreach (var word in new[] { "System.", "ConflictEvents.", "JsonException", "Int32", "Boolean", "   at ", "LineNumber" })
            Assert.DoesNotContain(word, answer.Text, StringComparison.Ordinal);
    }
}
