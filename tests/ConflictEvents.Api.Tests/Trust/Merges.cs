using ConflictEvents.Api.Tests.Projections;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Feed;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>Merges and unmerges, and holds that the second undoes the first: at once, and later where nothing else has happened to the two.</summary>
internal sealed class Merges(TestService service)
{
    private readonly Dictionary<Guid, Before> _before = [];

    public bool IsMerged(Guid id) => _before.ContainsKey(id);

    public async Task<JsonAnswer> Merge(string plural, Guid one, Guid into)
    {
        var before = new Before(into, await State(plural, one), await State(plural, into));
        var answer = await service.Writer.Send(HttpMethod.Post, $"/v1/{plural}/{one}/merge", new { into, reason = "They are the same." }, "*");
        if (answer.Status == 200)
            _before[one] = before;
        return answer;
    }

    public async Task<JsonAnswer> Unmerge(string plural, Guid one)
    {
        var answer = await service.Writer.Post($"/v1/{plural}/{one}/unmerge", new { reason = "They are not." });
        if (answer.Status != 200)
            return answer;
        Assert.True(_before.Remove(one, out var before), $"{one} was not merged.");
        var (after, other) = (await State(plural, one), await State(plural, before.Into));
        if (other.Version == before.Other.Version + 2)
            Assert.Equal((before.One.Text, before.Other.Text), (after.Text, other.Text));
        return answer;
    }

    /// <returns>The answer to the merge.</returns>
    public async Task<JsonAnswer> MergeAndUnmerge(string plural, Guid one, Guid into)
    {
        var before = (await Shown(plural, one), await Shown(plural, into));
        var answer = await Merge(plural, one, into);
        if (answer.Status != 200)
            return answer;
        var undone = await Unmerge(plural, one);
        Assert.True(undone.Status == 200, $"What was merged at once before was not unmerged: {undone.Body}");
        Assert.Equal(before, (await Shown(plural, one), await Shown(plural, into)));
        return answer;
    }

    /// <summary>What clients have written of it, and how often.</summary>
    private async Task<(int Version, string Text)> State(string plural, Guid id)
    {
        var found = await service.Find(plural is "actors" ? ResourceKind.Actor : ResourceKind.Incident, id);
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

    private sealed record Before(Guid Into, (int Version, string Text) One, (int Version, string Text) Other);
}
