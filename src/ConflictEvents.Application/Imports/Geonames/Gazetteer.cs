using System.Text;
using ConflictEvents.Application.Resources;
using ConflictEvents.Application.Validation;
using ConflictEvents.Domain.Locations;
using ConflictEvents.Domain.Naming;
using ConflictEvents.Domain.Sources;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports.Geonames;

/// <summary>A place of a gazetteer as a location.</summary>
/// <param name="ExternalId">Of GeoNames.</param>
/// <param name="Id">That it has here if nothing here bears the id of GeoNames yet; of a country, that which stands for it here.</param>
/// <param name="Details">Null when one of the faults rejects the row, and for a country, whose details the table of countries has.</param>
/// <param name="IsWhole">False for a row that only tells that the place is there: it corrects nothing.</param>
public sealed record MappedPlace(long Number, string ExternalId, Guid Id, LocationDetails? Details, bool IsWhole, IReadOnlyList<RowFault> Faults)
{
    public bool IsRejected => Faults.Any(fault => fault.Rejects);
}

/// <summary>
/// What the rows of GeoNames become. Subdivisions are learned beforehand, from what is recorded and from the file, so that a place lies in
/// its own wherever in the file that stands.
/// </summary>
/// <param name="references">Knows the countries that are recorded; what rows mention and nobody knew becomes new in it.</param>
public sealed class Gazetteer(ReferenceRegistry references)
{
    public const string Key = "geonames";

    /// <summary>The register of the codes that GeoNames gives to subdivisions: <c>LY.77</c>.</summary>
    public const string Codes = "geonames-admin";

    private const int NameLength = 300;
    private const int MostNames = 200;

    // Twice as many as GeoNames has. Places in others lie in what is above those.
    private const int MostSubdivisions = 100_000;

    private static readonly LocationDetailsValidator Rules = new();

    private readonly Dictionary<string, Subdivision> _subdivisions = [];
    private readonly Dictionary<string, Guid> _known = [];
    private readonly HashSet<Guid> _there = [];

    /// <summary>GeoNames as a source; what its licence asks for stands in it.</summary>
    public static SourceDetails Source { get; } = new()
    {
        Type = SourceKind.Dataset,
        Names = [new Name { Text = "GeoNames", Kind = NameKind.Official }],
        Description = "Geographical database of www.geonames.org, licensed under the Creative Commons Attribution 4.0 licence (CC-BY-4.0). Locations with an id of the register geonames are made of it.",
        Url = "https://www.geonames.org",
        ForeignIds = [new ForeignId { Scheme = "dataset", Value = Key }],
    };

    /// <summary>The id of that source, unless another bears its foreign id here.</summary>
    public static Guid SourceId { get; } = NamedId.Of("source", "dataset", Key);

    /// <summary>Adds GeoNames itself to what is new, unless it is known.</summary>
    public void AddSource() => references.Add(Source.ForeignIds[0], () => Source);

    /// <summary>Tells of a country or subdivision that is recorded.</summary>
    /// <param name="scheme">Of one of its foreign ids: <see cref="Key"/> or <see cref="Codes"/>.</param>
    public void Know(Guid id, string name, string scheme, string value)
    {
        _there.Add(id);
        if (scheme == Codes)
            _subdivisions[value] = new Subdivision(id, name, null);
        else
            _known[value] = id;
    }

    /// <summary>Tells of a row of the file; of what is no subdivision nothing is kept.</summary>
    public void Learn(GeonamesLine line)
    {
        // Most rows are no subdivisions, and are read once more anyway.
        if (line.Cells is not { } cells || (cells.Length == GeonamesRow.Columns && cells[7] is not ("ADM1" or "ADM2")))
            return;
        if (GeonamesRow.Read(line, []) is { Key: { } key } row && (_subdivisions.ContainsKey(key) ? row.IsWhole : _subdivisions.Count < MostSubdivisions))
            _subdivisions[key] = new Subdivision(IdOf(row), Texts.Shortened(row.Name, NameLength), Encoding.UTF8.GetBytes(string.Join('\t', cells)));
    }

