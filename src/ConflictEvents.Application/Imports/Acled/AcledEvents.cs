using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports.Acled;

/// <summary>The Armed Conflict Location and Event Data, by its codebook, with codes as numbers or in words.</summary>
/// <remarks>
/// Columns without a place in an incident (disorder_type, interaction, civilian_targeting beyond the roles, region, source_scale, tags) are
/// kept with the row.
/// </remarks>
public sealed class AcledEvents : IDatasetFormat
{
    public const string Scheme = "acled";

    private const int TitleLength = 300;
    private const int SummaryLength = 5_000;
    private const int MostSources = 200;

    private static readonly string[] Needed = ["event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "latitude", "longitude", "fatalities"];

    /// <summary>The columns of the codebook. The time of the last upload is none of them: it changes when nothing else does.</summary>
    private static readonly string[][] Groups =
    [
        ["event_id_cnty"], ["source", "source_scale"], ["notes"], ["fatalities"], ["tags"],
        ["event_date", "year", "time_precision"],
        [
            "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
            "civilian_targeting",
        ],
        ["iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"],
    ];

    private static readonly HashSet<string> Counting = [.. Groups.SelectMany(group => group)];

    public string Key => "acled";

    public string IdColumn => "event_id_cnty";

    public string Licence => "ACLED terms of use";

    public bool Redistributable => false;

    public SourceDetails Source { get; } = new()
    {
        Type = SourceKind.Dataset,
        Names =
        [
            new Name { Text = "Armed Conflict Location & Event Data", Language = "en", Kind = NameKind.Official },
            new Name { Text = "ACLED", Kind = NameKind.Acronym },
        ],
        Country = "US",
        Url = "https://acleddata.com",
        ForeignIds = [new ForeignId { Scheme = "dataset", Value = "acled" }],
    };

    public IReadOnlyDictionary<string, string> Synonyms { get; } = new Dictionary<string, string>();

    public IReadOnlyList<IReadOnlyList<string>> Columns => Groups;

    public IReadOnlyList<string> Uncounted { get; } = ["timestamp"];

    public DocumentDetails Document(Guid sourceId, string? version) => new()
    {
        Type = DocumentKind.Dataset,
        SourceId = sourceId,
        Title = version is null ? "Armed Conflict Location & Event Data" : $"Armed Conflict Location & Event Data, {version}",
        Url = "https://acleddata.com",
        Language = "en",
    };

    public IReadOnlyList<string> Missing(DatasetHeader header)
    {
        var missing = Needed.Where(column => !header.Has(column)).ToList();
        if (!header.Has("country") && !header.Has("iso"))
            missing.Add("country (or iso)");
        return missing;
    }

    public MappedRow Map(DatasetRow row, DatasetRelease release)
    {
        var check = new RowCheck(row, release.Today);
        var id = check.RecordId("event_id_cnty");
        var type = AcledTypes.Type(check);
        var subType = type is { } known ? AcledTypes.SubType(check, known) : null;
        var occurred = Occurred(check, release.Today);
        var place = AcledPlace.Read(check);
        var parties = AcledParties.Read(check, type ?? default);
        var fatalities = check.People("fatalities");
        if (id is null || type is null || occurred is null || place is null || parties is null || check.IsRejected)
            return new MappedRow(null, check.Faults);

        var incidentId = NamedId.Of("incident", Key, id);
        var citation = new Citation { DocumentId = release.DocumentId, Record = id };
        var reported = citation with { AttributedTo = Sources(check, release.References) };
        var details = new IncidentDetails
        {
            Title = Texts.Shortened(
                $"{Kind(check)}: {parties.Label}, {(place.Precision is 2 ? "near " : "")}{place.Label}, {When(occurred)}", TitleLength),
            Summary = check.Text("notes", SummaryLength),
            Type = type.Value,
            SubType = subType,
            Occurred = occurred,
            Place = place.Resolve(release.References),
            Participants = parties.Resolve(citation, release.References),
            Citations = [reported],
            ForeignIds = [new ForeignId { Scheme = Scheme, Value = id }],
        };
        return new MappedRow(
            new ImportedRecord(incidentId, id, row.ContentHash(Counting.Contains), details, Claims(fatalities, reported, incidentId, release, check)), check.Faults);
    }

    /// <summary>Dates are written in several ways.</summary>
    public string? Told(string column, DatasetRow row) =>
        column is "event_date" && row[column] is { } text && RowCheck.DayOf(text) is { } day ? Invariant($"{day:yyyy-MM-dd}") : row[column];

    /// <summary>
    /// ACLED states the lowest of the reported figures, and 0 both where nobody was killed and where nothing is known: that is no number.
    /// The day of the upload is the day on which ACLED last stood by it.
    /// </summary>
    private static IReadOnlyList<CasualtyClaim> Claims(int? fatalities, Citation citation, Guid incidentId, DatasetRelease release, RowCheck check)
    {
        if (fatalities is not { } number)
        {
            check.Warn("fatalities", "no-figures", "The row states no number of people killed.");
            return [];
        }

        var uploaded = Uploaded(check);
        var claim = new CasualtyClaim
        {
            Measure = Measure.Killed,
            Claimant = new Claimant { SourceId = release.SourceId },
            StatedOn = uploaded,
            DateInferred = uploaded is not null,
            Citations = [citation],
        };
        return [(number > 0 ? claim with { Number = number, Qualifier = Qualifier.AtLeast } : claim with { Wording = "zero or unknown" }).Identified(incidentId)];
    }

    /// <summary>
    /// A day that is known; any day of a week that has the given one in it, hence six days to either side; or the calendar month.
    /// </summary>
    private static DateWindow? Occurred(RowCheck check, DateOnly today)
    {
        var precision = check.Code("time_precision", 1, 3);
        if (check.Required("event_date") is null || check.Day("event_date") is not { } day)
            return null;
        var (earliest, latest, known) = precision switch
        {
            2 => (day.AddDays(-6), day.AddDays(6), DatePrecision.Week),
            3 => (new DateOnly(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)), DatePrecision.Month),
            _ => (day, day, DatePrecision.Day),
        };
        return new DateWindow { Earliest = check.IsPast(earliest) ? earliest : day, Latest = latest > today ? today : latest, Precision = known, Inferred = known is not DatePrecision.Day };
    }

    private static List<Claimant> Sources(RowCheck check, ReferenceRegistry references)
    {
        var sources = new List<Claimant>();
        foreach (var name in (check["source"] ?? "").Split(';').Select(Texts.OneLine).Where(name => name.Length > 0))
        {
            var id = references.AddSource(name, () => new SourceDetails
            {
                Type = SourceKind.Other,
                Names = [new Name { Text = Texts.Shortened(name, TitleLength), Kind = NameKind.Official }],
            });
            if (!sources.Exists(source => source.SourceId == id))
                sources.Add(new Claimant { SourceId = id });
            if (sources.Count == MostSources)
                break;
        }

        return sources;
    }

    private static DateOnly? Uploaded(RowCheck check) =>
        check["timestamp"] is { } text && RowCheck.Whole(text) is >= 0 and var seconds && DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime) is var day && check.IsPast(day)
            ? day
            : null;

    private static string Kind(RowCheck check) => Texts.OneLine(check["sub_event_type"] ?? check["event_type"]!);

    private static string When(DateWindow window) => window.Earliest == window.Latest
        ? Invariant($"{window.Earliest:yyyy-MM-dd}")
        : Invariant($"{window.Earliest:yyyy-MM-dd} to {window.Latest:yyyy-MM-dd}");
}
