using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.References;

/// <summary>A step of the search counts as having found something only when what it found is wanted otherwise too.</summary>
public sealed class NameSearchTests
{
    [Fact]
    public async Task A_retracted_namesake_does_not_hide_who_sounds_alike()
    {
        await using var service = await TestService.Empty();
        var record = new Recorder(service);
        var haftar = await record.Actor("Khalifa Haftar");
        var mistaken = await record.Actor("Hifter");
        await service.Writer.Send(HttpMethod.Post, $"/v1/actors/{mistaken}/retraction", new { reason = "Recorded twice." }, "\"v1\"");

        Assert.Equal([haftar], await Find(service, "/v1/actors?q=hifter"));
    }

    [Fact]
    public async Task A_namesake_of_another_type_or_country_does_not_hide_who_sounds_alike()
    {
        await using var service = await TestService.Empty();
        var record = new Recorder(service);
        var haftar = await record.Actor("Khalifa Haftar", new { type = "leader", country = "LY" });
        await record.Actor("Hifter", new { country = "FR" });

        Assert.Equal([haftar], await Find(service, "/v1/actors?q=hifter&type=leader"));
        Assert.Equal([haftar], await Find(service, "/v1/actors?q=hifter&country=LY"));
    }

    [Theory]
    [InlineData("%25")]
    [InlineData("_")]
    [InlineData("%5C")]
    public async Task Signs_of_a_pattern_are_no_pattern(string q)
    {
        await using var service = await TestService.Empty();
        await new Recorder(service).Actor("Khalifa Haftar");

        Assert.Empty(await Find(service, $"/v1/actors?q={q}"));
    }

    private static async Task<IEnumerable<Guid>> Find(TestService service, string path) =>
        (await service.Reader.Get(path))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>());
}
