namespace ConflictEvents.Api.Tests.Http;

public sealed class IfMatchTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    private const string Body = """{"number":1}""";

    [Theory]
    [InlineData("\"v7\"", false, true)]
    [InlineData("\"v7.2\"", false, true)]
    [InlineData("\"v6\", \"v7\"", true, true)]
    [InlineData("W/\"v6\", \"v7\"", false, true)]
    [InlineData("*", true, true)]
    [InlineData("W/\"v7\"", false, false)]
    [InlineData("\"foreign\"", false, false)]
    [InlineData("\"v07\"", false, false)]
    [InlineData("\"v99999999999\"", false, false)]
    public async Task A_change_starts_from_the_versions_its_author_lists(string header, bool six, bool seven)
    {
        var answer = await app.Send(HttpMethod.Put, "/versions", Body, "application/json", ("If-Match", header));

        Assert.Equal(200, answer.Status);
        Assert.Equal($$"""{"six":{{(six ? "true" : "false")}},"seven":{{(seven ? "true" : "false")}}}""", answer.Text);
    }

    [Theory]
    [InlineData("v7")]
    [InlineData("\"v7")]
    [InlineData("*, \"v7\"")]
    [InlineData("\"v7\" \"v8\"")]
    [InlineData("")]
    public async Task A_header_that_is_no_list_of_tags_is_refused(string header)
    {
        var answer = await app.Send(HttpMethod.Put, "/versions", Body, "application/json", ("If-Match", header));

        Assert.Equal(400, answer.Status);
        Assert.Equal("malformed-header", answer.Code);
        Assert.Equal(["If-Match"], answer.Paths);
    }

    [Fact]
    public async Task A_change_without_a_version_is_refused_and_its_body_not_looked_at()
    {
        var answer = await app.Send(HttpMethod.Put, "/versions", "{", "application/json");

        Assert.Equal(428, answer.Status);
        Assert.Equal("precondition-required", answer.Code);
    }
}
