using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ConflictEvents.Api.Lists;
using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Resources.ReadHistory;

namespace ConflictEvents.Api.Resources;

/// <summary>The two versions between which a difference is asked for.</summary>
public sealed record Versions
{
    [Description("With `to`: the version that another is held against.")]
    [Range(1, int.MaxValue, ErrorMessage = "Give 1 or more.")]
    public int? From { get; init; }

    [Description("With `from`: the later version.")]
    [Range(1, int.MaxValue, ErrorMessage = "Give 1 or more.")]
    public int? To { get; init; }
}

/// <summary>The changes of a resource. It has the form of every list.</summary>
/// <param name="Next">Always null: there is one page.</param>
/// <param name="NextCursor">Always null: there is one page.</param>
/// <param name="Difference">What the version <c>to</c> has that the version <c>from</c> had not; null where they are not given.</param>
public sealed record History(IReadOnlyList<Change> Items, string? Next, string? NextCursor, VersionDifference? Difference);

/// <summary>Answers with a <see cref="History"/>, whose changes were rendered before.</summary>
internal sealed class HistoryResult(ResourceHistory history) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        RenderedList.Send(httpContext, history.Changes, new { Next = (string?)null, NextCursor = (string?)null, history.Difference });
}
