using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ConflictEvents.Domain.Locations;
using FluentValidation;
using static System.FormattableString;

namespace ConflictEvents.Application.Validation;

/// <summary>
/// Rules for single values. Whoever reads a message sees the path of the member before it. Null breaks none of the rules, so that each
/// holds for members that may be left out.
/// </summary>
internal static partial class Rules
{
    public const int TitleLength = 300;
    public const int DescriptionLength = 5_000;
    public const int NoteLength = 1_000;
    public const int WordingLength = 300;

    private const int UrlLength = 2_048;

    /// <param name="fault">Says in one sentence what is wrong with the value; null when nothing is.</param>
    public static IRuleBuilderOptionsConditions<T, TValue> Fault<T, TValue>(this IRuleBuilder<T, TValue> rule, Func<T, TValue, string?> fault) =>
        rule.Custom((value, context) =>
        {
            if (fault(context.InstanceToValidate, value) is { } message)
                context.AddFailure(message);
        });

    /// <summary>Text of several lines, or words quoted as they stand.</summary>
    /// <param name="most">Greatest number of characters, counted as Unicode code points.</param>
    public static IRuleBuilderOptionsConditions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.Fault((_, text) => TextFault(text, most));

    /// <summary>A name, a title, or another text of one line that people compare by eye.</summary>
    /// <inheritdoc cref="Text"/>
    public static IRuleBuilderOptionsConditions<T, string?> Label<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.Fault((_, text) => TextFault(text, most) ?? text switch
        {
            null => null,
            _ when text.EnumerateRunes().Any(IsControl) => "Must not hold control characters, line breaks or marks that turn the direction of writing.",
            _ when text.Trim() != text => "Must not begin or end with a space.",
            _ => null,
        });

    /// <summary>Why something is changed; stands in the history.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> Reason<T>(this IRuleBuilder<T, string?> rule) => rule.Text(NoteLength);

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> Country<T>(this IRuleBuilder<T, string?> rule) => rule.Fault((_, code) =>
        code is null || Countries.IsAlpha2(code) ? null : "Must be the ISO 3166-1 alpha-2 code of a country, in upper case, such as LY.");

    /// <summary>BCP 47 by its shape; whether the subtags are registered is not looked up.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> Language<T>(this IRuleBuilder<T, string?> rule) => rule.Fault((_, tag) =>
        tag is null || (tag.Length <= 35 && LanguageTag().IsMatch(tag)) ? null : "Must be a BCP 47 language tag, such as ar or ar-Latn.");

    /// <summary>The name of a register in a foreign id.</summary>
    public static IRuleBuilderOptionsConditions<T, string?> Scheme<T>(this IRuleBuilder<T, string?> rule) => rule.Fault((_, scheme) =>
        scheme is null || SchemeToken().IsMatch(scheme)
            ? null
            : "Must be 1 to 50 lower-case letters, digits, hyphens and underscores that begin with a letter, such as wikidata.");

    public static IRuleBuilderOptionsConditions<T, string?> Sha256<T>(this IRuleBuilder<T, string?> rule) => rule.Fault((_, digest) =>
        digest is null || LowerHexadecimal().IsMatch(digest) ? null : "Must be 64 lower-case hexadecimal digits.");

    public static IRuleBuilderOptionsConditions<T, string?> WebAddress<T>(this IRuleBuilder<T, string?> rule) => rule.Fault((_, address) => address switch
    {
        null => null,
        { Length: > UrlLength } => Invariant($"Must have at most {UrlLength} characters."),
        _ when IsWebAddress(address) => null,
        _ => "Must be an absolute http or https address.",
    });

    public static IRuleBuilderOptionsConditions<T, TEnum> Defined<T, TEnum>(this IRuleBuilder<T, TEnum> rule)
        where TEnum : struct, Enum => rule.Fault((_, value) => DefinedFault(value));

    public static IRuleBuilderOptionsConditions<T, TEnum?> Defined<T, TEnum>(this IRuleBuilder<T, TEnum?> rule)
        where TEnum : struct, Enum => rule.Fault((_, value) => value is { } given ? DefinedFault(given) : null);

    /// <summary>Both ends inclusive.</summary>
    public static IRuleBuilderOptionsConditions<T, int?> Between<T>(this IRuleBuilder<T, int?> rule, int least, int greatest) => rule.Fault((_, value) =>
        value < least || value > greatest ? Invariant($"Must be from {least} to {greatest}.") : null);

    /// <summary>Both ends inclusive; what is no number lies between none.</summary>
    public static IRuleBuilderOptionsConditions<T, double?> Between<T>(this IRuleBuilder<T, double?> rule, double least, double greatest) => rule.Fault((_, value) =>
        value is null || (value >= least && value <= greatest) ? null : Invariant($"Must be from {least} to {greatest}."));

    /// <summary>Degrees east, WGS 84, given with the latitude or not at all.</summary>
    public static void Longitude<T>(this IRuleBuilder<T, double?> rule, Func<T, double?> latitude) =>
        rule.Between(-180, 180).Fault((it, value) => value is null && latitude(it) is not null ? "Must be given with the latitude." : null);

    /// <summary>Degrees north, WGS 84, given with the longitude or not at all.</summary>
    public static void Latitude<T>(this IRuleBuilder<T, double?> rule, Func<T, double?> longitude) =>
        rule.Between(-90, 90).Fault((it, value) => value is null && longitude(it) is not null ? "Must be given with the longitude." : null);

    private static string? TextFault(string? text, int most) => text switch
    {
        null => null,
        _ when text.EnumerateRunes().All(IsUnseen) => "Must not be blank.",
        _ when text.EnumerateRunes().Count() > most => Invariant($"Must have at most {most} characters."),
        _ => null,
    };

    private static string? DefinedFault<TEnum>(TEnum value)
        where TEnum : struct, Enum => Enum.IsDefined(value) ? null : "Is not one of the values that this member takes.";

    internal static bool IsUnseen(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    /// <summary>Control characters and line breaks, and the characters with the Unicode property Bidi_Control. Joiners are letters' business and stay.</summary>
    internal static bool IsControl(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool IsWebAddress(string address) =>
        (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !address.EnumerateRunes().Any(rune => Rune.IsWhiteSpace(rune) || IsControl(rune))
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0;

    /// <summary>The langtag of RFC 5646, section 2.1, and tags of private use; the grandfathered ones have modern forms.</summary>
    [GeneratedRegex(
        """
        \A(?:
            (?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3} | [A-Za-z]{4,8})      # language
            (?:-[A-Za-z]{4})?                                           # script
            (?:-(?:[A-Za-z]{2} | [0-9]{3}))?                            # region
            (?:-(?:[A-Za-z0-9]{5,8} | [0-9][A-Za-z0-9]{3}))*            # variants
            (?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*               # extensions
            (?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?                            # private use
            | [Xx](?:-[A-Za-z0-9]{1,8})+
        )\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,49}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SchemeToken();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LowerHexadecimal();
}
