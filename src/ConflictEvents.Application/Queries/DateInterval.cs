using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ConflictEvents.Application.Queries;

/// <summary>
/// The days of an interval as OGC API - Features writes it (part 1, section 7.15.4): <c>start/end</c>, either end open, or one time that
/// is both. Beyond RFC 3339 an end may be a month or a year, its time may be cut short (<c>2022-03-01T</c>), and the year 0000 is before
/// everything: clients send all of these.
/// </summary>
/// <param name="From">First day, inclusive; null where open.</param>
/// <param name="To">Last day, inclusive; null where open.</param>
public sealed partial record DateInterval(DateOnly? From, DateOnly? To) : IParsable<DateInterval>
{
    public static DateInterval Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not an interval of time.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out DateInterval result)
    {
        result = null;
        var ends = (s ?? "").Split('/');
        if (ends.Length > 2 || ends.All(IsOpen) || (ends.Length == 1 && IsOpen(ends[0])))
            return false;

        var (first, last) = (Read(ends[0]), Read(ends[^1]));
        if (first is null || last is null || first.Value.Earliest > last.Value.Latest)
            return false;
        result = new DateInterval(first.Value.Earliest, last.Value.Latest);
        return true;
    }

    private static bool IsOpen(string end) => end is "" or "..";

    /// <returns>The first and the last day that the end stands for, both null for an open one; null for what is no end.</returns>
    private static (DateOnly? Earliest, DateOnly? Latest)? Read(string end)
    {
        if (IsOpen(end))
            return (null, null);

        // A plus sign that was not percent-encoded arrives as a space.
        var match = End().Match(end.Replace(' ', '+'));
        if (!match.Success)
            return null;

        // 0000 is a leap year of the calendar's extension, and the calendar here begins after it.
        var year = Number(match, "year");
        var isBeforeAll = year == 0;
        var (month, day) = (Number(match, "month"), Number(match, "day"));
        if (month is < 1 or > 12)
            return null;
        var days = DateTime.DaysInMonth(isBeforeAll ? 4 : year!.Value, month ?? 12);
        if (day < 1 || day > days)
            return null;
        if (isBeforeAll)
            return (null, DateOnly.MinValue);

        var earliest = new DateOnly(year!.Value, month ?? 1, day ?? 1);
        var latest = new DateOnly(year.Value, month ?? 12, day ?? days);
        return match.Groups["hour"].Success ? InUtc(earliest, match) : (earliest, latest);
    }

    private static (DateOnly? Earliest, DateOnly? Latest)? InUtc(DateOnly day, Match match)
    {
        var minutes = (Number(match, "hour") * 60) + Number(match, "minute");
        var offset = match.Groups["sign"].Success ? (Number(match, "offsetHour") * 60) + Number(match, "offsetMinute") : 0;
        var isBehind = match.Groups["sign"].Value == "-";
        var shift = (int)Math.Floor((minutes!.Value + (isBehind ? offset!.Value : -offset!.Value)) / 1440.0);
        var number = Math.Clamp(day.DayNumber + shift, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber);
        return (DateOnly.FromDayNumber(number), DateOnly.FromDayNumber(number));
    }

    private static int? Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2})([Tt]((?<hour>[01][0-9]|2[0-3]):(?<minute>[0-5][0-9])(:([0-5][0-9]|60)([.,][0-9]{1,9})?)?([Zz]|(?<sign>[+-])(?<offsetHour>[01][0-9]|2[0-3]):(?<offsetMinute>[0-5][0-9]))?)?)?)?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex End();
}
