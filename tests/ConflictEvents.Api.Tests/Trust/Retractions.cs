using ConflictEvents.Api.Tests.Projections;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Feed;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>Retracts and reinstates, and holds that the second undoes the first: at once, and later where nothing else has happened to it.</summary>
internal sealed class Retractions(TestService service)
{
    private readonly Dictionary<Guid, (int Version, string Text)> _before = [];

    public bool IsRetracted(Guid id) => _before.ContainsKey(id);

    public async Task<JsonAnswer> Retract(string plural, Guid id)
    {
        var before = await State(plural, id);
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
        var after = await State(plural, id);
        if (after.Version == before.Version + 2)
            Assert.Equal(before.Text, after.Text);
        return answer;
    }

    /// <returns>The answer to the retraction.</returns>
    public async Task<JsonAnswer> RetractAndReinstate(string plural, Guid id)
    {
        var before = await Shown(plural, id);
        var answer = await Retract(plural, id);
        if (answer.Status != 200)
            return answer;
        Assert.DoesNotContain(id, await Listed(plural));
        var undone = await Reinstate(plural, id);
        Assert.True(undone.Status == 200, $"What was retracted at once before was not reinstated: {undone.Body}");
        Assert.Equal(before, await Shown(plural, id));
        Assert.Contains(id, await Listed(plural));
        return answer;
    }

    private async Task<IEnumerable<Guid>> Listed(string plural) => (await service.Reader.Get($"/v1/{plural}?limit=1000"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>());

    private Task<JsonAnswer> Send(string plural, Guid id, string what) => service.Writer.Send(HttpMethod.Post, $"/v1/{plural}/{id}/{what}", new { reason = "The test asks for it." }, "*");

    /// <summary>What clients have written of it, and how often.</summary>
    private async Task<(int Version, string Text)> State(string plural, Guid id)
    {
        var found = await service.Find(Enum.Parse<ResourceKind>(plural.TrimEnd('s'), ignoreCase: true), id);
        return found is { Resource: var resource } ? (resource.Version, StateJson.Of(resource).ToJsonString()) : (0, "erased");
    }

    /// <summary>What a reader sees of it, with its estimate, but for how often and when it was changed.</summary>
    private async Task<string> Shown(string plural, Guid id)
    {
        var answer = await service.Reader.Send(HttpMethod.Get, $"/v1/{plural}/{id}");
        if (answer.Status != 200)
            return $"{answer.Status}";
        var resource = answer.Body!.AsObject();
        resource.Remove("version");
        resource.Remove("updatedAt");
        return resource.ToJsonString() + (plural is "incidents" ? (await service.Reader.Get($"/v1/incidents/{id}/estimate"))["estimates"]!.ToJsonString() : "");
    }
}
