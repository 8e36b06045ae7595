using ConflictEvents.Api.Tests.Projections;
using ConflictEvents.Api.Tests.Service;
using ConflictEvents.Application.Feed;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Api.Tests.Trust;

/// <summary>How a resource stands, for holding that what was undone is as it was.</summary>
internal static class Standing
{
    /// <summary>What clients have written of it, and how often.</summary>
    public static async Task<(int Version, string Text)> State(this TestService service, string plural, Guid id)
    {
        var found = await service.Find(Enum.Parse<ResourceKind>(plural.TrimEnd('s'), ignoreCase: true), id);
        return found is { Resource: var resource } ? (resource.Version, StateJson.Of(resource).ToJsonString()) : (0, "erased");
    }

    /// <summary>What a reader sees of it, with its estimate, but for how often and when it was changed.</summary>
    public static async Task<string> Shown(this TestService service, string plural, Guid id)
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
