using System.Collections.Frozen;
using ConflictEvents.Domain.Naming;

namespace ConflictEvents.Domain.Locations;

/// <summary>What the codes of a country are, and how it is called in English.</summary>
/// <param name="Numeric">Three digits; empty where ISO gives none.</param>
/// <param name="GleditschWard">Numbers of the states it was or is, the present one first; empty where it is none.</param>
/// <param name="OtherNames">Longer, older and common ones.</param>
internal sealed record CountryEntry(
    string Alpha2, string Alpha3, string Numeric, IReadOnlyList<string> GleditschWard, string Name, IReadOnlyList<string> OtherNames);

/// <summary>The table that scripts/country-table makes; its head says of what.</summary>
internal sealed class CountryTable
{
    private CountryTable(IReadOnlyList<CountryEntry> entries)
    {
        ByAlpha2 = entries.ToFrozenDictionary(entry => entry.Alpha2, StringComparer.Ordinal);
        ByNumeric = entries.Where(entry => entry.Numeric.Length > 0).ToFrozenDictionary(entry => entry.Numeric, StringComparer.Ordinal);
        ByGleditschWard = entries.SelectMany(entry => entry.GleditschWard.Select(code => (code, entry))).ToFrozenDictionary(pair => pair.code, pair => pair.entry, StringComparer.Ordinal);

        // Names that countries show themselves come first: the Congo of one is an older name of another.
        ByName = entries.Select(entry => (entry.Name, entry))
            .Concat(entries.SelectMany(entry => entry.OtherNames.Select(name => (Name: name, entry))))
            .DistinctBy(pair => NameKey.Folded(pair.Name))
            .ToFrozenDictionary(pair => NameKey.Folded(pair.Name), pair => pair.entry, StringComparer.Ordinal);
    }

    public FrozenDictionary<string, CountryEntry> ByAlpha2 { get; }

    public FrozenDictionary<string, CountryEntry> ByNumeric { get; }

    public FrozenDictionary<string, CountryEntry> ByGleditschWard { get; }

    /// <summary>By the folded forms of all its names.</summary>
    public FrozenDictionary<string, CountryEntry> ByName { get; }

    public static CountryTable Read()
    {
        using var stream = typeof(CountryTable).Assembly.GetManifestResourceStream("ConflictEvents.Domain.Locations.countries.tsv")
            ?? throw new InvalidOperationException("The table of countries is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return new CountryTable([.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t')).Select(cells =>
            new CountryEntry(cells[0], cells[1], cells[2], cells[3].Split(' ', StringSplitOptions.RemoveEmptyEntries), cells[4], cells[5].Split('|', StringSplitOptions.RemoveEmptyEntries)))]);
    }
}
