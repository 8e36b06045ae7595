using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Resources;

/// <summary>What stands above a location, a conflict or a source.</summary>
public static class Ancestry
{
    /// <returns>The member that names what stands directly above, and what it names; no id where nothing does.</returns>
    public static (string Path, ResourceKind Kind, Guid? Id) Above(IDetails details) => details switch
    {
        LocationDetails location => ("parentId", ResourceKind.Location, location.ParentId),
        ConflictDetails conflict => ("parentId", ResourceKind.Conflict, conflict.ParentId),
        SourceDetails source => ("syndicatedFromId", ResourceKind.Source, source.SyndicatedFromId),
        _ => ("", default, null),
    };

    /// <param name="details">As they are to stand.</param>
    /// <returns>The member that would make the resource its own ancestor; null when none does.</returns>
    public static async Task<string?> Cycle(IChanges changes, Guid id, IDetails details)
    {
        var (path, kind, first) = Above(details);
        for (var at = first; at is { } ancestor; at = await Next(ancestor))
        {
            if (ancestor == id)
                return path;
        }

        return null;

        async Task<Guid?> Next(Guid ancestor) => await changes.Load(kind, ancestor) switch
        {
            Resource<LocationDetails> location => location.Details.ParentId,
            Resource<ConflictDetails> conflict => conflict.Details.ParentId,
            Resource<SourceDetails> source => source.Details.SyndicatedFromId,
            _ => null,
        };
    }
}
