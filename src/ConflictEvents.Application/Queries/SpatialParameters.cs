using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ConflictEvents.Application.Queries;

/// <summary>
/// <c>minLongitude,minLatitude,maxLongitude,maxLatitude</c> in degrees of WGS 84, edges inclusive (RFC 7946, section 5).
/// A first longitude greater than the second means a box over the antimeridian.
/// </summary>
public readonly record struct BoundingBox(double West, double South, double East, double North) : IParsable<BoundingBox>
{
    public bool CrossesAntimeridian => West > East;

    public static BoundingBox Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not a box of four degrees.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BoundingBox result)
    {
        result = default;
        if (Degrees.Read(s, 4) is not [var west, var south, var east, var north])
            return false;
        result = new BoundingBox(west, south, east, north);
        return Degrees.IsPoint(west, south) && Degrees.IsPoint(east, north) && south <= north;
    }
}

/// <summary><c>longitude,latitude</c> in degrees of WGS 84.</summary>
public readonly record struct GeoPoint(double Longitude, double Latitude) : IParsable<GeoPoint>
{
    public static GeoPoint Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not a longitude and a latitude.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out GeoPoint result)
    {
        result = default;
        if (Degrees.Read(s, 2) is not [var longitude, var latitude])
            return false;
        result = new GeoPoint(longitude, latitude);
        return Degrees.IsPoint(longitude, latitude);
    }
}

/// <summary>A length with its unit, <c>25km</c> or <c>500m</c>; greater than zero and at most 20,100 km, half way round the earth.</summary>
public readonly record struct Distance(double Meters) : IParsable<Distance>
{
    public static Distance Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not a length such as 25km or 500m.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Distance result)
    {
        result = default;
        var (digits, factor) = s switch
        {
            not null when s.EndsWith("km", StringComparison.Ordinal) => (s[..^2], 1_000),
            not null when s.EndsWith('m') => (s[..^1], 1),
            _ => ("", 0),
        };
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length))
            return false;
        result = new Distance(length * factor);
        return result.Meters is > 0 and <= 20_100_000;
    }
}

internal static class Degrees
{
    public static double[]? Read(string? text, int count)
    {
        var parts = (text ?? "").Split(',');
        var numbers = new double[count];
        if (parts.Length != count)
            return null;
        for (var i = 0; i < count; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }

        return numbers;
    }

    public static bool IsPoint(double longitude, double latitude) => longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90;
}
