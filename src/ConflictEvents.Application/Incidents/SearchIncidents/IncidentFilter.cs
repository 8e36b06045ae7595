using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ConflictEvents.Application.Incidents.SearchIncidents.Areas;
using ConflictEvents.Application.Queries;
using ConflictEvents.Application.Requests;
using ConflictEvents.Domain.Casualties;
using ConflictEvents.Domain.Dates;
using ConflictEvents.Domain.Incidents;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Incidents.SearchIncidents;

/// <summary>Which incidents are meant; every member given must hold. Retracted incidents are never among them.</summary>
public sealed record IncidentFilter
{
    private const int MostVictims = 2_000_000_000;
    private const string AnyDataset = "any";
    private const string VictimsRange = "Give 0 to 2,000,000,000.";

    private Area? _area;

    [Description("First day, inclusive: incidents whose date window ends on it or later. ISO 8601 date, such as `2019-04-01`.")]
    public DateOnly? From { get; init; }

    [Description("Last day, inclusive: incidents whose date window begins on it or earlier. ISO 8601 date, such as `2019-04-30`.")]
    public DateOnly? To { get; init; }

    [Description("Incidents whose date window overlaps an interval `start/end`, both ends inclusive and either of them open (`..` or nothing), or a single time. An end is a date, a date-time, a month (`2019-04`) or a year (`2019`); of a date-time its day in UTC counts. Instead of `from` and `to`.")]
    public DateInterval? Datetime { get; init; }

    [Description("One or more countries, ISO 3166-1 alpha-2 or alpha-3, separated by commas; any of them: `LY`, `LY,TUN`.")]
    public CountryList? Country { get; init; }

    [Description("One or more first-order subdivisions by name, separated by commas; any of them. Accents, case and punctuation do not matter: `Kharkiv`, `al-Jafara,Tripoli`.")]
    public string[]? Admin1 { get; init => field = Given(value); }

    [Description("One or more locations, separated by commas; any of them, or a place within.")]
    public Guid[]? LocationId { get; init => field = Given(value); }

    [Description("Box `minLongitude,minLatitude,maxLongitude,maxLatitude` in degrees of WGS 84, edges inclusive, such as `9,30,16,34`; a first longitude greater than the second crosses the antimeridian. Incidents without a point lie in no box.")]
    public BoundingBox? Bbox { get; init; }

    [Description("Point `longitude,latitude` in degrees of WGS 84, such as `13.19,32.89`; together with `within`, or to sort by distance.")]
    public GeoPoint? Near { get; init; }

    [Description("Greatest distance from `near`, inclusive, with its unit: `25km` or `500m`.")]
    public Distance? Within { get; init; }

    [Description("Greatest radius, inclusive, in metres, within which the place of an incident is known. Incidents without a point are never among them.")]
    [Range(0, int.MaxValue, ErrorMessage = "Give 0 or more.")]
    public int? MaxUncertaintyMeters { get; init; }

    [Description("One or more actors, separated by commas; any of them, as participant or as the one held responsible.")]
    public Guid[]? ActorId { get; init => field = Given(value); }

    [Description("`true` takes in every actor that is part of those in `actorId`, directly or through others, whenever that held.")]
    public bool? IncludeSubgroups { get; init; }

    [Description("One or more roles, separated by commas: one of the actors in `actorId` takes part in any of them. Being held responsible is no role.")]
    public ParticipantRole[]? Role { get; init => field = Given(value); }

    [Description("One or more conflicts, separated by commas; any of them, or one below.")]
    public Guid[]? ConflictId { get; init => field = Given(value); }

    [Description("One or more ACLED event types, separated by commas; any of them.")]
    public IncidentType[]? Type { get; init => field = Given(value); }

    [Description("One or more ACLED sub-event types, separated by commas; any of them.")]
    public IncidentSubType[]? SubType { get; init => field = Given(value); }

    [Description("One or more of UCDP's types of violence, separated by commas; any of them. Incidents that UCDP would not code are never among them.")]
    public UcdpViolence[]? Violence { get; init => field = Given(value); }

    [Description("Whom the bounds on killed and injured count, and whose figures are added up; `all` unless told. A search without any bound: incidents with a best figure of killed or injured for these victims.")]
    public VictimGroup? Victims { get; init; }

    [Description("Least best estimate of the killed, inclusive. An unknown figure is within no bounds, neither of these nor of those below.")]
    [Range(0, MostVictims, ErrorMessage = VictimsRange)]
    public int? KilledMin { get; init; }

    [Description("Greatest best estimate of the killed, inclusive.")]
    [Range(0, MostVictims, ErrorMessage = VictimsRange)]
    public int? KilledMax { get; init; }

    [Description("Least high estimate of the killed, inclusive.")]
    [Range(0, MostVictims, ErrorMessage = VictimsRange)]
    public int? KilledHighMin { get; init; }

    [Description("Greatest high estimate of the killed, inclusive.")]
    [Range(0, MostVictims, ErrorMessage = VictimsRange)]
    public int? KilledHighMax { get; init; }

    [Description("Least best estimate of the injured, inclusive.")]
    [Range(0, MostVictims, ErrorMessage = VictimsRange)]
    public int? InjuredMin { get; init; }

    [Description("Greatest best estimate of the injured, inclusive.")]
    [Range(0, MostVictims, ErrorMessage = VictimsRange)]
    public int? InjuredMax { get; init; }

    [Description("Least high estimate of the injured, inclusive.")]
    [Range(0, MostVictims, ErrorMessage = VictimsRange)]
    public int? InjuredHighMin { get; init; }

