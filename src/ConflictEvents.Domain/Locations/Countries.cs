using System.Globalization;
namespace ConflictEvents.Domain.Locations;
public static class Countries
{
    public static string? Alpha2(string code) { try { return new RegionInfo(code).TwoLetterISORegionName; } catch (ArgumentException) { return null; } }
}
