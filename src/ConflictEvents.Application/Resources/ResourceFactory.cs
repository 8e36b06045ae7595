using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Resources;

public static class ResourceFactory
{
    /// <returns>The state of a stream before its first event.</returns>
    public static Resource Empty(ResourceKind kind, Guid id) => kind switch
    {
        ResourceKind.Incident => new Incident { Id = id },
        ResourceKind.Conflict => new Conflict { Id = id },
        ResourceKind.Actor => new Actor { Id = id },
        ResourceKind.Location => new Resource<LocationDetails> { Id = id },
        ResourceKind.Source => new Resource<SourceDetails> { Id = id },
        ResourceKind.Document => new Resource<DocumentDetails> { Id = id },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
