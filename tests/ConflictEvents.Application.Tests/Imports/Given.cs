using System.IO.Compression;
using System.Text;
using ConflictEvents.Application.Imports;
using ConflictEvents.Application.Imports.Reading;
using ConflictEvents.Domain.Results;
using ConflictEvents.Domain.Sources;

namespace ConflictEvents.Application.Tests.Imports;

/// <summary>Files and what reading them comes to.</summary>
internal static class Given
{
    public static readonly ReadingLimits Small = new() { Record = 4_096, Cell = 1_024, Columns = 60 };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    public static Task<FileAsRead> Read(string text, string? columns = null, ReadingLimits? limits = null, IDatasetFormat? format = null) =>
        Read(Bytes(text), columns, limits, format);

    public static Task<FileAsRead> Read(byte[] bytes, string? columns = null, ReadingLimits? limits = null, IDatasetFormat? format = null) =>
        Read(new MemoryStream(bytes), columns, limits, format);

    public static async Task<FileAsRead> Read(Stream stream, string? columns = null, ReadingLimits? limits = null, IDatasetFormat? format = null)
    {
        format ??= new AnyFormat();
        await using var reader = new DatasetReader(stream, format, ColumnNames.Of(format, columns).Value, limits);
        var header = await reader.Header(CancellationToken.None);
        var rows = new List<DatasetRow>();
        var faults = new List<RowFault>();
        if (header.Error is null)
        {
            await foreach (var (row, fault) in reader.Rows())
            {
                if (row is not null)
                    rows.Add(row);
                else
                    faults.Add(fault!);
            }
        }

        return new FileAsRead(header, rows, faults, reader.Fault, reader.SourceBytes);
    }

    /// <summary>A dataset that asks for no columns, and knows one by two names.</summary>
    internal sealed class AnyFormat : IDatasetFormat
    {
        public string Key => "any";

        public string IdColumn => "id";

        public string Licence => "CC0-1.0";

        public bool Redistributable => true;

        public SourceDetails Source => new() { Type = SourceKind.Dataset, Names = [new() { Text = "Any" }] };

        public IReadOnlyDictionary<string, string> Synonyms { get; } = new Dictionary<string, string> { ["best_guess"] = "best" };

        public IReadOnlyList<IReadOnlyList<string>> Columns => [["id", "best", "low", "high", "wanted", "name"]];

        public IReadOnlyList<string> Uncounted => [];

        public DocumentDetails Document(Guid sourceId, string? version) => new() { Type = DocumentKind.Dataset, SourceId = sourceId, Title = "Any" };

        public IReadOnlyList<string> Missing(DatasetHeader header) => header.Has("wanted") || !header.Has("unwanted") ? [] : ["wanted"];

        public MappedRow Map(DatasetRow row, DatasetRelease release) => throw new NotSupportedException();

        public string? Told(string column, DatasetRow row) => row[column];
    }
}

internal sealed record FileAsRead(Result<DatasetHeader> Header, IReadOnlyList<DatasetRow> Rows, IReadOnlyList<RowFault> Faults, Error? Fault, long SourceBytes)
{
    /// <summary>Lines and codes, as in <c>3 too-few-cells</c>.</summary>
    public IEnumerable<string> Codes => Faults.Select(fault => $"{fault.Line} {fault.Code}");

    public IEnumerable<string?> Column(string name) => Rows.Select(row => row[name]);
}
