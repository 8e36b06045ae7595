namespace ConflictEvents.Api.Tests.Http;

public sealed class RenderedJsonTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Fact]
    public async Task A_document_is_answered_as_it_was_rendered_with_what_caches_need()
    {
        var answer = await app.Get("/document");

        Assert.Equal(200, answer.Status);
        Assert.Equal("""{"name":"حفتر"}""", answer.Text);
        Assert.Equal("application/json; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("\"v7.2\"", answer.Header("ETag"));
        Assert.Equal("Sat, 04 May 2019 06:30:00 GMT", answer.Header("Last-Modified"));
        Assert.Equal("Accept, Accept-Encoding, Authorization, X-Api-Key", answer.Header("Vary"));
        Assert.Equal("no-cache", answer.Header("Cache-Control"));
        Assert.Equal("19", answer.Header("Content-Length"));
    }

    [Theory]
    [InlineData("\"v7.2\"", 304)]
    [InlineData("W/\"v7.2\"", 304)]
    [InlineData("\"v6\", \"v7.2\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"v7\"", 200)]
    [InlineData("nonsense", 200)]
    public async Task A_client_that_has_it_already_is_told_so(string known, int status)
    {
        var answer = await app.Get("/document", ("If-None-Match", known));

        Assert.Equal(status, answer.Status);
        Assert.Equal("\"v7.2\"", answer.Header("ETag"));
        Assert.Equal(status == 304, answer.Text.Length == 0);
        Assert.Equal("Accept, Accept-Encoding, Authorization, X-Api-Key", answer.Header("Vary"));
    }

    [Fact]
    public async Task A_date_alone_does_not_pass_for_a_version()
    {
        var answer = await app.Get("/document", ("If-Modified-Since", "Sat, 04 May 2019 06:30:00 GMT"));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task HEAD_is_answered_as_GET_without_the_body()
    {
        var answer = await app.Raw("HEAD /document HTTP/1.1");

        Assert.Equal(200, answer.Status);
        Assert.Equal("\"v7.2\"", answer.Header("ETag"));
        Assert.Equal("19", answer.Header("Content-Length"));
        Assert.Empty(answer.Text);
        Assert.Equal(404, (await app.Raw("HEAD /nothing HTTP/1.1")).Status);
    }
}