    [Description("Greatest high estimate of the injured, inclusive.")]
    [Range(0, MostVictims, ErrorMessage = VictimsRange)]
    public int? InjuredHighMax { get; init; }

    [Description("One or more actors or sources, separated by commas: any of them states a casualty figure that is not withdrawn.")]
    public Guid[]? ClaimantId { get; init => field = Given(value); }

    [Description("One or more sources, separated by commas: any of them published a cited document or states a figure itself.")]
    public Guid[]? SourceId { get; init => field = Given(value); }

    [Description("One or more judgements of an editor, separated by commas; any of them.")]
    public VerificationStatus[]? Verification { get; init => field = Given(value); }

    [Description("The date is known at least this finely: `day` is the finest, `year` lets everything in.")]
    public DatePrecision? MinDatePrecision { get; init; }

    [Description("One or more ids that other registers give, as `scheme:value`, separated by commas; any of them, exactly as recorded: `ucdp:244657`.")]
    public ExternalId[]? ExternalId { get; init => field = Given(value); }

    [Description("One or more datasets by their keys, separated by commas; any of them, such as `ucdp-ged,acled`. `local` is what was recorded here; `any`, which stands alone, is all of them.")]
    public string[]? Dataset { get; init => field = Given(value); }

    [Description("`true` leaves out the records whose licence forbids to pass them on; `any` takes them in, which needs a key. Unless told, they are in every answer to a caller with a key but whole results as files, and in none without a key.")]
    public Redistribution? Redistributable { get; init; }

    [Description("Incidents last changed at this time or later: an RFC 3339 date-time, such as `2026-03-01T12:00:00Z`.")]
    public AsOf? RecordedSince { get; init; }

    [Description("Words, all of which occur in title, summary or any name of a participant, place or conflict; accents and case do not matter, and names are also found by their sound in other spellings and scripts.")]
    public string? Q { get; init; }

    /// <summary>What a request carries in its body. It is no parameter, and so cannot be set as they are.</summary>
    public Area? Area => _area;

    /// <summary>The datasets that are meant; null for all of them.</summary>
    public IReadOnlyList<string>? Datasets => Dataset is [AnyDataset] ? null : Dataset;

    /// <summary>The first day of the period, inclusive, however it was given.</summary>
    public DateOnly? FirstDay => From ?? Datetime?.From;

    /// <summary>The last day of the period, inclusive, however it was given.</summary>
    public DateOnly? LastDay => To ?? Datetime?.To;

    /// <returns>The same, in an area besides.</returns>
    public IncidentFilter Inside(Area area) => this with { _area = area };

    /// <returns>The same, wherever on the map.</returns>
    public IncidentFilter Anywhere() => this with { Bbox = null, Near = null, Within = null, _area = null };

    /// <returns>The same for a file, which is made to be passed on: without what may not be, unless that is asked for.</returns>
    public IncidentFilter ToPassOn() => Redistributable is null ? this with { Redistributable = Redistribution.True } : this;

    /// <returns>Why whoever asks may not have what is meant; null where they may.</returns>
    public Error? Refusal(Audience audience) => audience is Audience.Public && Redistributable is Redistribution.Any ? QueryErrors.NeedsKey : null;

    /// <summary>Whether any figure must lie within bounds.</summary>
    public bool HasBounds =>
        (KilledMin ?? KilledMax ?? KilledHighMin ?? KilledHighMax ?? InjuredMin ?? InjuredMax ?? InjuredHighMin ?? InjuredHighMax) is not null;

    /// <param name="sort">The order asked for, where what is asked for has one.</param>
    /// <returns>What makes the filter meaningless, by the name of the parameter; null for a sound one. To be asked before it is used.</returns>
    public Error? Fault(IncidentSort? sort = null)
    {
        if (Datetime is not null && (From is not null || To is not null))
            return QueryErrors.Parameter("datetime", "stands instead of from and to, not beside them.");
        if (From > To)
            return QueryErrors.Parameter("from", "lies after to.");
        if (Within is not null && Near is null)
            return QueryErrors.Parameter("within", "needs near, the point to measure from.");
        if (Near is not null && Within is null && sort?.Key is not SortKey.Distance)
            return QueryErrors.Parameter("near", sort is null ? "needs within." : "needs within, or sort=distance.");
        if (Near is null && sort?.Key is SortKey.Distance)
            return QueryErrors.Parameter("sort", "distance needs near, the point to measure from.");
        if (Role is not null && ActorId is null)
            return QueryErrors.Parameter("role", "needs actorId, whose role it is.");
        if (IncludeSubgroups is true && ActorId is null)
            return QueryErrors.Parameter("includeSubgroups", "needs actorId, the groups whose subgroups are meant.");
        if (Dataset is { Length: > 1 } && Dataset.Contains(AnyDataset))
            return QueryErrors.Parameter("dataset", "any stands alone.");
        return Crossed("killedMin", KilledMin, "killedMax", KilledMax)
            ?? Crossed("killedHighMin", KilledHighMin, "killedHighMax", KilledHighMax)
            ?? Crossed("injuredMin", InjuredMin, "injuredMax", InjuredMax)
            ?? Crossed("injuredHighMin", InjuredHighMin, "injuredHighMax", InjuredHighMax);
    }

    /// <summary>A list that was left out is bound as an empty one; it must not make a difference.</summary>
    private static T[]? Given<T>(T[]? values) => values is { Length: > 0 } ? values : null;

    private static Error? Crossed(string least, int? minimum, string greatest, int? maximum) =>
        minimum > maximum ? QueryErrors.Parameter(least, $"is greater than {greatest}.") : null;
}
