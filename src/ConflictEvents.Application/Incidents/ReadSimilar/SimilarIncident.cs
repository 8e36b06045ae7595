using ConflictEvents.Application.Rendering;

namespace ConflictEvents.Application.Incidents.ReadSimilar;

/// <summary>An incident that may be the same as another one, with what speaks for it. Nothing is merged by itself.</summary>
/// <param name="Incident">As it stands in a list.</param>
/// <param name="DistanceKm">Between the points of the two; kilometres, at most 50. Read it with the uncertainty of each.</param>
/// <param name="DaysApart">Days between the date windows of the two, at most 3; 0 where they share a day.</param>
/// <param name="SharedActors">Its participants that take part in the other one too, or bear a name of one that does.</param>
/// <param name="SameType">Whether the two are of the same type.</param>
/// <param name="Score">From 0 to 1: two fifths for nearness in space, a quarter each for nearness in time and for shared actors, a tenth for the type.</param>
public sealed record SimilarIncident(IncidentCard Incident, double DistanceKm, int DaysApart, IReadOnlyList<ActorLink> SharedActors, bool SameType, double Score);

/// <summary>An imported incident with those of other datasets that may be the same, the most similar first.</summary>
/// <param name="Incident">As it stands in a list.</param>
public sealed record SimilarToImported(IncidentCard Incident, IReadOnlyList<SimilarIncident> Similar);
