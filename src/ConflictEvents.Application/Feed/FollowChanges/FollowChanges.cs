using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Results;
using MediatR;

namespace ConflictEvents.Application.Feed.FollowChanges;

/// <summary>Reads what was recorded behind a cursor, or waits for it. While it waits it holds no connection.</summary>
/// <param name="After">Null to begin with the first change ever; <see cref="Latest"/> to begin with the next.</param>
/// <param name="Until">Is cancelled when waiting is to end.</param>
public sealed record FollowChanges(ChangeFilter Filter, string? After, int Limit, CancellationToken Until) : IRequest<Result<FeedPage>>
{
    public const string Latest = "latest";
}

/// <param name="Reached">Where to go on.</param>
/// <param name="HasMore">Whether something stood behind it already.</param>
public sealed record FeedPage(IReadOnlyList<FoundChange> Items, FeedCursor Reached, bool HasMore);

public sealed class FollowChangesHandler(IChangeReader changes, IHeadWatch watch, IRequestContext request, TimeProvider time)
    : IRequestHandler<FollowChanges, Result<FeedPage>>
{
    /// <summary>For how long it is looked for the next change of a rare kind before the follower is told how far that came.</summary>
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(2);

    public async Task<Result<FeedPage>> Handle(FollowChanges query, CancellationToken cancellationToken)
    {
        var filter = query.Filter;
        if (filter.EventTypes?.FirstOrDefault(type => !changes.EventTypes.Contains(type)) is { } unknown)
            return FeedErrors.UnknownEventType(unknown, changes.EventTypes);
        if ((filter.Incidents.Fault() ?? filter.Incidents.Refusal(request.Audience)) is { } refused)
            return refused;

        var head = watch.Head ?? await watch.Ask(cancellationToken);
        var heard = head;
        var given = query.After switch
        {
            null => FeedCursor.Start,
            FollowChanges.Latest => FeedCursor.Of(head),
            var text => FeedCursor.Read(text),
        };
        if (given is not { } after)
            return FeedErrors.InvalidCursor;

        var began = time.GetTimestamp();
        while (true)
        {
            // The log may have grown by a commit that only the database knows of yet.
            if (after.IsBeyond(head) && after.IsBeyond(head = await watch.Ask(cancellationToken)))
                return FeedErrors.Diverged;
            if (head.Position > after.Position)
            {
                var found = await changes.Read(filter, after, head, query.Limit, request.Audience, cancellationToken);
                if (found.Error is { } error)
                    return error;
                after = found.Value.Reached;
                var hasMore = after.Position < head.Position;
                if (found.Value.Items.Count > 0 || (hasMore && time.GetElapsedTime(began) > Search))
                    return new FeedPage(found.Value.Items, after, hasMore);
                if (hasMore)
                    continue;
            }

            if (await News(heard, query.Until, cancellationToken) is not { } news)
                return new FeedPage([], after, HasMore: false);
            (head, heard) = (news, news);
        }
    }

    /// <returns>Null when waiting has ended before there were any.</returns>
    private async Task<HeadMark?> News(HeadMark heard, CancellationToken until, CancellationToken cancellationToken)
    {
        if (until.IsCancellationRequested)
            return null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(until, cancellationToken);
        try
        {
            return await watch.Beyond(heard, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
