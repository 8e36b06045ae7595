using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Feed;

/// <summary>The state of a resource as plain JSON, in the members that clients write, so that two versions can be compared.</summary>
public static class StateJson
{
    public static JsonObject Of(Resource resource)
    {
        var state = resource switch
        {
            Resource<IncidentDetails> it => Json(it.Details),
            Resource<ConflictDetails> it => Json(it.Details),
            Actor it => Json(it.United),
            Resource<LocationDetails> it => Json(it.Details),
            Resource<SourceDetails> it => Json(it.Details),
            Resource<DocumentDetails> it => Json(it.Details),
            _ => throw new ArgumentOutOfRangeException(nameof(resource), resource.Kind, null),
        };
        state["status"] = JsonSerializer.SerializeToNode(resource.Status, JsonContract.Options);
        if (resource is IMergeable mergeable)
        {
            state["mergedInto"] = JsonSerializer.SerializeToNode(resource.MergedInto, JsonContract.Options);
            state["distinctFrom"] = JsonSerializer.SerializeToNode(resource.DistinctFrom, JsonContract.Options);
            state["mergedFrom"] = JsonSerializer.SerializeToNode(mergeable.MergedFrom, JsonContract.Options);
        }

        if (resource is Incident incident)
        {
            state["citations"] = JsonSerializer.SerializeToNode(incident.Citations, JsonContract.Options);
            state["foreignIds"] = JsonSerializer.SerializeToNode(incident.ForeignIds, JsonContract.Options);
            state["verification"] = Json(incident.Verification);
            state["origin"] = incident.Origin is { } origin ? Of(origin) : null;
        }

        if (resource is IHoldsClaims holder)
            state["claims"] = new JsonArray([.. holder.Claims.Entries.Select(Of)]);
        return state;
    }

    /// <param name="resource">After the event.</param>
    /// <param name="happened">A claim that takes no other's place, or the first origin.</param>
    /// <returns>The one member that the event adds: what comparing the two states would come to.</returns>
    public static MemberChange Added(Resource resource, DomainEvent happened) => (happened, resource) switch
    {
        (ClaimAdded, IHoldsClaims { Claims.Entries: var entries }) => new MemberChange($"claims[{entries.Count - 1}]", null, Of(entries[^1])),
        (Imported { Origin: var origin }, _) => new MemberChange("origin", null, Of(origin)),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType(), null),
    };

    private static JsonObject Of(ClaimEntry entry) => Json(new ClaimState(entry));

    // The row itself is a long text of its own, at the address of the origin.
    private static JsonObject Of(ImportOrigin origin)
    {
        var json = Json(origin with { Row = [] });
        json.Remove(JsonNamingPolicy.CamelCase.ConvertName(nameof(ImportOrigin.Row)));
        return json;
    }

    private static JsonObject Json<T>(T value) => JsonSerializer.SerializeToNode(value, JsonContract.Options)!.AsObject();

    /// <summary>A claim and, as its last member, whether it counts.</summary>
    /// <remarks>Written in one go: a member that is added afterwards has all others taken apart.</remarks>
    [method: SetsRequiredMembers]
    private sealed record ClaimState(ClaimEntry Entry) : CasualtyClaim(Entry.Claim)
    {
        [JsonIgnore]
        public ClaimEntry Entry { get; } = Entry;

        [JsonPropertyOrder(1)]
        public ClaimStatus Status => Entry.Status;
    }
}
