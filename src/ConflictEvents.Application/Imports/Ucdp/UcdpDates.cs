using ConflictEvents.Domain.Dates;

namespace ConflictEvents.Application.Imports.Ucdp;

internal static class UcdpDates
{
    /// <summary>
    /// The days from date_start to date_end, both inclusive, as finely as date_prec says. A span that is too long for the precision is the
    /// one that counts, since it can be read off the dates, and gets the finest precision that it fits. Files that have year, month and day
    /// instead state the day on which an event began, and leave its precision open: the window is inferred.
    /// </summary>
    /// <returns>Null when the row is rejected.</returns>
    public static DateWindow? Read(RowCheck check)
    {
        if (check["date_start"] is null && check["year"] is not null && check["month"] is not null)
            return DayInParts(check);
        if (check.Required("date_start") is null || check.Day("date_start") is not { } start)
            return null;

        var isGiven = check["date_end"] is not null;
        if ((isGiven ? check.Day("date_end") : start) is not { } end)
            return null;
        if (end < start)
        {
            check.Reject("date_end", "dates-reversed", "The event ends before it begins.");
            return null;
        }

        var stated = check.Code("date_prec", 1, 5) is { } code ? (DatePrecision)(code - 1) : (DatePrecision?)null;
        var fitting = FinestFor(end.DayNumber - start.DayNumber + 1);
        if (fitting is null)
        {
            check.Reject("date_end", "span-too-long", "The event spans more than two years.");
            return null;
        }

        if (stated < fitting)
            check.Warn("date_prec", "precision-and-dates-differ", "The dates span more days than the precision allows; a coarser precision was recorded.");
        return new DateWindow
        {
            Earliest = start,
            Latest = end,
            Precision = stated > fitting ? stated.Value : fitting.Value,
            Inferred = !isGiven && stated is null,
        };
    }

    /// <summary>The most days, both ends counted, that a record may have at each precision.</summary>
    private static DatePrecision? FinestFor(int days) => days switch
    {
        1 => DatePrecision.Day,
        <= 6 => DatePrecision.Days,
        <= 14 => DatePrecision.Week,
        <= 62 => DatePrecision.Month,
        <= 731 => DatePrecision.Year,
        _ => null,
    };

    private static DateWindow? DayInParts(RowCheck check)
    {
        if (check.Code("year", 1900, 9999) is not { } year || check.Code("month", 1, 12) is not { } month || check.Code("day", 1, 31) is not { } day)
        {
            if (!check.IsRejected)
                check.Required("day");
            return null;
        }

        if (day > DateTime.DaysInMonth(year, month))
            check.Reject("day", "invalid-date", "The month has no such day.");
        else if (new DateOnly(year, month, day) is var date && !check.IsPast(date))
            check.Reject("year", "date-out-of-range", "The date lies before 1900 or in the future.");
        else
            return new DateWindow { Earliest = date, Latest = date, Inferred = true };
        return null;
    }
}
