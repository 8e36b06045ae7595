using ConflictEvents.Application.Resources;
using ConflictEvents.Domain.Citing;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports.Ucdp;

/// <summary>
/// The Georeferenced Event Dataset of the Uppsala Conflict Data Program, by its codebook: every release from 5.0 on, the candidate events,
/// and the copies of it that go around with fewer columns.
/// </summary>
/// <remarks>
/// What UCDP counts is a claim of UCDP's, with its three numbers as they stand; the deaths by side are parts of it. The publications it
/// quotes become documents of their own, which the incident is cited from as well. Columns without a place in an incident (relid, active_year,
/// code_status, region, the grid cell, the well-known text) are kept with the row.
/// </remarks>
public sealed class UcdpGed : IDatasetFormat
{
    public const string Scheme = "ucdp";

    private static readonly string[] Needed = ["id", "type_of_violence", "side_a", "side_b", "latitude", "longitude", "best"];

    /// <summary>
    /// The columns of the codebook, without the two that follow from others and are written in ever new ways, and with those of the day that some
    /// copies have. Columns that a redistributor adds do not make a row a new one.
    /// </summary>
    private static readonly string[][] Groups =
    [
        ["id"], ["relid"], ["active_year"], ["code_status"], ["region"], ["event_clarity"],
        ["year", "month", "day", "date_prec", "date_start", "date_end"],
        [
            "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
            "side_a_dset_id", "side_a_new_id", "side_a", "gwnoa", "side_b_dset_id", "side_b_new_id", "side_b", "gwnob",
        ],
        ["number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original"],
        ["where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "country", "country_id"],
        ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"],
    ];

    private static readonly HashSet<string> Counting = [.. Groups.SelectMany(group => group)];

    public string Key => "ucdp-ged";

    public string IdColumn => "id";

    public string Licence => "CC-BY-4.0";

    public bool Redistributable => true;

    public SourceDetails Source { get; } = new()
    {
        Type = SourceKind.Dataset,
        Names =
        [
            new Name { Text = "UCDP Georeferenced Event Dataset", Language = "en", Kind = NameKind.Official },
            new Name { Text = "UCDP GED", Kind = NameKind.Acronym },
            new Name { Text = "Uppsala Conflict Data Program", Language = "en", Kind = NameKind.Alias },
        ],
        Country = "SE",
        Url = "https://ucdp.uu.se",
        ForeignIds = [new ForeignId { Scheme = "dataset", Value = "ucdp-ged" }],
    };

    public IReadOnlyDictionary<string, string> Synonyms { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["low_death"] = "low",
        ["best_death"] = "best",
        ["high_death"] = "high",
        ["low_est"] = "low",
        ["best_est"] = "best",
        ["high_est"] = "high",
        ["conflict_id"] = "conflict_new_id",
        ["dyad_id"] = "dyad_new_id",
        ["side_a_id"] = "side_a_new_id",
        ["side_b_id"] = "side_b_new_id",
        ["event_id"] = "id",
    };

    public IReadOnlyList<IReadOnlyList<string>> Columns => Groups;

    public IReadOnlyList<string> Uncounted { get; } = ["geom_wkt", "priogrid_gid"];

    public DocumentDetails Document(Guid sourceId, string? version) => new()
    {
        Type = DocumentKind.Dataset,
        SourceId = sourceId,
        Title = version is null ? "UCDP Georeferenced Event Dataset" : $"UCDP Georeferenced Event Dataset, version {version}",
        Url = "https://ucdp.uu.se/downloads/",
        Language = "en",
    };

    public IReadOnlyList<string> Missing(DatasetHeader header)
    {
        var missing = Needed.Where(column => !header.Has(column)).ToList();
        if (!header.Has("date_start") && !(header.Has("year") && header.Has("month") && header.Has("day")))
            missing.Add("date_start (or year and month and day)");
        if (!header.Has("country") && !header.Has("country_id"))
            missing.Add("country (or country_id)");
        return missing;
    }

    public MappedRow Map(DatasetRow row, DatasetRelease release)
    {
        var check = new RowCheck(row, release.Today);
        var ged = UcdpRow.Read(check);
        if (check.IsRejected || ged is null)
            return new MappedRow(null, check.Faults);

        var incidentId = NamedId.Of("incident", Key, ged.Id);
        var citation = new Citation { DocumentId = release.DocumentId, Record = ged.Id };
        var parties = UcdpParties.Of(ged, citation, release.References);
        var details = new IncidentDetails
        {
            Title = UcdpTitle.Of(ged),
            Type = ged.IsAgainstCivilians ? IncidentType.ViolenceAgainstCivilians : IncidentType.Battles,
            SubType = ged.IsAgainstCivilians ? IncidentSubType.Attack : IncidentSubType.ArmedClash,
            Violence = ged.Violence,
            Occurred = ged.Occurred,
            Place = ged.Place.Resolve(release.References),
            Participants = parties.Participants,
            ConflictIds = parties.ConflictIds,
            Citations = UcdpSources.Citations(ged, citation, release, check),
            ForeignIds = [new ForeignId { Scheme = Scheme, Value = ged.Id }],
        };
        var claims = UcdpClaims.Of(ged, parties, citation, release.SourceId, incidentId, check);
        return new MappedRow(new ImportedRecord(incidentId, ged.Id, row.ContentHash(Counting.Contains), details, claims), check.Faults);
    }

    /// <summary>Copies have the day on which an event began in place of its dates, and the type of violence in words.</summary>
    public string? Told(string column, DatasetRow row) => column switch
    {
        "type_of_violence" => UcdpRow.ViolenceOf(row[column])?.ToString(),
        "month" or "day" when row[column] is null && row["date_start"] is { } start && RowCheck.DayOf(start) is { } day =>
            Invariant($"{(column is "month" ? day.Month : day.Day)}"),
        "date_start" or "date_end" when row[column] is { } text && RowCheck.DayOf(text) is { } day => Invariant($"{day:yyyy-MM-dd}"),
        _ => row[column],
    };
}
