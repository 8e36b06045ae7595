using System.Globalization;
using System.Text;
using ConflictEvents.Application.Json;
using ConflictEvents.Domain.Casualties;
using CsvHelper;
using CsvHelper.Configuration;

namespace ConflictEvents.Application.Rendering;

/// <summary>
/// An incident as one line of a table (RFC 4180), made of what its card shows. The columns and their order are stable; new ones are added at
/// the end. An empty cell is unknown. Texts that a spreadsheet would take for a formula are prefixed with an apostrophe, unless raw.
/// </summary>
public static class IncidentCsv
{
    public const string EndOfLine = "\r\n";

    // What spreadsheets begin a formula with, or skip before one.
    private const string FormulaStarts = "=+-@\t\r";

    // A line of the usual length fits, for which room is made each time.
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { NewLine = EndOfLine, BufferSize = 1_024 };

    private static readonly Column[] Columns =
    [
        new("id", card => card.Id.ToString()),
        new("version", card => Number(card.Version)),
        Text("title", card => card.Title),
        new("type", card => JsonContract.NameOf(card.Type)),
        new("sub_type", card => card.SubType is { } subType ? JsonContract.NameOf(subType) : null),
        new("violence", card => card.Violence is { } violence ? JsonContract.NameOf(violence) : null),
        new("occurred_from", card => Day(card.Occurred.Earliest)),
        new("occurred_to", card => Day(card.Occurred.Latest)),
        new("date_precision", card => JsonContract.NameOf(card.Occurred.Precision)),
        new("country", card => card.Place.Location.Country),
        Text("admin1", card => card.Place.Location.Admin1),
        Text("location", card => card.Place.Location.Name),
        new("location_id", card => card.Place.Location.Id.ToString()),
        new("longitude", card => Number(card.Place.Longitude)),
        new("latitude", card => Number(card.Place.Latitude)),
        new("uncertainty_meters", card => Number(card.Place.UncertaintyMeters)),
        new("place_precision", card => JsonContract.NameOf(card.Place.Precision)),
        Text("participants", card => List(card.Participants.Select(participant => $"{participant.Actor.Name} ({JsonContract.NameOf(participant.Role)})"))),
        Text("conflicts", card => List(card.Conflicts.Select(conflict => conflict.Name))),
        new("verification", card => JsonContract.NameOf(card.Verification)),
        .. Figures("killed", Measure.Killed),
        .. Figures("injured", Measure.Injured),
        Text("sources", card => List(card.Citations.Select(citation => citation.Document.Source.Name).Distinct())),
        new("updated_at", card => card.UpdatedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)),
        new("dataset", card => card.Dataset),
        Text("licence", card => card.Licence),
        new("redistributable", card => Word(card.Redistributable)),
    ];

    /// <summary>The names of the columns as the first line of a file, with its end.</summary>
    public static ReadOnlyMemory<byte> Header { get; } = Encoding.UTF8.GetBytes(string.Join(',', Columns.Select(column => column.Name)) + EndOfLine);

    /// <param name="raw">True for texts exactly as they are, for programs that read no formulas.</param>
    /// <returns>The line in UTF-8, without its end.</returns>
    public static byte[] Line(IncidentCard card, bool raw = false)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, Form))
        {
            foreach (var column in Columns)
                csv.WriteField(column.IsText && !raw ? Harmless(column.Value(card)) : column.Value(card));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<Column> Figures(string name, Measure measure)
    {
        yield return new($"{name}_low", card => Number(Figure(card, measure).Low));
        yield return new($"{name}_best", card => Number(Figure(card, measure).Best));
        yield return new($"{name}_high", card => Number(Figure(card, measure).High));
        yield return new($"{name}_open_ended", card => Word(Figure(card, measure).OpenEnded));
    }

    private static EstimateView Figure(IncidentCard card, Measure measure) =>
        card.Estimates.Single(estimate => estimate.Measure == measure && estimate.Victims is VictimGroup.All);

    private static string? Harmless(string? text) => text is [var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal) ? $"'{text}" : text;

    private static string List(IEnumerable<string> texts) => string.Join("; ", texts);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word(bool value) => value ? "true" : "false";

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Number(double? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static Column Text(string name, Func<IncidentCard, string?> value) => new(name, value) { IsText = true };

    private sealed record Column(string Name, Func<IncidentCard, string?> Value)
    {
        /// <summary>Whether people chose the words, which may then begin with anything.</summary>
        public bool IsText { get; init; }
    }
}
