using System.Text.Json.Serialization;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Lists;

/// <summary>One page of a list. Every list of the service has this form.</summary>
/// <param name="Next">The absolute address of the next page; null on the last.</param>
/// <param name="NextCursor">The cursor of the next page; null on the last.</param>
public record ListOf<T>(IReadOnlyList<T> Items, string? Next = null, string? NextCursor = null);

/// <summary>One page of a list whose items can be counted.</summary>
/// <inheritdoc/>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next = null, string? NextCursor = null) : ListOf<T>(Items, Next, NextCursor)
{
    /// <summary>How many items there are on all pages together; left out unless the request asks for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ListCount? Count { get; init; }
}
