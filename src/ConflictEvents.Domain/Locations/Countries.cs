using System.Collections.Frozen;
using System.Globalization;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Domain.Locations;

/// <summary>
/// The country codes of ISO 3166-1, read from the Unicode data of the platform, whatever culture the server runs in. XK, which ISO leaves
/// to its users, is taken for Kosovo as UCDP, the European Union and Unicode take it; Unicode's alpha-3 code for it is XKK. Numeric codes,
/// those of Gleditsch and Ward's list of states, and names come from a table of our own.
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

    private static readonly Lazy<CountryTable> Table = new(CountryTable.Read);

    /// <param name="code">In upper case.</param>
    /// <returns>True for an alpha-2 code.</returns>
    /// <exception cref="InvalidOperationException">The platform has no data on countries.</exception>
    public static bool IsAlpha2(string code) => code.Length == 2 && Known.Value.ContainsKey(code);

    /// <param name="code">Alpha-2 or alpha-3, in upper case.</param>
    /// <returns>The alpha-2 code; null when there is no such country.</returns>
    /// <exception cref="InvalidOperationException">The platform has no data on countries.</exception>
    public static string? Alpha2(string code) => Known.Value.GetValueOrDefault(code);

    /// <param name="alpha2">Of a country that has one.</param>
    public static string Alpha3(string alpha2) => Table.Value.ByAlpha2[alpha2].Alpha3;

    /// <returns>The ISO 3166-1 numeric code, three digits; null for Kosovo, which has none.</returns>
    /// <inheritdoc cref="Alpha3"/>
    public static string? Numeric(string alpha2) => Table.Value.ByAlpha2[alpha2].Numeric is { Length: > 0 } numeric ? numeric : null;

    /// <returns>The numbers of the states that it is and, since 1946, was in the list of Gleditsch and Ward; the present one first.</returns>
    /// <inheritdoc cref="Alpha3"/>
    public static IReadOnlyList<string> GleditschWard(string alpha2) => Table.Value.ByAlpha2[alpha2].GleditschWard;

    /// <returns>How it is called in English.</returns>
    /// <inheritdoc cref="Alpha3"/>
    public static string Name(string alpha2) => Table.Value.ByAlpha2[alpha2].Name;

    /// <param name="numeric">An ISO 3166-1 numeric code, with or without the zeros that it begins with.</param>
    /// <returns>The alpha-2 code; null when there is no such country.</returns>
    public static string? OfNumeric(string numeric) => Table.Value.ByNumeric.GetValueOrDefault(numeric.PadLeft(3, '0'))?.Alpha2;

    /// <param name="number">Of a state in the list of Gleditsch and Ward; of one that is no more, what its land is now.</param>
    /// <returns>The alpha-2 code; null when there is no such state, and where several countries have followed it.</returns>
    public static string? OfGleditschWard(string number) => Table.Value.ByGleditschWard.GetValueOrDefault(number)?.Alpha2;

    /// <param name="name">In English; an older name may follow in brackets, as in <c>Russia (Soviet Union)</c>.</param>
    /// <returns>The alpha-2 code; null when no country is called so.</returns>
    public static string? OfName(string name) => (Find(name) ?? (name.IndexOf('(', StringComparison.Ordinal) is > 0 and var at ? Find(name[..at]) : null))?.Alpha2;

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

    private static CountryEntry? Find(string name) => Table.Value.ByName.GetValueOrDefault(NameKey.Folded(name));

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
