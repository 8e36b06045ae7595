using ConflictEvents.Api.Tests.Service;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>Merges and unmerges, and holds that the second undoes the first: at once, and later where nothing else has happened to the two.</summary>
internal sealed class Merges(TestService service)
{
    private readonly Dictionary<Guid, Before> _before = [];

    public bool IsMerged(Guid id) => _before.ContainsKey(id);

    public async Task<JsonAnswer> Merge(string plural, Guid one, Guid into)
    {
        var before = new Before(into, await service.State(plural, one), await service.State(plural, into));
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
        var (after, other) = (await service.State(plural, one), await service.State(plural, before.Into));
        if (other.Version == before.Other.Version + 2)
            Assert.Equal((before.One.Text, before.Other.Text), (after.Text, other.Text));
        return answer;
    }

    /// <returns>The answer to the merge.</returns>
    public async Task<JsonAnswer> MergeAndUnmerge(string plural, Guid one, Guid into)
    {
        var before = (await service.Shown(plural, one), await service.Shown(plural, into));
        var answer = await Merge(plural, one, into);
        if (answer.Status != 200)
            return answer;
        var undone = await Unmerge(plural, one);
        Assert.True(undone.Status == 200, $"What was merged at once before was not unmerged: {undone.Body}");
        Assert.Equal(before, (await service.Shown(plural, one), await service.Shown(plural, into)));
        return answer;
    }

    private sealed record Before(Guid Into, (int Version, string Text) One, (int Version, string Text) Other);
}
