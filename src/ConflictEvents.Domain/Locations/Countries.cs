using System.Collections.Frozen;
using System.Globalization;

namespace ConflictEvents.Domain.Locations;

/// <summary>
/// The country codes of ISO 3166-1, read from the Unicode data of the platform, whatever culture the server runs in. XK, which ISO leaves
/// to its users, is taken for Kosovo as UCDP, the European Union and Unicode take it; Unicode's alpha-3 code for it is XKK.
/// </summary>
public static class Countries
{
    /// <summary>How many codes ISO 3166-1 assigns (since 2011); the data must not hold fewer.</summary>
    private const int Assigned = 249;

    private const string Kosovo = "XK";

    /// <summary>Reserved or withdrawn by ISO 3166-1, yet known to Unicode in one version or another.</summary>
    private static readonly FrozenSet<string> NotAssigned = FrozenSet.ToFrozenSet(
    [
        "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "FX", "IC", "SU", "TA", "UK", "UN",
        "AN", "BU", "CS", "CT", "DD", "DY", "FQ", "HV", "JT", "MI", "NH", "NQ", "NT", "PC", "PU", "PZ", "RH", "SF", "TP", "VD", "WK", "YD", "YU", "ZR",
    ]);

    // Lazy, so that a server without the data says so in these words each time, and not in those of a failed type initialiser.
    private static readonly Lazy<FrozenDictionary<string, string>> Known = new(() => Read(Alpha3Of));

    /// <param name="code">In upper case.</param>
    /// <returns>True for an alpha-2 code.</returns>
    /// <exception cref="InvalidOperationException">The platform has no data on countries.</exception>
    public static bool IsAlpha2(string code) => code.Length == 2 && Known.Value.ContainsKey(code);

    /// <param name="code">Alpha-2 or alpha-3, in upper case.</param>
    /// <returns>The alpha-2 code; null when there is no such country.</returns>
    /// <exception cref="InvalidOperationException">The platform has no data on countries.</exception>
    public static string? Alpha2(string code) => Known.Value.GetValueOrDefault(code);

    /// <param name="alpha3Of">Gives the alpha-3 code for two letters; null or empty when it knows of no such country.</param>
    /// <returns>The alpha-2 code by alpha-2 and by alpha-3 code.</returns>
    internal static FrozenDictionary<string, string> Read(Func<string, string?> alpha3Of)
    {
        var codes = (
            from first in Letters()
            from second in Letters()
            let alpha2 = $"{first}{second}"
            where !NotAssigned.Contains(alpha2) && (!IsForUsers(alpha2) || alpha2 is Kosovo)
            let alpha3 = alpha3Of(alpha2)
            where alpha3 is { Length: 3 }
            select (Alpha2: alpha2, Alpha3: alpha3)).ToList();
        if (codes.Count < Assigned)
        {
            throw new InvalidOperationException(
                $"The platform's globalization data names {codes.Count} countries where ISO 3166-1 has {Assigned}. "
                + "Install ICU (libicu), and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }

        return codes.Select(code => (Code: code.Alpha2, code.Alpha2))
            .Concat(codes.Select(code => (Code: code.Alpha3, code.Alpha2)))
            .ToFrozenDictionary(pair => pair.Code, pair => pair.Alpha2, StringComparer.Ordinal);
    }

    private static IEnumerable<char> Letters() => Enumerable.Range('A', 26).Select(letter => (char)letter);

    /// <summary>The codes that ISO 3166-1 leaves to its users: AA, QM to QZ, XA to XZ, ZZ.</summary>
    private static bool IsForUsers(string alpha2) => alpha2 is "AA" or "ZZ" or ['Q', >= 'M'] or ['X', _];

    // By way of a locale, since the platform knows a region without a language only where people live.
    internal static string? Alpha3Of(string alpha2)
    {
        try
        {
            return new RegionInfo($"en-{alpha2}").ThreeLetterISORegionName;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
