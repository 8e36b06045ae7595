using ConflictEvents.Domain.Results;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports;

/// <summary>Why a file cannot be read, or no further.</summary>
public static class FileErrors
{
    public static readonly Error Empty = Invalid("empty-file", "The file is empty.");

    public static readonly Error WrongEncoding = Invalid("wrong-encoding", "The file is in UTF-16 or UTF-32; save it as UTF-8 and import it again.");

    public static readonly Error NotText = Invalid("not-text", "The file does not begin with text in UTF-8; CSV or NDJSON is expected, as it is or compressed with gzip.");

    public static readonly Error Archive = Invalid("not-text", "The file is a ZIP archive or a spreadsheet; CSV or NDJSON is expected, as it is or compressed with gzip.");

    public static readonly Error CarriageReturns = Invalid("wrong-header", "The lines end in carriage returns alone, as old programs wrote them; save the file with line feeds and import it again.");

    public static readonly Error JsonArray = Invalid("json-array", "The file is one JSON array; NDJSON is expected, one object a line.");

    public static readonly Error NoEvents = Invalid("no-events", "The file does not begin with a JSON object; NDJSON is expected, an event a line, as 'conflict-events export' writes it.");

    public static readonly Error NoPlaces = Invalid("wrong-header", "The first line is none of GeoNames, which has 19 columns of places, or 4 of codes, between tabs, and no header.");

    public static readonly Error HeaderTooLong = Invalid("wrong-header", "The first line is too long for a header, or a quote that it opens is not closed.");

    public static readonly Error Truncated = Invalid("truncated-file", "The compressed file ends before its end; the rows up to there were read.");

    public static readonly Error NoEnd = Invalid("truncated-file", "The file lacks the line that ends an export, so that it was cut; the lines up to there were read.");

    public static readonly Error Altered = Invalid("altered-file", "The line that ends the export tells of other lines than those before it: some were changed, left out or added since.");

    public static readonly Error Corrupt = Invalid("corrupt-file", "The compressed file is damaged; the rows up to there were read.");

    public static readonly Error TooBroken = Invalid("too-broken", "So many quotes of the file are never closed that reading it takes too long; the rows up to there were read.");

    public static Error TooLarge(long bytes) =>
        Invalid("file-too-large", Invariant($"Decompressed, the file has more than {bytes} bytes; the rows up to there were read."));

    public static Error TooCompressed(int ratio) =>
        Invalid("compressed-too-much", Invariant($"Decompressed, the file is more than {ratio} times as large; the rows up to there were read."));

    /// <param name="why">A sentence.</param>
    public static Error WrongFirstObject(string why) => Invalid("wrong-header", $"The first line cannot be read. {why}");

    public static Error TooManyColumns(int most) => Invalid("wrong-header", Invariant($"The header has more than {most} columns."));

    public static Error UnknownColumn(string column) =>
        Invalid("unknown-column", $"The file has no column \"{Texts.Shortened(column, 100)}\" that could stand for another.");

    public static Error RepeatedColumn(string column) =>
        Invalid("wrong-header", $"The header names \"{Texts.Shortened(column, 100)}\" a second time, or another column that stands for the same.");

    /// <param name="missing">What <see cref="IDatasetFormat.Missing"/> answers.</param>
    public static Error MissingColumns(IEnumerable<string> missing) => Invalid("wrong-header", $"The header lacks {string.Join(", ", missing)}.");

    private static Error Invalid(string code, string message) => new(ErrorKind.Invalid, code, message);
}
