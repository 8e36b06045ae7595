using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports;

/// <summary>What the columns of a file are called in the dataset: as the importer is told, else as known files have it.</summary>
public sealed class ColumnNames
{
    private readonly IReadOnlyDictionary<string, string> _synonyms;
    private readonly Dictionary<string, string> _told;

    private ColumnNames(IReadOnlyDictionary<string, string> synonyms, Dictionary<string, string> told) => (_synonyms, _told) = (synonyms, told);

    /// <summary>Every column is called what it is called.</summary>
    public static ColumnNames AsTheyAre { get; } = new(new Dictionary<string, string>(), []);

    /// <summary>The columns of the file that the importer was told of.</summary>
    internal IEnumerable<string> Told => IsStrict ? _told.Keys : [];

    private bool IsStrict { get; init; } = true;

    /// <param name="text">Pairs of a column of the dataset and the one of the file that stands for it: <c>low:low_death,best:best_death</c>.</param>
    public static Result<ColumnNames> Of(IDatasetFormat format, string? text)
    {
        var told = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split(':', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } ours, { Length: > 0 } theirs])
                return Invalid($"\"{Texts.Shortened(pair, 50)}\" is no pair such as best:best_death, a column of the dataset and the one of the file that stands for it.");
            if (!format.Columns.Any(group => group.Contains(ours, StringComparer.OrdinalIgnoreCase)) && !format.Uncounted.Contains(ours, StringComparer.OrdinalIgnoreCase))
                return Invalid($"{format.Key} has no column \"{Texts.Shortened(ours, 50)}\"; in a pair such as best:best_death its own column comes first.");
            if (told.ContainsValue(ours.ToLowerInvariant()) || !told.TryAdd(theirs, ours.ToLowerInvariant()))
                return Invalid($"\"{Texts.Shortened(pair, 50)}\" names a column that an earlier pair names.");
        }

        return new ColumnNames(format.Synonyms, told);
    }

    /// <summary>The same names, without asking that the file has the columns that the importer was told of.</summary>
    internal ColumnNames WhereThere() => new(_synonyms, _told) { IsStrict = false };

    /// <returns>The name in the dataset of each column of the file, in lower case; empty for one without a name.</returns>
    internal IReadOnlyList<string> Of(IReadOnlyList<string> columns)
    {
        var present = columns.Select(Own).ToHashSet(StringComparer.Ordinal);
        return [.. columns.Select(column =>
            Own(column) is var own && _synonyms.TryGetValue(own, out var meant) && !present.Contains(meant) ? meant : own)];
    }

    private string Own(string column) => _told.GetValueOrDefault(column) ?? column.ToLowerInvariant();

    private static Error Invalid(string message) =>
        new(ErrorKind.Invalid, "invalid-columns", message) { Fields = [new FieldError("columns", message)] };
}
