using System.Text.Json;
using System.Text.Json.Nodes;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Merging;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Resources.ReadHistory;

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

    /// <returns>The members that differ, in the order of the newer state; lists are compared place by place.</returns>
    public static IReadOnlyList<MemberChange> Differences(JsonNode before, JsonNode after)
    {
        var changes = new List<MemberChange>();
        Compare("", before, after, changes);
        return changes;
    }

    private static JsonObject Of(ClaimEntry entry)
    {
        var claim = Json(entry.Claim);
        claim["status"] = JsonSerializer.SerializeToNode(entry.Status, JsonContract.Options);
        return claim;
    }

    // The row itself is a long text of its own, at the address of the origin.
    private static JsonObject Of(ImportOrigin origin)
    {
        var json = Json(origin);
        json.Remove(JsonNamingPolicy.CamelCase.ConvertName(nameof(ImportOrigin.Row)));
        return json;
    }

    private static JsonObject Json<T>(T value) => JsonSerializer.SerializeToNode(value, JsonContract.Options)!.AsObject();

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<MemberChange> changes)
    {
        switch (before, after)
        {
            case (JsonObject older, JsonObject newer):
                foreach (var name in newer.Select(member => member.Key).Union(older.Select(member => member.Key)))
                    Compare(path.Length == 0 ? name : $"{path}.{name}", older[name], newer[name], changes);
                break;
            case (JsonArray older, JsonArray newer):
                for (var i = 0; i < Math.Max(older.Count, newer.Count); i++)
                    Compare($"{path}[{i}]", i < older.Count ? older[i] : null, i < newer.Count ? newer[i] : null, changes);
                break;
            default:
                if (!JsonNode.DeepEquals(before, after))
                    changes.Add(new MemberChange(path, before?.DeepClone(), after?.DeepClone()));
                break;
        }
    }
}
