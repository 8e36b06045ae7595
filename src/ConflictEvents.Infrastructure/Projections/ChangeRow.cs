using ConflictEvents.Application.Feed;
using ConflictEvents.Application.Rendering;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Infrastructure.EventStore;

namespace ConflictEvents.Infrastructure.Projections;

/// <summary>A row of <c>change_entry</c>.</summary>
/// <param name="Opens">Of an imported incident that was there before: whether it may be passed on from now on, with all that happened to it; else null.</param>
internal sealed record ChangeRow(long Position, Guid Id, string Type, bool Redistributable, bool? Opens, byte[] Entry)
{
    public static ChangeRow Render(Trace trace, ReferenceBook book)
    {
        var (happening, resource) = (trace.Happening, trace.Resource);
        var redistributable = resource is not Incident incident || incident.Redistributable;
        return new ChangeRow(
            happening.Position,
            resource.Id,
            happening.Type,
            redistributable,
            trace.Changes.Any(change => change.Path is "origin" or "origin.redistributable") ? redistributable : null,
            Change.Render(happening, trace.Changes, resource, trace.Claim, id => trace.Trail.LabelAt(id, trace.Number) ?? book.Label(id)));
    }
}
