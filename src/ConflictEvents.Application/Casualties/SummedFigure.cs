namespace ConflictEvents.Application.Casualties;

/// <summary>A sum over incidents; null where no incident has such a figure.</summary>
/// <param name="Low">Of those incidents that have one, those included of which it is known in words alone ("dozens"): it may be more than the best while some are unknown.</param>
/// <param name="Best">Of those incidents that have one.</param>
/// <param name="High">Of those incidents that have one; no upper bound of the truth while any is open-ended or unknown.</param>
/// <param name="Unknown">How many of the incidents have no best figure; they add nothing, which is not to say nobody was hurt.</param>
public sealed record SummedFigure(long? Low, long? Best, long? High, long Unknown);
