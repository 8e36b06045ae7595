namespace ConflictEvents.Benchmarks.Generating;

/// <summary>The days of the generated incidents, of which each year has more than the one before.</summary>
internal static class Timeline
{
    private static readonly DateOnly First = new(2010, 1, 1);
    private static readonly DateOnly Last = new(2026, 6, 30);

    /// <param name="share">Of all incidents that have happened by then, 0 to 1.</param>
    public static DateOnly Day(double share) => First.AddDays((int)(Math.Pow(Math.Clamp(share, 0, 1), 0.6) * (Last.DayNumber - First.DayNumber)));

    /// <returns>The share of all incidents that have happened by the day.</returns>
    public static double ShareOf(DateOnly day) => Math.Pow((double)(day.DayNumber - First.DayNumber) / (Last.DayNumber - First.DayNumber), 1 / 0.6);

    /// <summary>The time at which the incidents up to a share of all were recorded: a week after they happened.</summary>
    public static DateTimeOffset RecordedAt(double share) => new(Day(share).AddDays(7).ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero);

    /// <returns>The day itself or, where it lies beyond the end of the data, the last one.</returns>
    public static DateOnly NotAfterEnd(DateOnly day) => day > Last ? Last : day < First ? First : day;
}
