using System.Text;
using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports;

/// <summary>The columns of a file, found by the name that the dataset has for them, whatever the case.</summary>
public sealed class DatasetHeader
{
    private readonly Dictionary<string, int> _positions;

    private DatasetHeader(IReadOnlyList<string> columns, Dictionary<string, int> positions)
    {
        (Columns, _positions) = (columns, positions);
        InOrderOfNames = [.. positions.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => (column.Key, Encoding.UTF8.GetBytes(column.Key), column.Value))];
    }

    /// <summary>As the file has them, trimmed, in its order; empty for a column without a name, which is left alone.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The columns with a name: what it is in the dataset, in lower case and in ordinal order, and where the column stands.</summary>
    internal IReadOnlyList<(string Name, byte[] Utf8Name, int Position)> InOrderOfNames { get; }

    public bool Has(string column) => _positions.ContainsKey(column);

    internal int? Position(string column) => _positions.TryGetValue(column, out var at) ? at : null;

    /// <param name="columns">Of the dataset, none of which is here.</param>
    internal DatasetHeader And(IReadOnlyCollection<string> columns)
    {
        var positions = new Dictionary<string, int>(_positions, StringComparer.OrdinalIgnoreCase);
        foreach (var column in columns)
            positions.Add(column, Columns.Count + positions.Count - _positions.Count);
        return new DatasetHeader([.. Columns, .. columns], positions);
    }

    internal static Result<DatasetHeader> Of(IReadOnlyList<string> columns, ColumnNames names)
    {
        columns = [.. columns.Select(column => column.Trim())];
        if (names.Told.FirstOrDefault(told => !columns.Contains(told, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return FileErrors.UnknownColumn(unknown);

        var positions = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var meant = names.Of(columns);
        for (var i = 0; i < meant.Count; i++)
        {
            if (meant[i].Length > 0 && !positions.TryAdd(meant[i], i))
                return FileErrors.RepeatedColumn(columns[i]);
        }

        return new DatasetHeader(columns, positions);
    }
}
