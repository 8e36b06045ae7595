using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ConflictEvents.Application.Imports;

/// <summary>One record of a file. Its cells are turned into text when they are asked for.</summary>
/// <param name="line">The physical line on which the record begins; 1 for the first line of the file.</param>
/// <param name="cells">The cells one after the other in UTF-8, freed of the quotes around them.</param>
/// <param name="ends">Where each cell ends.</param>
public sealed class DatasetRow(DatasetHeader header, long line, byte[] cells, int[] ends)
{
    public DatasetHeader Header => header;

    public long Line => line;

    /// <summary>In bytes.</summary>
    public int Length => cells.Length;

    /// <returns>The text of the cell without blanks around it; null when the file has no such column, or the cell is <c>NA</c> or holds nothing that can be seen.</returns>
    public string? this[string column] =>
        header.Position(column) is { } at && Stated(at) is { Length: > 0 } stated && Encoding.UTF8.GetString(stated) is var text && Texts.IsSeen(text) ? text : null;

    /// <param name="row">What <see cref="Original"/> answered.</param>
    /// <param name="names">What its columns are called in the dataset.</param>
    /// <returns>Null where two of the columns are called the same.</returns>
    public static DatasetRow? Of(IReadOnlyDictionary<string, string> row, ColumnNames names)
    {
        var header = DatasetHeader.Of([.. row.Keys], names.WhereThere());
        return header.Error is null ? Of(header.Value, line: 0, row.Values) : null;
    }

    /// <param name="changed">The cells of some columns, by their names in the dataset; columns that the file does not have are added.</param>
    internal DatasetRow With(IReadOnlyDictionary<string, string> changed)
    {
        var added = changed.Keys.Where(column => !header.Has(column)).ToList();
        var texts = ends.Select((_, i) => Encoding.UTF8.GetString(Cell(i))).Concat(added.Select(column => changed[column])).ToArray();
        foreach (var (column, text) in changed)
        {
            if (header.Position(column) is { } at)
                texts[at] = text;
        }

        return Of(header.And(added), line, texts);
    }

    private static DatasetRow Of(DatasetHeader header, long line, IEnumerable<string> texts)
    {
        var cells = new ArrayBufferWriter<byte>();
        var ends = new List<int>(header.Columns.Count);
        foreach (var text in texts)
        {
            Encoding.UTF8.GetBytes(text, cells);
            ends.Add(cells.WrittenCount);
        }

        return new DatasetRow(header, line, cells.WrittenSpan.ToArray(), [.. ends]);
    }

    /// <summary>Every cell that is not empty, as it stands in the file: name of the column to text, in the order of the file.</summary>
    public OrderedDictionary<string, string> Original()
    {
        var original = new OrderedDictionary<string, string>(ends.Length);
        for (var i = 0; i < ends.Length; i++)
        {
            if (header.Columns[i].Length > 0 && Cell(i) is { Length: > 0 } cell)
                original.TryAdd(header.Columns[i], Encoding.UTF8.GetString(cell));
        }

        return original;
    }

    /// <summary>
    /// SHA-256 of what the row says, 64 lower-case hexadecimal digits: of the named columns in the order of their names, those without a
    /// value left out. Files that differ in the order or the case of columns, in columns that do not count, in line ends, or in how they write numbers and
    /// midnight (<c>15960.0</c> for <c>15960</c>, <c>30.500000</c> for <c>30.5</c>, <c>2014-01-22 00:00:00.000</c> for <c>2014-01-22</c>)
    /// have the same hash.
    /// </summary>
    /// <param name="counts">Tells, by its name in the dataset, whether a column counts.</param>
    public string ContentHash(Func<string, bool> counts)
    {
        var canonical = new ArrayBufferWriter<byte>(cells.Length + (ends.Length * 24));
        foreach (var (name, utf8Name, at) in header.InOrderOfNames)
        {
            if (!counts(name) || Stated(at) is not { Length: > 0 } stated)
                continue;
            canonical.Write(utf8Name);
            canonical.Write(Separator);
            CanonicalText.Write(stated, canonical);
            canonical.Write(Separator);
        }

        return Convert.ToHexStringLower(SHA256.HashData(canonical.WrittenSpan));
    }

    private static ReadOnlySpan<byte> Separator => [0x1F];

    private ReadOnlySpan<byte> Cell(int at) => at < ends.Length ? cells.AsSpan((at == 0 ? 0 : ends[at - 1])..ends[at]) : [];

    private ReadOnlySpan<byte> Stated(int at) => Cell(at).Trim(" \t\r\n"u8) is var cell && cell.SequenceEqual("NA"u8) ? [] : cell;
}
