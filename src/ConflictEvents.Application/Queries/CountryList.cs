using System.Diagnostics.CodeAnalysis;
using ConflictEvents.Domain.Locations;

namespace ConflictEvents.Application.Queries;

/// <summary>One or more ISO 3166-1 codes, alpha-2 or alpha-3 in any case, separated by commas: any of them will do. Held as alpha-2.</summary>
public sealed record CountryList(IReadOnlyList<string> Codes) : IParsable<CountryList>
{
    public static CountryList Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not a list of ISO 3166-1 codes.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out CountryList result)
    {
        var codes = new List<string>();
        foreach (var part in (s ?? "").Split(','))
        {
            if (Countries.Alpha2(part.ToUpperInvariant()) is not { } code)
            {
                result = null;
                return false;
            }

            codes.Add(code);
        }

        result = new CountryList(codes);
        return true;
    }
}
