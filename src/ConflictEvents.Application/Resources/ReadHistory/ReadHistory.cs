using System.Text.Json.Nodes;
using ConflictEvents.Application.Queries;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Streams;
using MediatR;

namespace ConflictEvents.Application.Resources.ReadHistory;

/// <summary>One change of a resource.</summary>
/// <param name="EventId">Stable for ever.</param>
/// <param name="Position">Where it stands in the log; opaque.</param>
/// <param name="Type">What happened, such as <c>incident.claim_added</c>.</param>
/// <param name="Version">The version that the change led to.</param>
/// <param name="RecordedAt">When the service recorded it, UTC; not when what it tells of happened.</param>
/// <param name="RecordedBy">The name of the key that authorised it.</param>
/// <param name="Reason">Why, in the author's words.</param>
/// <param name="Changes">What differs from the version before; empty for the first.</param>
public sealed record HistoryEntry(
    Guid EventId,
    string Position,
    string Type,
    int Version,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string? Reason,
    IReadOnlyList<MemberChange> Changes);

/// <summary>A member that differs between two versions.</summary>
/// <param name="Path">Such as <c>occurred.latest</c> or <c>claims[0].status</c>.</param>
/// <param name="Before">Null where the member was not there, or held null.</param>
/// <param name="After">Null where the member is gone, or holds null.</param>
public sealed record MemberChange(string Path, JsonNode? Before, JsonNode? After);

/// <summary>Who changed what of a resource, when and why; oldest first.</summary>
public sealed record ReadHistory(ResourceKind Kind, Guid Id, Reading Reading) : IRequest<Result<Answer<IReadOnlyList<HistoryEntry>>>>;

public sealed class ReadHistoryHandler(IReadModel readModel) : IRequestHandler<ReadHistory, Result<Answer<IReadOnlyList<HistoryEntry>>>>
{
    public async Task<Result<Answer<IReadOnlyList<HistoryEntry>>>> Handle(ReadHistory query, CancellationToken cancellationToken)
    {
        var moment = await readModel.MomentOf(query.Reading, cancellationToken);
        if (moment.Error is { } error)
            return error;
        var happenings = await readModel.Happenings(query.Kind, query.Id, moment.Value, cancellationToken);
        if (happenings.Count == 0)
            return ResourceErrors.NotFound(query.Kind, query.Id);

        var resource = ResourceFactory.Empty(query.Kind, query.Id);
        var entries = new List<HistoryEntry>(happenings.Count);
        JsonNode? before = null;
        foreach (var happening in happenings)
        {
            resource.Apply(happening.Recorded);
            var after = StateJson.Of(resource);
            var (recorded, changes) = (happening.Recorded, before is null ? [] : StateJson.Differences(before, after));
            entries.Add(new HistoryEntry(
                happening.EventId,
                Moment.TokenOf(happening.Position),
                happening.Type,
                recorded.Version,
                recorded.RecordedAt,
                recorded.RecordedBy,
                recorded.Reason,
                changes));
            before = after;
        }

        return new Answer<IReadOnlyList<HistoryEntry>>(entries, moment.Value);
    }
}
