using System.Globalization;
using ConflictEvents.Application.Imports.Events;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports;

/// <summary>Reads the cells of one row as what they mean, and collects what is wrong with them.</summary>
/// <param name="today">What is dated later lies in the future.</param>
internal sealed class RowCheck(DatasetRow row, DateOnly today)
{
    private const int OtherIdLength = 100;

    /// <summary>Far more people than any figure counts.</summary>
    private const int MostPeople = 100_000_000;

    private static readonly DateOnly First = new(1900, 1, 1);
    private static readonly string[] DaysInWords = ["d MMMM yyyy", "d-MMMM-yyyy", "d MMM yyyy", "d-MMM-yyyy"];

    private readonly List<RowFault> _faults = [];

    public IReadOnlyList<RowFault> Faults => _faults;

    public bool IsRejected { get; private set; }

    public string? this[string column] => row[column];

    public void Reject(string? column, string code, string message)
    {
        IsRejected = true;
        Add(column, code, message, rejects: true);
    }

    /// <summary>For what a reader of the figures should know although the row goes in.</summary>
    public void Warn(string? column, string code, string message) => Add(column, code, message, rejects: false);

    public string? Required(string column)
    {
        var text = row[column];
        if (text is null)
            Reject(column, "missing-value", "The cell is empty.");
        return text;
    }

    /// <summary>An id as the publisher writes it, without the <c>.0</c> that programs add which take it for a number. -1 stands for none.</summary>
    public string? Id(string column) => Id(column, OtherIdLength);

    private string? Id(string column, int most)
    {
        var id = row[column];
        if (id is [.. var whole, '.', '0'])
            id = whole;
        return id is "-1" ? null : id is null ? null : Texts.Shortened(Texts.OneLine(id), most);
    }

    /// <summary>The id of the record itself. One that is too long is none: shortened, two might be the same.</summary>
    public string? RecordId(string column)
    {
        var id = Id(column, int.MaxValue);
        if (id is null)
            Reject(column, "missing-value", row[column] is null ? "The cell is empty." : "The cell holds no id.");
        else if (id.EnumerateRunes().Count() > ImportOriginValidator.IdLength)
            Reject(column, "id-too-long", Invariant($"The id has more than {ImportOriginValidator.IdLength} characters."));
        else
            return id;
        return null;
    }

    /// <summary>A code of the dataset's, both ends inclusive.</summary>
    public int? Code(string column, int least, int greatest)
    {
        if (row[column] is not { } text)
            return null;
        if (Whole(text) is { } code && code >= least && code <= greatest)
            return code;
        Reject(column, "unknown-code", Invariant($"The cell holds no code from {least} to {greatest}."));
        return null;
    }

    /// <summary>A number of people; -1 stands for none given.</summary>
    public int? People(string column)
    {
        if (row[column] is not { } text)
            return null;
        var number = Whole(text);
        if (number is >= -1 and <= MostPeople)
            return number is -1 ? null : number;
        Reject(column, "invalid-number", Invariant($"The cell holds no whole number from 0 to {MostPeople}."));
        return null;
    }

    /// <param name="greatest">90 for a latitude, 180 for a longitude.</param>
    public double? Degrees(string column, int greatest)
    {
        if (row[column] is not { } text)
            return null;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees))
            Reject(column, "invalid-number", "The cell holds no number.");
        else if (!(Math.Abs(degrees) <= greatest))
            Reject(column, "coordinate-out-of-range", Invariant($"The cell holds no degrees from -{greatest} to {greatest}."));
        else
            return degrees;
        return null;
    }

    /// <summary>A day that has begun, in one of the forms that files use; none of them is one in which days and months may be mixed up.</summary>
    public DateOnly? Day(string column)
    {
        if (row[column] is not { } text)
            return null;
        if (DayOf(text) is not { } day)
            Reject(column, "invalid-date", "The cell holds no date such as 2017-07-31, 2017-07-31 00:00:00 or 31 July 2017.");
        else if (!IsPast(day))
            Reject(column, "date-out-of-range", "The date lies before 1900 or in the future.");
        else
            return day;
        return null;
    }

    /// <summary>A name in one line.</summary>
    public string? Label(string column, int most) => row[column] is { } text && Texts.OneLine(text) is { Length: > 0 } line ? Bounded(column, line, most) : null;

    /// <summary>Words as they stand.</summary>
    public string? Text(string column, int most) => row[column] is { } text ? Bounded(column, text, most) : null;

    /// <summary>Whether a record may be dated so.</summary>
    public bool IsPast(DateOnly day) => day >= First && day <= today;

    public static DateOnly? DayOf(string text)
    {
        if (text.Length >= 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && (text.Length == 10 || text[10] is ' ' or 'T'))
        {
            return day;
        }

        return DateOnly.TryParseExact(text, DaysInWords, CultureInfo.InvariantCulture, DateTimeStyles.None, out day) ? day : null;
    }

    /// <returns>The whole number that the text holds, also with a fraction of zeros; null when it holds none.</returns>
    public static int? Whole(string text)
    {
        var digits = text.AsSpan();
        if (digits.IndexOf('.') is > 0 and var point && digits[(point + 1)..].TrimStart('0').IsEmpty)
            digits = digits[..point];
        return int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private string Bounded(string column, string text, int most)
    {
        var shortened = Texts.Shortened(text, most);
        if (!ReferenceEquals(shortened, text))
            Warn(column, "shortened", Invariant($"The text has more than {most} characters and was shortened; the row as it stood keeps all of it."));
        return shortened;
    }

    private void Add(string? column, string code, string message, bool rejects) =>
        _faults.Add(new RowFault(row.Line, column, code, message, column is null ? null : row[column], rejects));
}
