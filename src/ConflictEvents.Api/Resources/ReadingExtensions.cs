using ConflictEvents.Api.Http;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Application.Resources;

namespace ConflictEvents.Api.Resources;

internal static class ReadingExtensions
{
    /// <summary>Names the log position that an answer about the past rests on; the same position gives the same answer for ever.</summary>
    public const string PositionHeader = "As-Of-Position";

    /// <param name="members">Null for all of them.</param>
    public static Rendered With(this Rendered rendered, MemberSelection? members) =>
        members is null ? rendered : rendered with { Document = members.Of(rendered.Document.Span) };

    public static IResult ToJson(this Rendered rendered) => new RenderedJson(rendered.Document, Tag(rendered)) { LastModified = rendered.UpdatedAt };

    /// <param name="location">The absolute address of what was created.</param>
    public static IResult ToCreated(this Rendered rendered, string location) =>
        new RenderedJson(rendered.Document, Tag(rendered)) { Status = StatusCodes.Status201Created, Location = location, LastModified = rendered.UpdatedAt };

    public static IResult At(this IResult result, Moment moment, HttpContext context)
    {
        if (moment.Position is { } position)
            context.Response.Headers[PositionHeader] = Moment.TokenOf(position);
        return result;
    }

    private static Microsoft.Net.Http.Headers.EntityTagHeaderValue Tag(Rendered rendered) => new VersionTag(rendered.Version, rendered.Rendering).ToHeader();
}
