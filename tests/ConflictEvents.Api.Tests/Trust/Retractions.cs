using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>Retracts and reinstates, and holds that the second undoes the first: at once, and later where nothing else has happened to it.</summary>
internal sealed class Retractions(TestService service)
{
    private readonly Dictionary<Guid, (int Version, string Text)> _before = [];

    public bool IsRetracted(Guid id) => _before.ContainsKey(id);

    public async Task<JsonAnswer> Retract(string plural, Guid id)
    {
        var before = await service.State(plural, id);
        var answer = await Send(plural, id, "retraction");
        if (answer.Status == 200)
            _before[id] = before;
        return answer;
    }

    public async Task<JsonAnswer> Reinstate(string plural, Guid id)
    {
        var answer = await Send(plural, id, "reinstatement");
        var isKnown = _before.Remove(id, out var before);
        if (answer.Status != 200)
            return answer;
        Assert.True(isKnown, $"{id} was not retracted.");
        var after = await service.State(plural, id);
        if (after.Version == before.Version + 2)
            Assert.Equal(before.Text, after.Text);
        return answer;
    }

    /// <returns>The answer to the retraction.</returns>
    public async Task<JsonAnswer> RetractAndReinstate(string plural, Guid id)
    {
        var before = await service.Shown(plural, id);
        var answer = await Retract(plural, id);
        if (answer.Status != 200)
            return answer;
        Assert.DoesNotContain(id, await Listed(plural));
        var undone = await Reinstate(plural, id);
        Assert.True(undone.Status == 200, $"What was retracted at once before was not reinstated: {undone.Body}");
        Assert.Equal(before, await service.Shown(plural, id));
        Assert.Contains(id, await Listed(plural));
        return answer;
    }

    private async Task<IEnumerable<Guid>> Listed(string plural) => (await service.Reader.Get($"/v1/{plural}?limit=1000"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>());

    private Task<JsonAnswer> Send(string plural, Guid id, string what) => service.Writer.Send(HttpMethod.Post, $"/v1/{plural}/{id}/{what}", new { reason = "The test asks for it." }, "*");
}
