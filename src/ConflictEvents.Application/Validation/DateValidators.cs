using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;
using FluentValidation;
using static System.FormattableString;

namespace ConflictEvents.Application.Validation;

/// <summary>A window of days that may lie in the future.</summary>
public sealed class DateWindowValidator : AbstractValidator<DateWindow>
{
    public DateWindowValidator()
    {
        RuleFor(window => window.Earliest).Day();
        RuleFor(window => window.Latest).Day()
            .Fault((window, latest) => latest < window.Earliest ? "Must not lie before earliest." : null);
        RuleFor(window => window.Precision).Defined()
            .Fault((window, precision) => Days(window) > LongestAt(precision) ? TooCoarse(precision) : null);
        RuleFor(window => window.Wording).Text(Rules.WordingLength);
    }

    private static int Days(DateWindow window) => window.Latest.DayNumber - window.Earliest.DayNumber + 1;

    /// <summary>
    /// The most days, both ends counted, that a window of the precision may have: twice the unit from the week on, since the unit
    /// need not begin where the calendar's does, and a source may leave open which of two it means.
    /// </summary>
    private static int LongestAt(DatePrecision precision) => precision switch
    {
        DatePrecision.Day => 1,
        DatePrecision.Days => 6,
        DatePrecision.Week => 14,
        DatePrecision.Month => 62,
        DatePrecision.Year => 731,
        _ => int.MaxValue,
    };

    private static string TooCoarse(DatePrecision precision) => precision is DatePrecision.Day
        ? "Must be coarser than day where earliest and latest are different days."
        : Invariant($"Must fit the window: at this precision it has at most {LongestAt(precision)} days.");
}

/// <summary>A window of days that lie in the past; one that still goes on ends today.</summary>
public sealed class PastWindowValidator : AbstractValidator<DateWindow>
{
    public PastWindowValidator(TimeProvider time)
    {
        Include(new DateWindowValidator());
        RuleFor(window => window.Earliest).NotFuture(time);
        RuleFor(window => window.Latest).NotFuture(time);
    }
}

public sealed class DateStatementValidator : AbstractValidator<DateStatement>
{
    public DateStatementValidator(TimeProvider time)
    {
        RuleFor(statement => statement.Date).SetValidator(new PastWindowValidator(time));
        RuleFor(statement => statement.Citations).AtLeastOne();
        RuleForEach(statement => statement.Citations).SetValidator(new CitationValidator());
    }
}
