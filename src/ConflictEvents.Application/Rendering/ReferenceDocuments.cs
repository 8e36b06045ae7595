using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Conflicts;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using ConflictEvents.Domain.Streams;

namespace ConflictEvents.Application.Rendering;

/// <inheritdoc cref="Relation"/>
public sealed record RelationView(
    RelationKind Kind, ActorLink Actor, DateOnly? From, DateOnly? To, IReadOnlyList<ClaimantView> AssertedBy, IReadOnlyList<CitationView> Citations);

/// <summary>An actor that was found to be the same, and is merged into this one. Its own history is at <c>/v1/actors/{id}/history</c>.</summary>
/// <param name="Id">Whoever asks for it is sent on to this one.</param>
/// <param name="Name">The one under which it was shown.</param>
public sealed record MergedActor(Guid Id, string Name);

/// <inheritdoc cref="ActorDetails"/>
/// <param name="Name">The first of its names.</param>
/// <param name="MergedFrom">Those that were found to be the same; their names, relations and foreign ids are among its own, and what mentions them shows this one.</param>
public sealed record ActorDocument(
    Guid Id,
    int Version,
    ResourceStatus Status,
    string? RetractionReason,
    string Name,
    ActorKind Type,
    IReadOnlyList<Name> Names,
    string? Description,
    string? Country,
    IReadOnlyList<RelationView> Relations,
    IReadOnlyList<ForeignId> ForeignIds,
    IReadOnlyList<MergedActor> MergedFrom,
    DateTimeOffset RecordedAt,
    DateTimeOffset UpdatedAt) : IResourceDocument;

/// <inheritdoc cref="LocationDetails"/>
/// <param name="Name">The first of its names.</param>
/// <param name="Within">The places that contain it, from the nearest outwards.</param>
public sealed record LocationDocument(
    Guid Id,
    int Version,
    ResourceStatus Status,
    string? RetractionReason,
    string Name,
    LocationKind Type,
    IReadOnlyList<Name> Names,
    string? Description,
    string? Country,
    string? Admin1,
    string? Admin2,
    string? Admin3,
    double? Longitude,
    double? Latitude,
    IReadOnlyList<LocationLink> Within,
    IReadOnlyList<ForeignId> ForeignIds,
    DateTimeOffset RecordedAt,
    DateTimeOffset UpdatedAt) : IResourceDocument;

/// <inheritdoc cref="SourceDetails"/>
/// <param name="Name">The first of its names.</param>
/// <param name="AffiliatedActor">The body it speaks for: its claims count as that actor's when a party to an incident is asked for.</param>
/// <param name="SyndicatedFrom">The source whose material it republishes; the two are never independent of each other.</param>
public sealed record SourceDocument(
    Guid Id,
    int Version,
    ResourceStatus Status,
    string? RetractionReason,
    string Name,
    SourceKind Type,
    IReadOnlyList<Name> Names,
    string? Description,
    Reliability Reliability,
    string? Country,
    ActorLink? AffiliatedActor,
    SourceLink? SyndicatedFrom,
    string? Url,
    IReadOnlyList<ForeignId> ForeignIds,
    DateTimeOffset RecordedAt,
    DateTimeOffset UpdatedAt) : IResourceDocument;

/// <inheritdoc cref="DocumentDetails"/>
/// <param name="Source">The publisher.</param>
/// <param name="ContributingSources">Other sources whose material the document says it uses.</param>
public sealed record DocumentDocument(
    Guid Id,
    int Version,
    ResourceStatus Status,
    string? RetractionReason,
    DocumentKind Type,
    SourceLink Source,
    IReadOnlyList<SourceLink> ContributingSources,
    string Title,
    IReadOnlyList<string> Authors,
    string? Url,
    string? ArchivedUrl,
    string? Language,
    DateWindow? Published,
    DateOnly? RetrievedOn,
    string? Sha256,
    IReadOnlyList<DocumentField> Inferred,
    string? Note,
    IReadOnlyList<ForeignId> ForeignIds,
    DateTimeOffset RecordedAt,
    DateTimeOffset UpdatedAt) : IResourceDocument;

/// <inheritdoc cref="Belligerent"/>
public sealed record BelligerentView(ActorLink Actor, ConflictSide? Side, IReadOnlyList<CitationView> Citations);

/// <inheritdoc cref="ConflictDetails"/>
/// <param name="Name">The first of its names.</param>
/// <param name="Within">The conflicts that it is a part of, from the nearest outwards.</param>
/// <param name="OnsetStatements">The dates that documents give for its beginning.</param>
/// <param name="Claims">Cumulative figures, in the order they were recorded.</param>
public sealed record ConflictDocument(
    Guid Id,
    int Version,
    ResourceStatus Status,
    string? RetractionReason,
    string Name,
    IReadOnlyList<Name> Names,
    string? Description,
    IReadOnlyList<ConflictLink> Within,
    IReadOnlyList<string> Countries,
    IReadOnlyList<BelligerentView> Belligerents,
    DateWindow? Onset,
    DateWindow? End,
    IReadOnlyList<DateStatementView> OnsetStatements,
    IReadOnlyList<StatementView> Statements,
    IReadOnlyList<ClaimView> Claims,
    IReadOnlyList<ForeignId> ForeignIds,
    DateTimeOffset RecordedAt,
    DateTimeOffset UpdatedAt) : IResourceDocument;
