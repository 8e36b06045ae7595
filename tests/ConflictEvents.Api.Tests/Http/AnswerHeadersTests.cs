namespace ConflictEvents.Api.Tests.Http;

public sealed class AnswerHeadersTests(ProbeApp app) : IClassFixture<ProbeApp>
{
    [Theory]
    [InlineData("/document", 200)]
    [InlineData("/nothing", 404)]
    [InlineData("/faults/unexpected", 500)]
    public async Task Every_answer_tells_browsers_to_be_careful(string path, int status)
    {
        var answer = await app.Get(path);

        Assert.Equal(status, answer.Status);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", answer.Header("Content-Security-Policy"));
        Assert.Null(answer.Header("Server"));
    }

    [Fact]
    public async Task Swagger_may_run_its_own_scripts()
    {
        var answer = await app.Get("/swagger/index.html");

        Assert.Contains("script-src 'self';", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_key_was_shown_for_is_kept_by_no_cache()
    {
        var answer = await app.Get("/document", ("X-Api-Key", ProbeApp.BootstrapKey));

        Assert.Equal(200, answer.Status);
        Assert.Equal("private, no-store", answer.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("zstd", null)]
    public async Task Answers_are_compressed_for_clients_that_can_read_it(string accepted, string? encoding)
    {
        var answer = await app.Get("/large", ("Accept-Encoding", accepted));

        Assert.Equal(200, answer.Status);
        Assert.Equal(encoding, answer.Header("Content-Encoding"));
        Assert.Equal("Accept, Accept-Encoding, Authorization, X-Api-Key", answer.Header("Vary"));
    }

    [Fact]
    public async Task Pages_from_anywhere_may_read_without_a_key()
    {
        var answer = await app.Get("/document", ("Origin", "https://anywhere.example"));

        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
        Assert.All(["ETag", "Link", "As-Of-Position", "Limit-Applied"], name => Assert.Contains(name, answer.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://anywhere.example", "GET", "if-none-match", true)]
    [InlineData("https://anywhere.example", "GET", "authorization", false)]
    [InlineData("https://anywhere.example", "GET", "x-api-key", false)]
    [InlineData("https://anywhere.example", "POST", "content-type", false)]
    [InlineData("https://editor.example", "POST", "authorization,content-type", true)]
    [InlineData("https://editor.example", "PUT", "x-api-key,if-match", true)]
    [InlineData("https://editor.example", "PATCH", "content-type", false)]
    public async Task Pages_may_write_or_show_a_key_only_from_the_configured_origins(string origin, string method, string headers, bool allowed)
    {
        await using var own = await ProbeApp.Start(new() { ["Http:WriteOrigins:0"] = "https://editor.example" });

        var answer = await own.Send(
            HttpMethod.Options, "/document", null, null, ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers));

        Assert.Equal(204, answer.Status);
        var mayMethod = method is "GET" or "HEAD" or "POST" || answer.Header("Access-Control-Allow-Methods")?.Contains(method, StringComparison.Ordinal) is true;
        var mayHeaders = headers.Split(',').All(h => answer.Header("Access-Control-Allow-Headers")?.Contains(h, StringComparison.OrdinalIgnoreCase) is true);
        Assert.Equal(allowed, mayMethod && mayHeaders);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task Behind_a_trusted_proxy_the_service_knows_that_it_is_reached_by_TLS(string proxy)
    {
        await using var own = await ProbeApp.Start(new() { ["Http:TrustedProxies:0"] = proxy });

        var answer = await own.Get("/links", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "events.example.org"), ("X-Forwarded-For", "203.0.113.7"));

        Assert.Equal("max-age=31536000", answer.Header("Strict-Transport-Security"));
        Assert.Equal("\"https://events.example.org/v1/incidents?country=LY\"", answer.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("192.0.2.1")]
    public async Task Nobody_else_is_believed_about_where_a_request_came_from(string? proxy)
    {
        await using var own = await ProbeApp.Start(proxy is null ? [] : new() { ["Http:TrustedProxies:0"] = proxy });

        var answer = await own.Get("/links", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "203.0.113.7"));

        Assert.Null(answer.Header("Strict-Transport-Security"));
        Assert.Equal($"\"{own.Client.BaseAddress}v1/incidents?country=LY\"", answer.Text);
    }

    [Theory]
    [InlineData("https://events.example.org", "\"https://events.example.org/v1/incidents?country=LY\"")]
    [InlineData("https://example.org/conflicts/", "\"https://example.org/conflicts/v1/incidents?country=LY\"")]
    public async Task Links_are_made_under_the_configured_address(string configured, string link)
    {
        await using var own = await ProbeApp.Start(new() { ["Http:PublicBaseUrl"] = configured });

        Assert.Equal(link, (await own.Get("/links")).Text);
    }

    [Theory]
    [InlineData("pages", "pages?cursor=%2F%260")]
    [InlineData("pages?cursor=a%20b", "pages?cursor=%2Fa%20b%260")]
    [InlineData("pages?q=a+b%26c&cur%73or=x&colours=red,dark_blue", "pages?q=a+b%26c&colours=red,dark_blue&cursor=a%20b%26c%2Fx%262")]
    public async Task A_link_to_the_next_page_keeps_the_query_as_it_was_sent(string path, string link)
    {
        var answer = await app.Get($"/{path}");

        Assert.Equal($"\"{app.Client.BaseAddress}{link}\"", answer.Text);
        Assert.Equal(200, (await app.Get(answer.Text.Trim('"'))).Status);
    }

    [Theory]
    [InlineData("Http:PublicBaseUrl", "/relative")]
    [InlineData("Http:PublicBaseUrl", "ftp://example.org")]
    [InlineData("Http:TrustedProxies:0", "somewhere")]
    [InlineData("Http:MaxBodyBytes", "0")]
    public async Task A_setting_that_makes_no_sense_keeps_the_service_from_starting(string name, string value)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => ProbeApp.Start(new() { [name] = value }));

        Assert.Contains(name.Split(':')[1], refusal.Message, StringComparison.Ordinal);
    }
}
