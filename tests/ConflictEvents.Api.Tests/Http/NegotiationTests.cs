namespace ConflictEvents.Api.Tests.Http;

public sealed class NegotiationTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Theory]
    [InlineData(null, null, "json")]
    [InlineData(null, "*/*", "json")]
    [InlineData(null, "", "json")]
    [InlineData(null, "text/csv", "csv")]
    [InlineData(null, "TEXT/CSV", "csv")]
    [InlineData(null, "text/*", "csv")]
    [InlineData(null, "application/json; charset=utf-8", "json")]
    [InlineData(null, "text/csv; header=present", "csv")]
    [InlineData(null, "application/json; profile=\"https://example.org/a\"; q=0.1, text/csv; q=0.5, application/json; q=0.9", "json")]
    [InlineData(null, "text/csv, application/json", "json")]
    [InlineData(null, "application/json;q=0.5, text/csv", "csv")]
    [InlineData(null, "text/html, application/xhtml+xml, */*;q=0.8", "json")]
    [InlineData(null, "*/*, application/json;q=0", "csv")]
    [InlineData("csv", "application/json", "csv")]
    [InlineData("json", "text/csv", "json")]
    [InlineData("csv", "image/png", "csv")]
    public async Task The_form_is_that_of_the_parameter_else_the_one_the_client_likes_best(string? f, string? accept, string format)
    {
        var answer = await app.Get($"/formats{(f is null ? "" : $"?f={f}")}", accept is null ? [] : [("Accept", accept)]);

        Assert.Equal(200, answer.Status);
        Assert.Equal(format, answer.Text);
    }

    [Theory]
    [InlineData("/formats", "image/png")]
    [InlineData("/formats", "text/csv;q=0, application/json;q=0")]
    [InlineData("/formats", "application/json; charset=utf-16")]
    [InlineData("/formats", "nonsense")]
    [InlineData("/document", "text/csv")]
    public async Task Nothing_acceptable_is_said_before_any_work_is_done(string path, string accept)
    {
        var answer = await app.Get(path, ("Accept", accept));

        Assert.Equal(406, answer.Status);
        Assert.Equal("not-acceptable", answer.Code);
        Assert.Contains("application/json", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_form_is_refused_with_the_known_ones()
    {
        var answer = await app.Get("/formats?f=xml");

        Assert.Equal(400, answer.Status);
        Assert.Equal(["f"], answer.Paths);
        Assert.Contains("json, csv", answer.Text, StringComparison.Ordinal);
    }
}
