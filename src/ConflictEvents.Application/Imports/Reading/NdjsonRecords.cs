using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ConflictEvents.Domain.Results;
using static System.FormattableString;

namespace ConflictEvents.Application.Imports.Reading;

/// <summary>The records of an NDJSON file: one object a line. What a member holds that is no text stands as JSON has it; null is an empty cell.</summary>
internal sealed class NdjsonRecords(Window window, ColumnNames names, ReadingLimits limits) : IRecords
{
    private static readonly (string Code, string Message) Nul = ("nul", "The record holds the character NUL.");

    private readonly List<string> _members = [];
    private readonly List<int> _ends = [];
    private readonly ArrayBufferWriter<byte> _cells = new();
    private readonly Lines _lines = new(window);
    private DatasetHeader? _header;

    public Error? Fault => null;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    public async Task<Result<DatasetHeader>> Header(CancellationToken cancellationToken)
    {
        window.Take(window.Unread.Length - window.Unread.TrimStart(Blanks).Length);
        while (!window.Unread.Contains((byte)'\n') && !window.IsFull && await window.Fill(cancellationToken))
        {
        }

        var length = window.Unread.IndexOf((byte)'\n');
        if (length < 0 && window.IsFull)
            return FileErrors.HeaderTooLong;
        if (Parse(window.Unread[..(length < 0 ? window.Unread.Length : length)]) is { } fault)
            return window.Fault ?? FileErrors.WrongFirstObject(fault.Message);
        var header = DatasetHeader.Of(_members, names);
        if (header.Error is null)
            _header = header.Value;
        return header;
    }

    public bool TryRead(out ReadRow row)
    {
        row = default;
        if (!_lines.TryRead(out var record, out var line, out var isWhole))
            return false;
        row = isWhole ? Read(line, record) : Faulty(line, "record-too-long", Invariant($"The record has more than {limits.Record} bytes."), record);
        return true;
    }

    public ValueTask<bool> Advance(CancellationToken cancellationToken) => window.Fill(cancellationToken);

    private ReadRow Read(long line, ReadOnlySpan<byte> record)
    {
        if (Parse(record) is var (code, message))
            return Faulty(line, code, message, record);
        if (!_members.SequenceEqual(_header!.Columns))
        {
            var own = DatasetHeader.Of(_members, names.WhereThere());
            if (own.Error is { } error)
                return Faulty(line, "repeated-member", error.Message, record);
            _header = own.Value;
        }

        return new ReadRow(new DatasetRow(_header, line, _cells.WrittenSpan.ToArray(), [.. _ends]), null);
    }

    /// <summary>Takes an object apart into members and cells.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    private (string Code, string Message)? Parse(ReadOnlySpan<byte> record)
    {
        _members.Clear();
        _ends.Clear();
        _cells.ResetWrittenCount();
        if (!Utf8.IsValid(record))
            return ("invalid-utf-8", "The record is not in UTF-8.");
        try
        {
            var json = new Utf8JsonReader(record, new JsonReaderOptions { AllowMultipleValues = true });
            if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
                return ("no-object", "The line holds no JSON object.");
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                _members.Add(json.GetString()!.Trim());
                if (_members[^1].Contains('\0', StringComparison.Ordinal))
                    return Nul;
                json.Read();
                if (ReadValue(ref json, record) is { } fault)
                    return fault;
                _ends.Add(_cells.WrittenCount);
                if (_members.Count > limits.Columns)
                    return ("too-many-cells", Invariant($"The record has more than {limits.Columns} members."));
            }

            return json.Read() ? ("no-object", "The line holds more than one JSON object.") : null;
        }
        catch (JsonException)
        {
            return ("invalid-json", "The line holds no JSON that can be read.");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for an escape that is half of a character.
            return ("invalid-json", "A text of the record holds half a character.");
        }
    }

    private (string Code, string Message)? ReadValue(ref Utf8JsonReader json, ReadOnlySpan<byte> record)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                var text = json.GetString()!;
                if (text.Contains('\0', StringComparison.Ordinal))
                    return Nul;
                Encoding.UTF8.GetBytes(text, _cells);
                return json.ValueSpan.Length > limits.Cell ? ("cell-too-long", Invariant($"A cell has more than {limits.Cell} bytes.")) : null;
            default:
                var from = (int)json.TokenStartIndex;
                json.Skip();
                _cells.Write(record[from..(int)json.BytesConsumed]);
                return null;
        }
    }

    private static ReadRow Faulty(long line, string code, string message, ReadOnlySpan<byte> record) =>
        new(null, RowFault.OfText(line, code, message, record));
}
