namespace ConflictEvents.Application.Conflicts.ReadTolls;

/// <summary>The estimates of a conflict's incidents, added up. No toll: incidents that nobody recorded are missing from it.</summary>
/// <param name="Incidents">How many incidents there are.</param>
public sealed record IncidentSums(long Incidents, SummedFigure Killed, SummedFigure Injured);

/// <summary>A sum over incidents, each counted for all victims; null where no incident has such a figure.</summary>
/// <param name="Low">Of those incidents that have one.</param>
/// <param name="Best">Of those incidents that have one.</param>
/// <param name="High">Of those incidents that have one; no upper bound of the truth while any is open-ended or unknown.</param>
/// <param name="Unknown">How many of the incidents have no best figure; they add nothing, which is not to say nobody was hurt.</param>
public sealed record SummedFigure(long? Low, long? Best, long? High, long Unknown);
