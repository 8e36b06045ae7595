namespace ConflictEvents.Application.Imports;

/// <summary>
/// Adds to a row what an earlier file told of the same record in columns that the file of the row does not have: a column that is absent
/// says nothing, one that is empty says that nothing is known. What the row contradicts is not kept, nor what belongs with it.
/// </summary>
public static class RowCompletion
{
    /// <returns>The row itself where the earlier one adds nothing to it.</returns>
    public static DatasetRow Complete(DatasetRow row, DatasetRow earlier, IDatasetFormat format)
    {
        var cells = new Dictionary<string, string>();
        foreach (var group in format.Columns.Where(group => !group.All(row.Header.Has) && !group.Any(Contradicts)))
        {
            foreach (var column in group)
            {
                if (row.Header.Has(column) ? format.Told(column, earlier) is not null : format.Told(column, row) is null && earlier[column] is not null)
                    cells.Add(column, earlier[column] ?? "");
            }
        }

        return cells.Count == 0 ? row : row.With(cells);

        bool Contradicts(string column) => row.Header.Has(column) && format.Told(column, earlier) is { } before && (format.Told(column, row) is not { } now || !IsSame(before, now));
    }

    private static bool IsSame(string one, string other) => one == other || CanonicalText.Of(one).SequenceEqual(CanonicalText.Of(other));
}
