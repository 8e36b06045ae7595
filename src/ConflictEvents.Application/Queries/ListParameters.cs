using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ConflictEvents.Domain.Locations;

namespace ConflictEvents.Application.Queries;

/// <summary>One or more ids, separated by commas: any of them will do.</summary>
public sealed record IdList(IReadOnlyList<Guid> Ids) : IParsable<IdList>
{
    public static IdList Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not a list of UUIDs.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out IdList result)
    {
        var ids = new List<Guid>();
        foreach (var part in (s ?? "").Split(','))
        {
            if (!Guid.TryParse(part, out var id))
            {
                result = null;
                return false;
            }

            ids.Add(id);
        }

        result = new IdList(ids);
        return true;
    }
}

/// <summary>One or more words of a vocabulary in snake_case, separated by commas: any of them will do.</summary>
public sealed record WordList<TEnum>(IReadOnlyList<TEnum> Words) : IParsable<WordList<TEnum>>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> Vocabulary =
        Enum.GetValues<TEnum>().ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    public static WordList<TEnum> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"Not of {string.Join(", ", Vocabulary.Keys)}.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out WordList<TEnum> result)
    {
        var words = new List<TEnum>();
        foreach (var part in (s ?? "").Split(','))
        {
            if (!Vocabulary.TryGetValue(part, out var word))
            {
                result = null;
                return false;
            }

            words.Add(word);
        }

        result = new WordList<TEnum>(words);
        return true;
    }
}

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
