using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ConflictEvents.Application.Json;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Feed;

/// <summary>One change of a resource, as the feed and the history tell it.</summary>
/// <param name="EventId">Stable for ever: whoever meets it twice has met one change.</param>
/// <param name="Position">Where it stands in the log; opaque.</param>
/// <param name="Type">What happened, such as <c>incident.claim_added</c>.</param>
/// <param name="Resource">The kind of what changed.</param>
/// <param name="ResourceId">The id of what changed.</param>
/// <param name="Version">The version that the change led to.</param>
/// <param name="RecordedAt">When the service recorded it, UTC; not when what it tells of happened.</param>
/// <param name="RecordedBy">The name of the key that authorised it.</param>
/// <param name="Reason">Why, in the author's words.</param>
/// <param name="Summary">The same in one line for a person, with names as they were then.</param>
/// <param name="Changes">What differs from the version before; empty for the first, before which there was nothing.</param>
public sealed record Change(
    Guid EventId,
    string Position,
    string Type,
    ResourceKind Resource,
    Guid ResourceId,
    int Version,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string? Reason,
    string Summary,
    IReadOnlyList<MemberChange> Changes)
{
    /// <summary>True where what the change said was erased for legal reasons, and of the erasure itself; left out elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Erased { get; init; }

    /// <param name="resource">As it stands after the commit.</param>
    /// <param name="claim">See <see cref="Wording.ClaimOf"/>.</param>
    /// <param name="nameOf">The name that a resource had then; null for one that it does not know.</param>
    /// <returns>As it is answered: UTF-8 JSON.</returns>
    public static byte[] Render(Happening happening, IReadOnlyList<MemberChange> changes, Resource resource, CasualtyClaim? claim, Func<Guid, string?> nameOf)
    {
        var recorded = happening.Recorded;
        var change = new Change(
            happening.EventId,
            Moment.TokenOf(happening.Position),
            happening.Type,
            resource.Kind,
            resource.Id,
            recorded.Version,
            recorded.RecordedAt,
            recorded.RecordedBy,
            recorded.Reason,
            Wording.Of(happening, changes, resource.Kind, claim, nameOf),
            changes)
        {
            Erased = recorded.Event is IErasure ? true : null,
        };
        return JsonSerializer.SerializeToUtf8Bytes(change, JsonContract.Options);
    }
}

/// <summary>A member that differs between two versions.</summary>
/// <param name="Path">Such as <c>occurred.latest</c> or <c>claims[0].status</c>. A place in a list is that in the newer version; of what is gone, that in the older one.</param>
/// <param name="Before">Null where the member was not there, or held null.</param>
/// <param name="After">Null where the member is gone, or holds null.</param>
public sealed record MemberChange(string Path, JsonNode? Before, JsonNode? After);

/// <summary>An event with its place in the log.</summary>
/// <param name="Type">Its name in the log, such as <c>incident.claim_added</c>.</param>
public sealed record Happening(long Position, Guid EventId, string Type, RecordedEvent Recorded);
