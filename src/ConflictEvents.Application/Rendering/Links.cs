using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Rendering;

/// <summary>An actor as it is shown inside another resource.</summary>
/// <param name="Id">The rest is at <c>/v1/actors/{id}</c>.</param>
/// <param name="Name">The first of its names.</param>
public sealed record ActorLink(Guid Id, string Name, ActorKind Type);

/// <summary>A location as it is shown inside another resource.</summary>
/// <param name="Id">The rest is at <c>/v1/locations/{id}</c>.</param>
/// <param name="Name">The first of its names.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Admin1">Name of the first-order subdivision.</param>
/// <param name="Admin2">Name of the second-order subdivision.</param>
/// <param name="Admin3">Name of the third-order subdivision.</param>
public sealed record LocationLink(Guid Id, string Name, LocationKind Type, string? Country, string? Admin1, string? Admin2, string? Admin3);

/// <summary>A conflict as it is shown inside another resource.</summary>
/// <param name="Id">The rest is at <c>/v1/conflicts/{id}</c>.</param>
/// <param name="Name">The first of its names.</param>
public sealed record ConflictLink(Guid Id, string Name);

/// <summary>A source as it is shown inside another resource.</summary>
/// <param name="Id">The rest is at <c>/v1/sources/{id}</c>.</param>
/// <param name="Name">The first of its names.</param>
/// <param name="Reliability">Admiralty scale, A to F.</param>
public sealed record SourceLink(Guid Id, string Name, SourceKind Type, Reliability Reliability);

/// <summary>A document as it is shown where it is cited.</summary>
/// <inheritdoc cref="DocumentDetails"/>
/// <param name="Id">The rest is at <c>/v1/documents/{id}</c>.</param>
/// <param name="Source">The publisher.</param>
public sealed record DocumentLink(
    Guid Id, string Title, DocumentKind Type, SourceLink Source, string? Url, string? ArchivedUrl, DateWindow? Published, IReadOnlyList<DocumentField> Inferred);
