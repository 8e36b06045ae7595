using System.Text.RegularExpressions;
using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.OpenApi;

[Collection(SampleServiceUsers.Name)]
public sealed partial class PageTests(SampleService sample)
{
    [Fact]
    public async Task Swagger_UI_is_served_whole_by_the_service_itself()
    {
        var page = await Get("/swagger/index.html", "text/html");
        var parts = Reference().Matches(page).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains(parts, part => part.EndsWith("swagger-ui-bundle.js", StringComparison.Ordinal));
        Assert.All(parts, part => Assert.DoesNotContain(':', part));
        foreach (var part in parts)
            await Get($"/swagger/{part}", mediaType: null);
        Assert.Contains("/openapi/v1.json", await Get("/swagger/index.js", mediaType: null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/swagger/index.html", "script-src 'self';")]
    [InlineData("/openapi/v1.json", "default-src 'none'; frame-ancestors 'none'")]
    [InlineData("/v1/incidents", "default-src 'none'; frame-ancestors 'none'")]
    public async Task Only_the_page_may_run_scripts(string path, string policy)
    {
        using var response = await sample.Service.Reader.GetAsync(path);

        Assert.Contains(policy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_led_from_the_root_to_the_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        using var response = await sample.Service.Reader.SendAsync(request);

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Equal("/swagger", response.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task A_program_finds_its_way_from_the_root()
    {
        var links = (await sample.Service.Reader.Get("/"))["links"]!.AsArray();

        Assert.Equal(["self", "service-desc", "service-doc", "data", "status"], links.Select(link => link!["rel"]!.GetValue<string>()));
        foreach (var link in links)
        {
            using var response = await sample.Service.Reader.GetAsync(link!["href"]!.GetValue<string>());
            Assert.True((int)response.StatusCode is 200 or 301, $"{link} answered {response.StatusCode}.");
        }
    }

    [Fact]
    public async Task The_document_needs_no_key_even_where_reading_does()
    {
        await using var service = await TestService.Empty(new Dictionary<string, string> { ["Security:AnonymousReads"] = "false" });

        var document = await ApiDocument.Of(service);

        Assert.All(document.Operations, operation => Assert.False(operation.IsOpen));
    }

    [Fact]
    public async Task The_document_names_who_runs_the_service_and_where()
    {
        await using var service = await TestService.Empty(new Dictionary<string, string>
        {
            ["Contact:Name"] = "The desk",
            ["Contact:Email"] = "desk@events.example.org",
            ["Http:PublicBaseUrl"] = "https://events.example.org/base/",
        });

        var document = (await ApiDocument.Of(service)).Root;

        Assert.Equal("desk@events.example.org", document["info"]!["contact"]!["email"]!.GetValue<string>());
        Assert.Equal("https://events.example.org/base", document["servers"]![0]!["url"]!.GetValue<string>());
    }

    private async Task<string> Get(string path, string? mediaType)
    {
        using var response = await sample.Service.Reader.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {response.StatusCode}.");
        if (mediaType is not null)
            Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        return await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Reference();
}
