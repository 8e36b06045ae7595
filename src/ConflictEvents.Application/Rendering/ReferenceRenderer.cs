using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Rendering;

/// <summary>Renders conflicts, actors, locations, sources and documents as they are answered.</summary>
public static class ReferenceRenderer
{
    /// <returns>One of the <c>...Document</c> records of this folder.</returns>
    public static IResourceDocument Render(Resource resource, ReferenceBook book) => resource switch
    {
        Actor actor => Actor(actor, actor.United, book),
        Resource<LocationDetails> location => Location(location, location.Details, book),
        Resource<SourceDetails> source => Source(source, source.Details, book),
        Resource<DocumentDetails> document => Document(document, document.Details, book),
        Conflict conflict => Conflict(conflict, conflict.Details, book),
        _ => throw new ArgumentOutOfRangeException(nameof(resource), resource.Kind, null),
    };

    private static ActorDocument Actor(Actor it, ActorDetails details, ReferenceBook book) => new(
        it.Id,
        it.Version,
        it.Status,
        it.RetractionReason,
        ReferenceBook.LabelOf(details),
        details.Type,
        details.Names,
        details.Description,
        details.Country,
        [.. details.Relations.Where(relation => book.Standing(relation.ActorId) != it.Id).Select(relation => new RelationView(
            relation.Kind,
            book.Actor(relation.ActorId),
            relation.From,
            relation.To,
            relation.AssertedBy.Render(book),
            relation.Citations.Render(book)))],
        details.ForeignIds,
        [.. it.Absorbed.Standing.Select(absorbed => new MergedActor(absorbed.From, absorbed.Moved.Names[0].Text))],
        it.CreatedAt,
        it.UpdatedAt);

    private static LocationDocument Location(Resource it, LocationDetails details, ReferenceBook book) => new(
        it.Id,
        it.Version,
        it.Status,
        it.RetractionReason,
        ReferenceBook.LabelOf(details),
        details.Type,
        details.Names,
        details.Description,
        details.Country,
        details.Admin1,
        details.Admin2,
        details.Admin3,
        details.Longitude,
        details.Latitude,
        details.ParentId is { } parent ? [.. book.LocationPath(parent).Select(book.Location)] : [],
        details.ForeignIds,
        it.CreatedAt,
        it.UpdatedAt);

    private static SourceDocument Source(Resource it, SourceDetails details, ReferenceBook book) => new(
        it.Id,
        it.Version,
        it.Status,
        it.RetractionReason,
        ReferenceBook.LabelOf(details),
        details.Type,
        details.Names,
        details.Description,
        details.Reliability,
        details.Country,
        details.AffiliatedActorId is { } actor ? book.Actor(actor) : null,
        details.SyndicatedFromId is { } source ? book.Source(source) : null,
        details.Url,
        details.ForeignIds,
        it.CreatedAt,
        it.UpdatedAt);

    private static DocumentDocument Document(Resource it, DocumentDetails details, ReferenceBook book) => new(
        it.Id,
        it.Version,
        it.Status,
        it.RetractionReason,
        details.Type,
        book.Source(details.SourceId),
        [.. details.ContributingSourceIds.Select(book.Source)],
        details.Title,
        details.Authors,
        details.Url,
        details.ArchivedUrl,
        details.Language,
        details.Published,
        details.RetrievedOn,
        details.Sha256,
        details.Inferred,
        details.Note,
        details.ForeignIds,
        it.CreatedAt,
        it.UpdatedAt);

    private static ConflictDocument Conflict(Conflict it, ConflictDetails details, ReferenceBook book) => new(
        it.Id,
        it.Version,
        it.Status,
        it.RetractionReason,
        ReferenceBook.LabelOf(details),
        details.Names,
        details.Description,
        details.ParentId is { } parent ? [.. book.ConflictPath(parent).Select(book.Conflict)] : [],
        details.Countries,
        [.. details.Belligerents.Select(side => new BelligerentView(book.Actor(side.ActorId), side.Side, side.Citations.Render(book)))],
        details.Onset,
        details.End,
        details.OnsetStatements.Render(book),
        details.Statements.Render(book),
        it.Claims.Render(book),
        details.ForeignIds,
        it.CreatedAt,
        it.UpdatedAt);
}
