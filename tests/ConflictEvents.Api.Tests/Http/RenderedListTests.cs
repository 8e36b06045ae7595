namespace ConflictEvents.Api.Tests.Http;

public sealed class RenderedListTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Fact]
    public async Task Its_length_goes_first()
    {
        var answer = await app.Get("/list/3");

        Assert.Equal("""{"items":[1,"aaa"],"rest":"é"}""", answer.Text);
        Assert.Equal("31", answer.Header("Content-Length"));
    }

    [Fact]
    public async Task Where_it_is_compressed_its_length_is_not_told()
    {
        var answer = await app.Get("/list/100000", ("Accept-Encoding", "gzip"));

        Assert.Equal("gzip", answer.Header("Content-Encoding"));
        Assert.Null(answer.Header("Content-Length"));
    }

    /// <summary>The server ends a connection that does not take its answer; nobody may be taken for such who only takes longer than the grace period of five seconds.</summary>
    [Fact]
    public async Task Who_takes_it_slowly_has_all_of_it_in_the_end()
    {
        const int Bytes = 16_000_000;
        Assert.InRange(await SlowClient.Read(app.Client.BaseAddress!, $"/list/{Bytes}"), Bytes, long.MaxValue);
    }
}
