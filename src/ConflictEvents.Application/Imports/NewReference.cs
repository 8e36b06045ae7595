using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Imports;

/// <summary>A resource that rows mention and nobody knew, to be created before the incidents that mention it.</summary>
/// <param name="Id">Follows from the name that it is mentioned by; if a stream has it already, the resource is there and nothing is to be created.</param>
/// <param name="Created">The first event of its stream.</param>
public sealed record NewReference(ResourceKind Kind, Guid Id, IDetailsOfKind Details, DomainEvent Created)
{
    /// <summary>By which it may stand here under another id; null where its id alone tells it.</summary>
    public Mention? Mention { get; init; }

    public static NewReference Of<TDetails>(Guid id, TDetails details)
        where TDetails : class, IDetailsOfKind => new(TDetails.Kind, id, details, new Created<TDetails>(details));
}
