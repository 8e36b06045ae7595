using ConflictEvents.Domain.Actors;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Rendering;

/// <summary>An actor as it is shown inside another resource.</summary>
/// <param name="Name">The first of its names.</param>
public sealed record ActorLink(Guid Id, string Name, ActorKind Type);

/// <summary>A location as it is shown inside another resource.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Admin1">Name of the first-order subdivision.</param>
/// <param name="Admin2">Name of the second-order subdivision.</param>
/// <param name="Admin3">Name of the third-order subdivision.</param>
public sealed record LocationLink(Guid Id, string Name, LocationKind Type, string? Country, string? Admin1, string? Admin2, string? Admin3);

/// <summary>A conflict as it is shown inside another resource.</summary>
public sealed record ConflictLink(Guid Id, string Name);

/// <summary>A source as it is shown inside another resource.</summary>
/// <param name="Reliability">Admiralty scale, A to F.</param>
public sealed record SourceLink(Guid Id, string Name, SourceKind Type, Reliability Reliability);

/// <summary>A document as it is shown where it is cited.</summary>
/// <param name="Published">When it was published.</param>
/// <param name="Inferred">Members that were inferred rather than read off the document.</param>
public sealed record DocumentLink(
    Guid Id, string Title, DocumentKind Type, SourceLink Source, string? Url, string? ArchivedUrl, DateWindow? Published, IReadOnlyList<DocumentField> Inferred);
