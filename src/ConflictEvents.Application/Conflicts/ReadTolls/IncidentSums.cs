using ConflictEvents.Application.Casualties;

namespace ConflictEvents.Application.Conflicts.ReadTolls;

/// <summary>The estimates of a conflict's incidents, added up. No toll: incidents that nobody recorded are missing from it.</summary>
/// <param name="Incidents">How many incidents there are.</param>
public sealed record IncidentSums(long Incidents, SummedFigure Killed, SummedFigure Injured);
