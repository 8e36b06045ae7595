namespace ConflictEvents.Benchmarks.Generating;

/// <summary>The words of summaries: common ones that stand in every other text, and thousands that stand in a handful.</summary>
internal sealed class Vocabulary
{
    private const int Size = 20_000;

    private const double WordsOfAText = 12;

    private static readonly string[] Common =
    [
        "forces", "killed", "village", "armed", "reported", "near", "soldiers", "injured", "attack", "police", "residents", "shelling", "district",
        "clashes", "people", "army", "houses", "protesters", "civilians", "road", "several", "fighters", "government", "local", "unknown", "checkpoint",
        "fire", "damaged", "against", "opened", "group", "casualties", "military", "positions", "between", "drone", "artillery", "convoy", "night",
        "demonstrators", "market", "troops", "destroyed", "rockets", "abducted", "station", "militants", "morning", "vehicle", "farmers", "security",
        "border", "explosive", "bridge", "hospital", "school", "patrol", "commander", "gunmen", "ambush", "camp", "officials", "wounded", "struck",
        "building", "demanded", "electricity", "crossing", "arrested", "withdrew", "ceasefire", "militia", "base", "hill", "river", "mortar", "sniper",
        "warehouse", "tribal", "prison", "elections", "students", "teachers", "wages", "water", "blocked", "stones", "teargas", "dispersed", "burned",
        "looted", "cattle", "mine", "helicopter", "airport", "harbour", "pipeline", "church", "mosque", "funeral", "journalist", "aid", "displaced",
    ];

    private readonly Zipf _ranks = new(Size);
    private readonly string[] _words = [.. Common, .. Enumerable.Range(0, Size - Common.Length).Select(NameForge.Word)];

    public string Draw(Random random) => _words[_ranks.Draw(random)];

    public IEnumerable<string> Commonest(int count) => _words.Take(count);

    /// <param name="most">The texts of the greatest collection that the words are to be as rare in: they stand in as many of these.</param>
    /// <returns>Words that stand in about thirty of so many texts, or in as few as the rarest of <paramref name="most"/> do.</returns>
    public IEnumerable<string> Rare(long texts, long most, int count) =>
        _words.Skip((int)Math.Min(Occurrences(texts, 0) / Math.Max(30, Occurrences(most, Size - 1)), Size - count)).Take(count);

    private double Occurrences(long texts, int rank) => texts * WordsOfAText * _ranks.Share(rank);
}
