using System.Globalization;
using ConflictEvents.Domain.Locations;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports.Geonames;

/// <summary>A row of GeoNames that has been read and found to be in order: a place of its tables, or a subdivision of its lists of codes.</summary>
/// <param name="Alternates">Other names, as they stand.</param>
/// <param name="Point">Null in a list of codes.</param>
/// <param name="Feature">Class and code, such as <c>P.PPLC</c>; null in a list of codes.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null on the open sea, and for what is no country any more.</param>
/// <param name="Codes">Of the subdivisions that it lies in, from the first order down to the last one known, or that it is itself.</param>
/// <param name="Population">0 where it is not known.</param>
internal sealed record GeonamesRow(
    string Id, string Name, string Ascii, string Alternates, (double Longitude, double Latitude)? Point, LocationKind Kind, string? Feature, string? Country, string[] Codes, long Population)
{
    /// <summary>Of the tables of places: <c>allCountries.txt</c>, <c>cities500.txt</c>, <c>LY.txt</c>.</summary>
    public const int Columns = 19;

    /// <summary>Of the lists of codes: <c>admin1CodesASCII.txt</c>, <c>admin2Codes.txt</c>.</summary>
    public const int CodeColumns = 4;

    private const int MostCodes = 3;

    /// <summary>Whether the row tells all that GeoNames knows of the place, and not its name and code alone.</summary>
    public bool IsWhole => Feature is not null;

    /// <summary>The code that places in it bear, such as <c>LY.77</c>; null for what is no subdivision, or has no code.</summary>
    public string? Key => Kind switch
    {
        LocationKind.Admin1 when Codes.Length == 1 => KeyOf(Country, Codes),
        LocationKind.Admin2 when Codes.Length == 2 => KeyOf(Country, Codes),
        LocationKind.Admin3 when Codes.Length == 3 => KeyOf(Country, Codes),
        _ => null,
    };

    public static string? KeyOf(string? country, ReadOnlySpan<string> codes) => country is null ? null : string.Join('.', [country, .. codes]);

    /// <returns>Null when a fault rejects the row.</returns>
    public static GeonamesRow? Read(GeonamesLine line, List<RowFault> faults)
    {
        var row = line.Cells is { Length: CodeColumns } codes ? OfCode(line.Number, codes, faults) : OfPlace(line.Number, line.Cells!, faults);
        return faults.Exists(fault => fault.Rejects) ? null : row;
    }

    private static GeonamesRow OfPlace(long number, string[] cells, List<RowFault> faults)
    {
        var (latitude, longitude) = (Degrees(4, "latitude", 90), Degrees(5, "longitude", 180));
        var (feature, code) = (cells[6], cells[7]);
        var kind = GeonamesFeatures.KindOf(feature, code);
        if (kind is null)
            Reject("feature class", "unknown-code", "The cell holds none of the classes of GeoNames, A, H, L, P, R, S, T, U and V.", feature);
        return new GeonamesRow(
            IdOf(number, cells[0], "geonameid", faults),
            NameOf(number, cells[1], faults),
            Texts.OneLine(cells[2]),
            cells[3],
            (longitude, latitude),
            kind ?? default,
            code.Length == 0 ? feature : $"{feature}.{code}",
            CountryOf(number, cells[8], faults),
            [.. cells[10..(10 + MostCodes)].TakeWhile(admin => admin.Length > 0)],
            long.TryParse(cells[14], CultureInfo.InvariantCulture, out var population) ? population : 0);

        double Degrees(int at, string column, int greatest)
        {
            if (!double.TryParse(cells[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees))
                Reject(column, "invalid-number", "The cell holds no number.", cells[at]);
            else if (!(Math.Abs(degrees) <= greatest))
                Reject(column, "coordinate-out-of-range", Invariant($"The cell holds no degrees from -{greatest} to {greatest}."), cells[at]);
            return degrees;
        }

        void Reject(string column, string fault, string message, string value) => faults.Add(new RowFault(number, column, fault, message, value, Rejects: true));
    }

    private static GeonamesRow OfCode(long number, string[] cells, List<RowFault> faults)
    {
        var codes = cells[0].Split('.');
        LocationKind? kind = codes.Length switch { 2 => LocationKind.Admin1, 3 => LocationKind.Admin2, _ => null };
        if (kind is null || codes.Any(string.IsNullOrWhiteSpace))
            faults.Add(new RowFault(number, "code", "unknown-code", "The cell holds no code such as LY.77 or LY.77.8710.", cells[0], Rejects: true));
        return new GeonamesRow(
            IdOf(number, cells[3], "geonameid", faults), NameOf(number, cells[1], faults), Texts.OneLine(cells[2]), "", null, kind ?? default, null, CountryOf(number, codes[0], faults), codes[1..], 0);
    }

    private static string IdOf(long number, string cell, string column, List<RowFault> faults)
    {
        if (!long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0)
            faults.Add(new RowFault(number, column, "invalid-number", "The cell holds no id of GeoNames, a number above 0.", cell, Rejects: true));
        return id.ToString(CultureInfo.InvariantCulture);
    }

    private static string NameOf(long number, string cell, List<RowFault> faults)
    {
        var name = Texts.OneLine(cell);
        if (name.Length == 0)
            faults.Add(new RowFault(number, "name", "missing-value", "The cell is empty.", cell, Rejects: true));
        return name;
    }

    private static string? CountryOf(long number, string cell, List<RowFault> faults)
    {
        if (cell.Length == 0 || Countries.IsAlpha2(cell))
            return cell.Length == 0 ? null : cell;
        faults.Add(new RowFault(number, "country code", "unknown-country", "ISO 3166-1 has no such code; the place has no country.", cell, Rejects: false));
        return null;
    }
}
