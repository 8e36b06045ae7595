using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ConflictEvents.Api.Http;
using ConflictEvents.Api.Resources;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ConflictEvents.Api.Lists;

/// <summary>What every list takes besides its filters, and what answers it.</summary>
public record ListRequest : Reading
{
    [Description("Items a page: 50 unless told, at most 1,000; more is taken for 1,000, and the header `Limit-Applied` says so.")]
    [Range(1, int.MaxValue, ErrorMessage = "Give 1 or more.")]
    [Clamped(PageRequest.MaximumLimit)]
    public int? Limit { get; init; }

    [Description("The `nextCursor` of the page before, unchanged, together with the same filters and sort.")]
    public string? Cursor { get; init; }

    [Description("Adds `count`, the number of items on all pages together: `exact` counts as far as 100,000 and then says `at_least`; `estimated` is what the database expects, at next to no cost; of the past it counts like `exact`.")]
    public Counting? Count { get; init; }

    [FromServices]
    public required IMediator Mediator { get; init; }

    [FromServices]
    public required Links Links { get; init; }

    public required HttpContext Context { get; init; }

    public CancellationToken Aborted => Context.RequestAborted;

    /// <param name="members">Null for all that the list shows.</param>
    public PageRequest Page(MemberSelection? members = null) => new(Limit, Cursor) { Members = members, Count = Count ?? Counting.None };

    public IResult Answer(Answer<Page> answer) => new PageResult(answer.Value, Page(), Links).At(answer.Moment, Context);
}
