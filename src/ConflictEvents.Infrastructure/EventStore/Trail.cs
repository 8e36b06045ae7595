using System.Text.Json.Nodes;
using ConflictEvents.Application.Feed;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>What one commit does: its events in order, the difference that each of them makes, and the resources as they stand after them.</summary>
internal sealed class Trail
{
    private readonly List<Trace> _traces = [];
    private readonly Dictionary<Guid, Resource> _changed = [];
    private readonly HashSet<Guid> _created = [];
    private readonly Dictionary<Guid, JsonNode> _states = [];

    /// <summary>In the order in which they were first changed.</summary>
    public IReadOnlyDictionary<Guid, Resource> Changed => _changed;

    /// <summary>The ids of those whose stream begins in this commit.</summary>
    public IReadOnlySet<Guid> Created => _created;

    /// <summary>The ids of those that were there before and are erased by this commit, or read as such: what it says of them is gone.</summary>
    public IReadOnlyList<Guid> Erased => [.. _changed.Values.Where(resource => resource.Status is ResourceStatus.Erased && !_created.Contains(resource.Id)).Select(resource => resource.Id)];

    public IReadOnlyList<Trace> Traces => _traces;

    /// <summary>Applies an event to the resource that it happened to.</summary>
    public void Apply(Resource resource, Happening happening)
    {
        if (resource.Version == 0)
            _created.Add(resource.Id);
        _changed[resource.Id] = resource;

        // Nobody has ever seen a state of it from before the commit, nor one from within; or nobody shall any more.
        if (_created.Contains(resource.Id) || happening.Recorded.Event is IErasure)
        {
            resource.Apply(happening.Recorded);
            _traces.Add(new Trace(happening, resource, []));
            return;
        }

        var before = _states.GetValueOrDefault(resource.Id) ?? StateJson.Of(resource);
        resource.Apply(happening.Recorded);
        var after = _states[resource.Id] = StateJson.Of(resource);
        _traces.Add(new Trace(happening, resource, StateDifference.Of(before, after)));
    }
}

/// <param name="Resource">As it stands once the whole commit is made.</param>
/// <param name="Changes">What differs from the version before.</param>
internal sealed record Trace(Happening Happening, Resource Resource, IReadOnlyList<MemberChange> Changes);
