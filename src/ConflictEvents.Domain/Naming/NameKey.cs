using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ConflictEvents.Domain.Naming;

/// <summary>
/// The forms in which names are compared. None depends on the culture of the machine, and none throws, whatever the text.
/// Stored keys follow these rules: a change here asks for the read models to be rebuilt.
/// </summary>
public static partial class NameKey
{
    private const int FewestConsonants = 3;

    /// <summary>
    /// The text without what writers of one script leave out or vary: case, diacritics, apostrophes, Arabic vowel signs and tatweel,
    /// the forms of alef, yeh and teh marbuta, and compatibility forms (NFKD). Letters, numbers (decimal digits as 0-9) and the
    /// single spaces between words are all that is left; hyphens and other punctuation part words, apostrophes do not.
    /// </summary>
    /// <remarks>
    /// Letters of other scripts stay as they are, and so do the combining vowels of Indic and South-East Asian scripts and the
    /// sound marks of kana, which tell words apart. It does not transliterate: "Haftar" and "حفتر" fold differently.
    /// </remarks>
    public static string Folded(string text)
    {
        if (Ascii.IsValid(text))
            return FoldedAscii(text);

        var folded = new StringBuilder(text.Length);
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes())
        {
            if (IsSilent(rune))
                continue;
            if (LetterTables.Folds.TryGetValue(rune.Value, out var letters))
                folded.Append(letters);
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
                folded.Append((int)Rune.GetNumericValue(rune));
            else if (IsPartOfWord(rune))
                folded.Append(rune.ToString());
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd(' ').Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// What the spellings of a name in Latin, Arabic and Cyrillic letters have in common: the consonants of every word, the words
    /// joined by one space. "Haftar", "Hifter" and "حفتر" are all <c>hftr</c>, "al-Sarraj" and "السراج" are <c>srj</c>.
    /// </summary>
    /// <remarks>
    /// The rule. The Arabic article is dropped, also where it is assimilated ("as-Sarraj"). Vowels, w, y, ain and hamza are
    /// dropped, but one that begins a word leaves <c>a</c>, <c>w</c> or <c>y</c>. Letters that transliterations confuse fall together
    /// (<see cref="LetterTables"/>). A doubled Latin or Cyrillic consonant counts once; Arabic writes two letters only where a vowel
    /// parts them. The h that ends a word is dropped ("Zuwarah"), unless it is all there is.
    /// Its limits. Egyptian and Italian g for j, Turkish and Persian s or z for th and dh, Ukrainian h for г, p and b or w and v in
    /// Arabic spellings of foreign names, an article written into its word ("Elbaradei") and a t or s that happens to meet
    /// an h ("Fathi", "Ishaq") give different keys; such spellings belong among the names of the resource. Letters of other scripts,
    /// and numbers, stand for themselves. Different names can share a key.
    /// </remarks>
    public static string Skeleton(string text)
    {
        var spelling = WellFormed(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        foreach (var (letter, sound) in LetterTables.Sounds)
            spelling = spelling.Replace(letter, sound, StringComparison.Ordinal);
        var folded = Folded(ArabicArticle().Replace(spelling, ""));
        foreach (var (pattern, replacement) in LetterTables.Spellings)
            folded = pattern.Replace(folded, replacement);
        return string.Join(' ', folded.Split(' ').Select(Consonants).Where(word => word.Length > 0));
    }

    /// <summary>False for a skeleton of fewer than three consonants in all: too many names share it. A leading vowel and digits do not count.</summary>
    public static bool IsSelective(string skeleton) => skeleton.Count(c => char.IsLetter(c) && c != 'a') >= FewestConsonants;

    // What the rules above come to where no letter has more to it than its case: most titles and summaries.
    private static string FoldedAscii(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter))
                folded.Append(char.ToLowerInvariant(letter));
            else if (letter is not ('\'' or '`') && folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd(' ');
    }

    private static string Consonants(string word)
    {
        var key = new StringBuilder(word.Length);
        var previous = "";
        for (var i = 0; i < word.Length;)
        {
            var (sound, length) = SoundAt(word, i);
            var isDoubled = sound == previous && !LetterTables.IsArabic(word[i]);
            i += length;
            if (i == word.Length && sound == "h" && key.Length > 0)
                break;
            if (!isDoubled)
                key.Append(sound);
            previous = sound;
        }

        return key.ToString();
    }

    private static (string Sound, int Length) SoundAt(string word, int start)
    {
        if (start == 0 && LetterTables.Initials.TryGetValue(word[0], out var initial))
            return (initial, 1);
        foreach (var (letters, sound) in LetterTables.Digraphs)
        {
            if (string.CompareOrdinal(word, start, letters, 0, letters.Length) == 0)
                return (sound, letters.Length);
        }

        return (LetterTables.Consonants.GetValueOrDefault(word[start]) ?? word[start].ToString(), 1);
    }

    // Normalisation refuses unpaired surrogates and U+FFFE, and would turn the acute accent, typed for an apostrophe, into a space.
    private static string WellFormed(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            sound.Append(rune.Value switch { 0xFFFE => " ", 0x00B4 => "", _ => rune.ToString() });
        return sound.ToString();
    }

    private static bool IsSilent(Rune rune) => LetterTables.Apostrophes.Contains(rune.Value) || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark => rune.Value is < 0x0900 or (>= 0x1AB0 and < 0x1B00) or (>= 0x1DC0 and < 0x3000) or >= 0xFE00,
        UnicodeCategory.EnclosingMark or UnicodeCategory.Format => true,
        UnicodeCategory.ModifierLetter => rune.Value is (>= 0x02B0 and < 0x0300) or 0x0640,
        _ => false,
    };

    private static bool IsPartOfWord(Rune rune) =>
        Rune.IsLetter(rune) || Rune.IsNumber(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Before folding, for "ألمانيا" has no article; the word for God is no noun with an article.
    [GeneratedRegex(@"\bال(?!له\b)(?=\w{2})", RegexOptions.CultureInvariant)]
    private static partial Regex ArabicArticle();
}
