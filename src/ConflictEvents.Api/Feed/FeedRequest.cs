using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ConflictEvents.Api.Http;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Feed.FollowChanges;
using ConflictEvents.Application.Incidents.SearchIncidents;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Api.Feed;

/// <summary>What of the feed is wanted, and from where on.</summary>
public sealed record FeedRequest
{
    private const int UsualLimit = 100;
    private const int LongestWait = 60;

    [Description("Where to go on: the `nextCursor` of the answer before, unchanged. Left out, it is the first change ever recorded; `latest` gives the place behind the last one, and no changes.")]
    public string? After { get; init; }

    [Description("Changes a page: 100 unless told, at most 1,000; more is taken for 1,000, and the header `Limit-Applied` says so.")]
    [Range(1, int.MaxValue, ErrorMessage = "Give 1 or more.")]
    [Clamped(PageRequest.MaximumLimit)]
    public int? Limit { get; init; }

    [Description("Seconds to wait for a change where there is none yet, 0 to 60; 0 unless told.")]
    [Range(0, LongestWait, ErrorMessage = "Give 0 to 60.")]
    public int? Wait { get; init; }

    [Description("One or more kinds of change, separated by commas; any of them, such as `incident.claim_added,incident.retracted`. (`type` is that of the incident.)")]
    public string[]? EventType { get; init; }

    [Description("One or more kinds of resource, separated by commas: changes of any of them.")]
    public ResourceKind[]? Resource { get; init; }

    public PageRequest Page() => new(Limit, Cursor: null) { Usual = UsualLimit };

    /// <param name="after">As <see cref="After"/>.</param>
    /// <param name="until">Ends the waiting.</param>
    public FollowChanges Query(IncidentFilter incidents, string? after, CancellationToken until) => new(
        new ChangeFilter(incidents, EventType is { Length: > 0 } ? EventType : null, Resource is { Length: > 0 } ? Resource : null), after, Page().EffectiveLimit, until);
}
