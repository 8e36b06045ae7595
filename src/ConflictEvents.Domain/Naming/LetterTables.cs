using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ConflictEvents.Domain.Naming;

/// <summary>The letters behind <see cref="NameKey"/>. Latin, Arabic and Cyrillic letters stand apart so that the rows read in one direction.</summary>
internal static partial class LetterTables
{
    /// <summary>Apostrophes in all their shapes, Hebrew geresh included; they part no word.</summary>
    public static readonly FrozenSet<int> Apostrophes = "'`\u2018\u2019\u201B\u2032\u05F3".Select(c => (int)c).ToFrozenSet();

    /// <summary>Letters that Unicode does not decompose, by code point, as folded text writes them.</summary>
    public static readonly FrozenDictionary<int, string> Folds = new (string Fold, string Letters)[]
    {
        ("a", "ə"), ("b", "ɓ"), ("d", "đðɗ"), ("e", "ɛ"), ("h", "ħ"), ("i", "ı"), ("k", "ƙ"), ("l", "ł"), ("n", "ŋɲ"), ("o", "øɔ"),
        ("t", "ŧ"), ("y", "ƴ"), ("ae", "æ"), ("oe", "œ"), ("ss", "ß"), ("th", "þ"), ("σ", "ς"),
        ("ا", "ٱ"), ("ي", "ىی"), ("ه", "ةہ"), ("ك", "ک"),
    }.SelectMany(row => row.Letters, (row, letter) => (row.Fold, letter)).ToFrozenDictionary(row => (int)row.letter, row => row.Fold);

    /// <summary>Letters whose diacritic makes another consonant, in lower case and composed, as they are written without it.</summary>
    public static readonly (string Letter, string Sound)[] Sounds =
    [
        ("š", "sh"), ("ş", "sh"), ("ș", "sh"), ("č", "ch"), ("ć", "ch"), ("ç", "ch"), ("ž", "zh"), ("ǧ", "j"), ("й", "y"), ("ї", "y"), ("ё", "y"),
    ];

    /// <summary>Rewritings of folded text, in this order: the article, names written as one word or two, letters that sound by their neighbours.</summary>
    public static readonly (Regex Pattern, string Replacement)[] Spellings =
    [
        (ServantOf(), "abd "),
        (ServantOfGod(), "abd allah"),
        (ArabicServantOf(), "عبد "),
        (Article(), ""),
        (God(), "اله"),
        (FrenchW(), "w"),
        (SoftC(), "s"),
    ];

    /// <summary>What is left of a letter that begins a word but is dropped elsewhere.</summary>
    public static readonly FrozenDictionary<char, string> Initials = ByLetter(
    [
        ("a", "aeiou", "اعء", "аиоуыэіәөүұ"),
        ("w", "w", "و", "ў"),
        ("y", "y", "ي", "еєюя"),
    ]);

    /// <summary>Letters written together for one sound; the longer before the shorter.</summary>
    public static readonly (string Letters, string Sound)[] Digraphs =
    [
        ("dzh", "j"), ("sch", "c"), ("tch", "c"),
        ("ch", "c"), ("ck", "k"), ("dh", "d"), ("dj", "j"), ("gh", "k"), ("kh", "h"), ("ph", "f"), ("sh", "c"), ("th", "t"), ("tz", "ts"), ("zh", "j"),
        ("дж", "j"),
    ];

    /// <summary>
    /// The sound of every other letter: k for all of k, q, g and gh, h for all of h and kh, f for v, c for sh and ch, j for zh.
    /// Arabic dhal is d ("القذافي" is Qaddafi) but zah is z ("الظواهري" is Zawahiri).
    /// </summary>
    public static readonly FrozenDictionary<char, string> Consonants = ByLetter(
    [
        ("", "aeiouwy", "اعءويھۆێەے", "аеиоуыэюяієьъәөүұ"),
        ("b", "b", "ب", "б"),
        ("c", "", "شچ", "чшщ"),
        ("d", "d", "دذضڈ", "д"),
        ("f", "fv", "فڤ", "фв"),
        ("h", "h", "هحخ", "хһ"),
        ("j", "j", "جژ", "ж"),
        ("k", "ckgq", "كقغگ", "кгґқғ"),
        ("ks", "x", "", ""),
        ("l", "l", "ل", "л"),
        ("m", "m", "م", "м"),
        ("n", "n", "نں", "нң"),
        ("p", "p", "پ", "п"),
        ("r", "r", "رڑ", "р"),
        ("s", "s", "سص", "с"),
        ("t", "t", "تطثٹ", "т"),
        ("ts", "", "", "ц"),
        ("z", "z", "زظ", "з"),
    ]);

    public static bool IsArabic(char letter) => letter is >= '\u0600' and < '\u0700';

    private static FrozenDictionary<char, string> ByLetter((string Sound, string Latin, string Arabic, string Cyrillic)[] rows) =>
        rows.SelectMany(row => row.Latin + row.Arabic + row.Cyrillic, (row, letter) => (row.Sound, letter))
            .ToFrozenDictionary(row => row.letter, row => row.Sound);

    [GeneratedRegex(@"\babd[aeou]+l (?=\w)", RegexOptions.CultureInvariant)]
    private static partial Regex ServantOf();

    [GeneratedRegex(@"\babd[aeou]+l+ah?\b", RegexOptions.CultureInvariant)]
    private static partial Regex ServantOfGod();

    [GeneratedRegex(@"\bعبد(?:(?=الله\b)|ال(?=\w{3}))", RegexOptions.CultureInvariant)]
    private static partial Regex ArabicServantOf();

    // Assimilated, it repeats the consonant that follows: "as Sarraj", "ash Sham"; so "as" before another letter is no article.
    [GeneratedRegex(@"\b(?:[aeu]l|[аэ]ль?|[aeuаэ]([sdtrnzсшдтрнз]h?)(?= \1)) (?=\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Article();

    [GeneratedRegex(@"الله\b", RegexOptions.CultureInvariant)]
    private static partial Regex God();

    [GeneratedRegex(@"\bou(?=[aeiy])", RegexOptions.CultureInvariant)]
    private static partial Regex FrenchW();

    [GeneratedRegex(@"c(?=[eiy])", RegexOptions.CultureInvariant)]
    private static partial Regex SoftC();
}
