using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Rendering;

/// <summary>Stands in a book in the place of what is merged.</summary>
/// <param name="For">The one that it is merged into.</param>
public sealed record MergedEntry(Guid For) : IDetails
{
    public IEnumerable<Reference> References() => [];
}

/// <summary>The details, as of one log position, of every resource that a rendering may mention; it notes which were looked up.</summary>
/// <param name="entries">By id; complete for what is rendered, ancestors and publishers included.</param>
public sealed class ReferenceBook(IReadOnlyDictionary<Guid, IDetails> entries)
{
    private readonly SortedSet<Guid> _used = [];

    /// <summary>Every resource looked up so far, in the order of their ids.</summary>
    public IReadOnlyCollection<Guid> Used => _used;

    /// <returns>A book with the same entries and an empty note of what was used.</returns>
    public ReferenceBook Fresh() => new(entries);

    /// <summary>The resources that must be in the book for the given one to be linked or weighed: what it stands under, speaks for, or is published by.</summary>
    public static IEnumerable<Guid> Required(IDetails details) => details switch
    {
        MergedEntry merged => [merged.For],
        LocationDetails { ParentId: { } parent } => [parent],
        ConflictDetails { ParentId: { } parent } => [parent],
        DocumentDetails document => [document.SourceId],
        SourceDetails source => new[] { source.AffiliatedActorId, source.SyndicatedFromId }.OfType<Guid>(),
        ActorDetails actor => actor.Relations.Where(relation => relation.Kind is RelationKind.PartOf).Select(relation => relation.ActorId),
        _ => [],
    };

    /// <summary>The name by which other resources show it.</summary>
    public static string LabelOf(IDetails details) => details switch
    {
        ActorDetails actor => actor.Names[0].Text,
        LocationDetails location => location.Names[0].Text,
        SourceDetails source => source.Names[0].Text,
        ConflictDetails conflict => conflict.Names[0].Text,
        DocumentDetails document => document.Title,
        _ => throw new ArgumentOutOfRangeException(nameof(details), details, null),
    };

    /// <summary>Every text by which it may be looked for.</summary>
    public static IReadOnlyList<string> NamesOf(IDetails details) => details switch
    {
        ActorDetails actor => Texts(actor.Names),
        LocationDetails location => Texts(location.Names),
        SourceDetails source => Texts(source.Names),
        ConflictDetails conflict => Texts(conflict.Names),
        DocumentDetails document => [document.Title],
        _ => throw new ArgumentOutOfRangeException(nameof(details), details, null),
    };

    /// <returns>The name by which other resources show it; null for what is not in the book. It makes no note of it: words that are written once show no later name.</returns>
    public string? Label(Guid id) => !entries.TryGetValue(id, out var details) ? null
        : details is MergedEntry merged ? Label(merged.For)
        : LabelOf(details);

    public ActorDetails ActorDetails(Guid id) => Get<ActorDetails>(id);

    public SourceDetails SourceDetails(Guid id) => Get<SourceDetails>(id);

    public DocumentDetails DocumentDetails(Guid id) => Get<DocumentDetails>(id);

    public LocationDetails LocationDetails(Guid id) => Get<LocationDetails>(id);

    public IReadOnlyList<string> Names(Guid id) => NamesOf(Get<IDetails>(id));

    /// <returns>The one that is shown for it, and counts as it: itself unless it is merged.</returns>
    public Guid Standing(Guid id)
    {
        _used.Add(id);
        return entries.GetValueOrDefault(id) is MergedEntry merged ? Standing(merged.For) : id;
    }

    public ActorLink Actor(Guid id)
    {
        var (standing, actor) = (Standing(id), Get<ActorDetails>(id));
        return new ActorLink(standing, actor.Names[0].Text, actor.Type);
    }

    public LocationLink Location(Guid id)
    {
        var place = Get<LocationDetails>(id);
        return new LocationLink(id, place.Names[0].Text, place.Type, place.Country, place.Admin1, place.Admin2, place.Admin3);
    }

    public ConflictLink Conflict(Guid id) => new(id, Get<ConflictDetails>(id).Names[0].Text);

    public SourceLink Source(Guid id)
    {
        var source = Get<SourceDetails>(id);
        return new SourceLink(id, source.Names[0].Text, source.Type, source.Reliability);
    }

    public DocumentLink Document(Guid id) => Link(id, DocumentDetails(id));

    /// <param name="document">The details of a document that need not be in the book itself.</param>
    public DocumentLink Link(Guid id, DocumentDetails document) => new(
        id, document.Title, document.Type, Source(document.SourceId), document.Url, document.ArchivedUrl, document.Published, document.Inferred);

    /// <returns>The publisher of a document.</returns>
    public Guid SourceOf(Guid documentId) => DocumentDetails(documentId).SourceId;

    /// <returns>The location and everything above it, from the nearest outwards.</returns>
    public IReadOnlyList<Guid> LocationPath(Guid id) => Path(id, at => Get<LocationDetails>(at).ParentId);

    /// <returns>The conflict and everything above it, from the nearest outwards.</returns>
    public IReadOnlyList<Guid> ConflictPath(Guid id) => Path(id, at => Get<ConflictDetails>(at).ParentId);

    private static List<Guid> Path(Guid id, Func<Guid, Guid?> parentOf)
    {
        var path = new List<Guid>();
        for (Guid? at = id; at is { } current && !path.Contains(current); at = parentOf(current))
            path.Add(current);
        return path;
    }

    private static IReadOnlyList<string> Texts(IReadOnlyList<Name> names) => [.. names.Select(name => name.Text)];

    private T Get<T>(Guid id)
        where T : class, IDetails
    {
        return entries.GetValueOrDefault(Standing(id)) as T ?? throw new InvalidOperationException($"The book lacks {typeof(T).Name} {id}.");
    }
}
