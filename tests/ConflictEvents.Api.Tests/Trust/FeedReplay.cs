using System.Text.Json.Nodes;
using ConflictEvents.Api.Tests.Database;
using ConflictEvents.Api.Tests.Feed;
using ConflictEvents.Api.Tests.Projections;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>
/// A follower that knows of each resource what it was created as, and from there on only what the entries of the feed say has changed. It keeps
/// its cursor from one time to the next.
/// </summary>
internal sealed class FeedReplay(TestService service, int limit)
{
    private readonly Dictionary<Guid, Held> _held = [];
    private readonly List<string> _met = [];
    private string? _cursor;
    private long _position;

    /// <summary>Reads on to the end; what is held then is what the log comes to, and the entries were those of the log, each once, in their order.</summary>
    public async Task Hold()
    {
        for (var more = true; more;)
        {
            var page = await service.Reader.Changes(_cursor, $"limit={limit}");
            foreach (var entry in page.Items)
                await Take(entry);
            (_cursor, more) = (page.Cursor, page.Next is not null);
        }

        Assert.Equal(await Sql.Lines(service.ConnectionString, "select event_id::text from log.event order by position"), _met);
        foreach (var (id, held) in _held)
        {
            if (await service.Find(held.Kind, id) is not { Resource: var resource })
            {
                Assert.True(held.IsErased, $"{held.Kind} {id} was erased, and was followed to {Status(held)} in version {held.Version}");
                continue;
            }

            Assert.True((resource.Version, resource.Status) == (held.Version, Status(held)), $"{held.Kind} {id} is {resource.Status} in version {resource.Version}, and was followed to {Status(held)} in version {held.Version}");
            var (live, followed) = (StatePatch.Plain(StateJson.Of(resource))!, StatePatch.Plain(held.State)!);
            Assert.True(JsonNode.DeepEquals(live, followed), $"{held.Kind} {id} is\n{live.ToJsonString()}\nand was followed to\n{followed.ToJsonString()}");
        }
    }

    private static ResourceStatus Status(Held held) => Enum.Parse<ResourceStatus>(held.State["status"]!.ToString(), ignoreCase: true);

    private async Task Take(JsonNode entry)
    {
        var position = Moment.PositionOf(entry["position"]!.ToString())!.Value;
        Assert.Equal(_position + 1, position);
        _position = position;
        _met.Add(entry.EventId());

        var (id, version) = (entry.About(), entry["version"]!.GetValue<int>());
        var kind = Enum.Parse<ResourceKind>(entry["resource"]!.ToString(), ignoreCase: true);
        Assert.Equal(version, 1 + (_held.TryGetValue(id, out var held) ? held.Version : 0));
        if (entry["erased"] is not null)
        {
            // Also of what happened before the erasure nothing is told any more.
            Assert.Empty(entry["changes"]!.AsArray());
            _held[id] = new Held(kind, version, new JsonObject { ["status"] = "erased" });
            return;
        }

        held ??= new Held(kind, 0, await Created(kind, id, position));
        StatePatch.Apply(held.State, entry["changes"]!.AsArray().Select(change => change!));
        _held[id] = held with { Version = version };
    }

    private async Task<JsonObject> Created(ResourceKind kind, Guid id, long position)
    {
        var (resource, _) = (await service.Services.GetRequiredService<IReadModel>().Load(kind, id, new Moment(position), CancellationToken.None))!.Value;
        Assert.Equal(1, resource.Version);
        return StateJson.Of(resource);
    }

    private sealed record Held(ResourceKind Kind, int Version, JsonObject State)
    {
        public bool IsErased => Status(this) is ResourceStatus.Erased;
    }
}
