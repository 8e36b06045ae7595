using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Http;
using Microsoft.Extensions.Options;

namespace ConflictEvents.Api.Tests.Security;

public sealed class BootstrapKeyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("only-31-characters-long-1234567")]
    [InlineData("change-me-change-me-change-me-change-me")]
    [InlineData("CHANGE_ME_before-you-run-this-for-real")]
    [InlineData("spaces are not fit for a header value")]
    public async Task Outside_Development_the_service_does_not_start_without_a_key_of_its_own(string? key)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => ProbeApp.Start(new() { ["Security:BootstrapKey"] = key }, "Production"));

        Assert.Contains("Security__BootstrapKey", refusal.Message, StringComparison.Ordinal);
        if (key is { Length: > 0 })
            Assert.DoesNotContain(key, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Production")]
    [InlineData("only-31-characters-long-1234567", "Development")]
    public async Task Any_other_key_will_do(string key, string environment)
    {
        await using var app = await ProbeApp.Start(new() { ["Security:BootstrapKey"] = key }, environment);

        Assert.Equal(200, (await app.Get("/v1/me", ("X-Api-Key", key))).Status);
    }

    [Fact]
    public async Task Without_one_nobody_gets_in_with_nothing()
    {
        await using var app = await ProbeApp.Start(new() { ["Security:BootstrapKey"] = "" }, "Development");

        Assert.Equal(401, (await app.Get("/v1/me", ("X-Api-Key", ""))).Status);
        Assert.Equal(401, (await app.Get("/v1/me", ("Authorization", "Bearer "))).Status);
    }

    [Fact]
    public async Task In_Development_a_key_is_made_and_shown_once()
    {
        var database = await TestDatabases.CreateDatabase(KeyDatabase.Template);
        await using var app = await ProbeApp.Start(new() { ["Security:BootstrapKey"] = null }, "Development", database);

        var shown = Assert.Single(await app.CreateDevelopmentKey());
        var key = shown.Split(' ')[^1];

        Assert.Equal(["admin"], (await app.Get("/v1/me", ("X-Api-Key", key))).Json.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()));
        Assert.Empty(await app.CreateDevelopmentKey());
    }

    [Theory]
    [InlineData("Development", ProbeApp.BootstrapKey)]
    [InlineData("Production", ProbeApp.BootstrapKey)]
    public async Task Elsewhere_and_beside_a_configured_key_none_is_made(string environment, string key)
    {
        await using var app = await ProbeApp.Start(new() { ["Security:BootstrapKey"] = key }, environment);

        Assert.Empty(await app.CreateDevelopmentKey());
    }
}