    /// <param name="line">With cells.</param>
    public MappedPlace Map(GeonamesLine line)
    {
        var faults = new List<RowFault>();
        if (GeonamesRow.Read(line, faults) is not { } row)
            return new MappedPlace(line.Number, "", default, null, IsWhole: false, faults);
        if (row is { Kind: LocationKind.Country, Country: { } alpha2 })
            return new MappedPlace(line.Number, row.Id, Country(alpha2), null, IsWhole: false, faults);
        var details = Details(row, line.Number, faults);
        if (Rules.Validate(details) is { IsValid: false } broken)
            faults.AddRange(RowFault.Of(broken.Errors.ToError(), line.Number, $"{row.Id} {row.Name}"));
        return new MappedPlace(line.Number, row.Id, IdOf(row), faults.Exists(fault => fault.Rejects) ? null : details, row.IsWhole, faults);
    }

    // The id that the location bears here already, if any, else the one that follows from its name.
    private Guid IdOf(GeonamesRow row) => _known.TryGetValue(row.Id, out var id) ? id : NamedId.Of("location", Key, row.Id);

    private Guid Country(string alpha2) => references.Country(new CountryOfRecord(alpha2, Countries.Name(alpha2)));

    private LocationDetails Details(GeonamesRow row, long number, List<RowFault> faults)
    {
        var above = row.Key is null ? row.Codes : row.Codes[..^1];
        var names = new string?[3];
        Guid? parent = row.Country is { } alpha2 ? Country(alpha2) : null;
        for (var order = 1; order <= Math.Min(above.Length, 2); order++)
        {
            if (GeonamesRow.KeyOf(row.Country, above.AsSpan(..order)) is not { } key || !_subdivisions.TryGetValue(key, out var subdivision) || subdivision.Id == IdOf(row))
                break;
            (parent, names[order - 1]) = (Mention(subdivision), subdivision.Name);
        }

        return new LocationDetails
        {
            Type = row.Kind,
            Names = Names(row, number, faults),
            Description = Described(row),
            Country = row.Country,
            Admin1 = names[0],
            Admin2 = names[1],
            Longitude = row.Point?.Longitude,
            Latitude = row.Point?.Latitude,
            ParentId = parent,
            ForeignIds = [new ForeignId { Scheme = Key, Value = row.Id }, .. row.Key is { } code ? [new ForeignId { Scheme = Codes, Value = code }] : Array.Empty<ForeignId>()],
        };
    }

    /// <summary>A subdivision that a row further down tells of is recorded with the first place in it.</summary>
    private Guid Mention(Subdivision subdivision)
    {
        if (_there.Add(subdivision.Id))
            references.AddLocation(subdivision.Id, Details(subdivision.Row, 0, []));
        return subdivision.Id;
    }

    private static string? Described(GeonamesRow row) => row.Feature is not { } feature ? null
        : row.Population > 0 ? Invariant($"GeoNames {feature}, population {row.Population}") : $"GeoNames {feature}";

    /// <summary>The name shown, then the same in plain letters, then all others in the order of the file.</summary>
    private static List<Name> Names(GeonamesRow row, long number, List<RowFault> faults)
    {
        var names = new List<Name> { new() { Text = Texts.Shortened(row.Name, NameLength), Kind = NameKind.Official } };
        var seen = new HashSet<string>(StringComparer.Ordinal) { names[0].Text };
        Add(row.Ascii, NameKind.Transliteration);
        foreach (var name in row.Alternates.Split(',', StringSplitOptions.RemoveEmptyEntries))
            Add(Texts.OneLine(name), NameKind.Alias);
        if (names.Count > MostNames)
        {
            faults.Add(new RowFault(number, "alternatenames", "too-many-names", Invariant($"The place has {names.Count} names; the first {MostNames} were taken."), null, Rejects: false));
            names.RemoveRange(MostNames, names.Count - MostNames);
        }

        return names;

        void Add(string text, NameKind kind)
        {
            // Addresses stand among the names of some places.
            if (text.Length > 0 && !text.Contains("://", StringComparison.Ordinal) && seen.Add(text = Texts.Shortened(text, NameLength)))
                names.Add(new Name { Text = text, Kind = kind });
        }
    }

    /// <param name="Line">What it is to be recorded from, in UTF-8, for there are very many; null where it is recorded.</param>
    private sealed record Subdivision(Guid Id, string Name, byte[]? Line)
    {
        public GeonamesRow Row => GeonamesRow.Read(new GeonamesLine(0, Encoding.UTF8.GetString(Line!).Split('\t'), null), [])!;
    }
}
