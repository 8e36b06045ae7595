using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ConflictEvents.Application.Queries;

namespace ConflictEvents.Api.Lists;

/// <summary>Which page of a list is wanted.</summary>
public sealed record Paging
{
    [Description("Items a page: 50 unless told, at most 1,000; more is taken for 1,000, and the header `Limit-Applied` says so.")]
    [Range(1, int.MaxValue, ErrorMessage = "Give 1 or more.")]
    public int? Limit { get; init; }

    [Description("The `nextCursor` of the page before, unchanged, together with the same filters and sort.")]
    public string? Cursor { get; init; }

    public PageRequest ToRequest() => new(Limit, Cursor);
}
