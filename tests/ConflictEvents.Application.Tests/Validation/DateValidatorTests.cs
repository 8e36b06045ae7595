using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;

namespace ConflictEvents.Application.Tests.Validation;

/// <summary>Windows as they stand in a date statement; none of those may lie in the future.</summary>
public sealed class DateValidatorTests
{
    public static readonly Refused<DateWindow> RefusedWindows = new()
    {
        { "latest before earliest", window => window with { Latest = new(2019, 5, 3) }, "date.latest" },
        { "a day before 1900", window => window with { Earliest = new(1899, 12, 31), Latest = new(1900, 1, 1), Precision = DatePrecision.Days }, "date.earliest" },
        { "an end tomorrow", _ => Span(Faults.Today, 2, DatePrecision.Days), "date.latest" },
        { "two days at the precision of a day", _ => Span(new(2019, 5, 4), 2, DatePrecision.Day), "date.precision" },
        { "7 days as days", _ => Span(new(2019, 5, 4), 7, DatePrecision.Days), "date.precision" },
        { "15 days as a week", _ => Span(new(2019, 5, 4), 15, DatePrecision.Week), "date.precision" },
        { "63 days as a month", _ => Span(new(2019, 5, 4), 63, DatePrecision.Month), "date.precision" },
        { "732 days as a year", _ => Span(new(2019, 5, 4), 732, DatePrecision.Year), "date.precision" },
        { "a precision that is none", window => window with { Precision = (DatePrecision)99 }, "date.precision" },
        { "a blank wording", window => window with { Wording = " " }, "date.wording" },
        { "a wording of 301 characters", window => window with { Wording = new string('a', 301) }, "date.wording" },
    };

    public static readonly Allowed<DateWindow> AllowedWindows = new()
    {
        { "the first day there is", _ => Span(new(1900, 1, 1), 1, DatePrecision.Day) },
        { "today", _ => Span(Faults.Today, 1, DatePrecision.Day) },
        { "one day known as a week only", _ => Span(new(2019, 5, 4), 1, DatePrecision.Week) },
        { "6 days", _ => Span(new(2019, 5, 4), 6, DatePrecision.Days) },
        { "two weeks", _ => Span(new(2019, 5, 4), 14, DatePrecision.Week) },
        { "the two longest months in a row", _ => Span(new(2018, 7, 1), 62, DatePrecision.Month) },
        { "two years, one of them a leap year", _ => Span(new(2019, 1, 1), 731, DatePrecision.Year) },
    };

    [Fact]
    public async Task A_window_wholly_in_the_future_is_refused_at_both_ends() =>
        Assert.Equal(["date.earliest", "date.latest"], await Faults.Paths(With(Span(Faults.Tomorrow, 1, DatePrecision.Day))));

    [Fact]
    public async Task A_date_statement_needs_a_citation()
    {
        Assert.Empty(await Faults.Of(Valid.DateStatement));
        Assert.Equal(["citations"], await Faults.Paths(Valid.DateStatement with { Citations = [] }));
        Assert.Equal(["citations[0].paragraph"], await Faults.Paths(Valid.DateStatement with { Citations = [Valid.Citation with { Paragraph = -1 }] }));
    }

    [Theory]
    [MemberData(nameof(RefusedWindows))]
    public async Task A_window_is_refused_with(string what, Func<DateWindow, DateWindow> change, string path) =>
        await Expect.Fault(what, With(change(Valid.Day)), path);

    [Theory]
    [MemberData(nameof(AllowedWindows))]
    public async Task A_window_may_be(string what, Func<DateWindow, DateWindow> change) => await Expect.None(what, With(change(Valid.Day)));

    private static DateStatement With(DateWindow window) => Valid.DateStatement with { Date = window };

    private static DateWindow Span(DateOnly earliest, int days, DatePrecision precision) =>
        new() { Earliest = earliest, Latest = earliest.AddDays(days - 1), Precision = precision };
}
