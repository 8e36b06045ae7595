using System.Text.Json.Nodes;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Streams;
using ConflictEvents.Infrastructure.Projections;

namespace ConflictEvents.Infrastructure.EventStore;

/// <summary>
/// What one commit does: its events in order, the difference that each of them makes, and the resources as they stand after them. What is told
/// of an event does not depend on which others share its commit: a log that is recorded elsewhere in larger commits tells the same.
/// </summary>
internal sealed class Trail
{
    private readonly List<Trace> _traces = [];
    private readonly Dictionary<Guid, Resource> _changed = [];
    private readonly HashSet<Guid> _created = [];
    private readonly Dictionary<Guid, JsonNode> _states = [];
    private readonly Dictionary<Guid, List<(int From, string Label)>> _labels = [];

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
        else
            Label(resource, from: 0, isOnlyFirst: true);
        _changed[resource.Id] = resource;
        _traces.Add(new Trace(this, _traces.Count, happening, resource, Differences(resource, happening.Recorded), Wording.ClaimOf(happening.Recorded.Event, resource)));
        Label(resource, from: _traces.Count - 1, isOnlyFirst: false);
    }

    /// <returns>The name of a resource when the event with a number happened; null where this commit does not change it.</returns>
    public string? LabelAt(Guid id, int number) => _labels.TryGetValue(id, out var labels) ? labels.FindLast(label => label.From <= number).Label : null;

    private IReadOnlyList<MemberChange> Differences(Resource resource, RecordedEvent recorded)
    {
        // Nor shall anybody see again what stood before an erasure.
        if (recorded.Version == 1 || recorded.Event is IErasure)
        {
            resource.Apply(recorded);
            return [];
        }

        // What a dataset brings with each of its rows need not be looked for.
        if (recorded.Event is ClaimAdded { Claim.Supersedes: null } || (recorded.Event is Imported && resource is Incident { Origin: null }))
        {
            _states.Remove(resource.Id);
            resource.Apply(recorded);
            return [StateJson.Added(resource, recorded.Event)];
        }

        var before = _states.GetValueOrDefault(resource.Id) ?? StateJson.Of(resource);
        resource.Apply(recorded);
        var after = _states[resource.Id] = StateJson.Of(resource);
        return StateDifference.Of(before, after);
    }

    private void Label(Resource resource, int from, bool isOnlyFirst)
    {
        if (resource.Kind is ResourceKind.Incident)
            return;
        if (!_labels.TryGetValue(resource.Id, out var labels))
            _labels[resource.Id] = labels = [];
        else if (isOnlyFirst)
            return;
        var label = ReferenceBook.LabelOf(Projector.DetailsOf(resource));
        if (labels.Count == 0 || labels[^1].Label != label)
            labels.Add((from, label));
    }
}

/// <param name="Number">Counts the events of the commit from 0.</param>
/// <param name="Resource">As it stands once the whole commit is made.</param>
/// <param name="Changes">What differs from the version before.</param>
/// <param name="Claim">See <see cref="Wording.ClaimOf"/>.</param>
internal sealed record Trace(Trail Trail, int Number, Happening Happening, Resource Resource, IReadOnlyList<MemberChange> Changes, CasualtyClaim? Claim);
