using System.Text;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Benchmarks.Generating;

/// <summary>Makes up proper names out of syllables that have a form in every script.</summary>
internal static class NameForge
{
    private static readonly (string Latin, string Arabic, string Cyrillic, string Devanagari)[] Syllables =
    [
        ("ba", "با", "ба", "बा"), ("dar", "دار", "дар", "दर"), ("mi", "مي", "ми", "मी"), ("ka", "كا", "ка", "का"), ("sul", "سول", "сул", "सुल"),
        ("ra", "را", "ра", "रा"), ("ton", "تون", "тон", "तोन"), ("na", "نا", "на", "ना"), ("ber", "بر", "бер", "बेर"), ("zi", "زي", "зи", "ज़ी"),
        ("mar", "مار", "мар", "मार"), ("ko", "كو", "ко", "को"), ("lan", "لان", "лан", "लान"), ("di", "دي", "ди", "दी"), ("sha", "شا", "ша", "शा"),
        ("hor", "حور", "хор", "होर"), ("tel", "تل", "тел", "तेल"), ("vi", "في", "ви", "वी"), ("gra", "غرا", "гра", "ग्रा"), ("nu", "نو", "ну", "नू"),
        ("jab", "جاب", "жаб", "जाब"), ("fir", "فير", "фир", "फिर"), ("qas", "قاص", "кас", "क़स"), ("lo", "لو", "ло", "लो"), ("pet", "بيت", "пет", "पेत"),
        ("um", "أم", "ум", "उम"), ("sa", "سا", "са", "सा"), ("bur", "بور", "бур", "बुर"), ("ash", "عش", "аш", "अश"), ("khel", "خيل", "хел", "खेल"),
        ("dro", "درو", "дро", "द्रो"), ("wan", "وان", "ван", "वान"), ("ri", "ري", "ри", "री"), ("mun", "مون", "мун", "मुन"), ("te", "تي", "те", "ते"),
        ("gol", "غول", "гол", "गोल"), ("ya", "يا", "я", "या"), ("nis", "نيس", "нис", "निस"), ("hab", "حب", "хаб", "हब"), ("ou", "أو", "оу", "ओ"),
    ];

    /// <returns>The Latin name, and the one of the script where that is another.</returns>
    public static IReadOnlyList<Name> Names(Random random, Script script, string before = "", string after = "")
    {
        var (latin, native) = (new StringBuilder(), new StringBuilder());
        for (var i = random.Next(2, 4); i > 0; i--)
        {
            var syllable = Syllables[random.Next(Syllables.Length)];
            latin.Append(syllable.Latin);
            native.Append(script switch { Script.Arabic => syllable.Arabic, Script.Cyrillic => syllable.Cyrillic, _ => syllable.Devanagari });
        }

        latin[0] = char.ToUpperInvariant(latin[0]);
        var name = new Name { Text = $"{before}{latin}{after}" };
        return script is Script.Latin
            ? [name]
            : [name, new Name { Text = native.ToString(), Language = Language(script), Kind = NameKind.Transliteration }];
    }

    /// <returns>A word of a rare vocabulary; the same rank gives the same word.</returns>
    public static string Word(int rank)
    {
        var word = new StringBuilder();
        for (var rest = rank + Syllables.Length; rest > 0; rest /= Syllables.Length)
            word.Append(Syllables[rest % Syllables.Length].Latin);
        return word.ToString();
    }

    private static string Language(Script script) => script switch { Script.Arabic => "ar", Script.Cyrillic => "uk", _ => "hi" };
}
