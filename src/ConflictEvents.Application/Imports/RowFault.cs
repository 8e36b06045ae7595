using ConflictEvents.Domain.Results;

namespace ConflictEvents.Application.Imports;

/// <summary>What is wrong with one row of a file.</summary>
/// <param name="Line">The physical line on which the record begins; 1 for the first line of the file.</param>
/// <param name="Column">As the dataset names it, or the member of a JSON line by its path; null where the fault is the row's as a whole.</param>
/// <param name="Code">Stable and machine-readable, in kebab-case.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Value">The offending value, shortened to <see cref="ValueLength"/> characters.</param>
/// <param name="Rejects">True when the row does not go in for it; false for a warning about a row that does.</param>
public sealed record RowFault(long Line, string? Column, string Code, string Message, string? Value, bool Rejects)
{
    public const int ValueLength = 200;

    /// <summary>The offending value, or what names the row, shortened to 200 characters; null where neither is known.</summary>
    public string? Value { get; init; } = Value is null ? null : Texts.Shortened(Value, ValueLength);

    /// <returns>What an error says of a row: a fault for each member at fault, else one for the row as a whole.</returns>
    public static IReadOnlyList<RowFault> Of(Error error, long line, string? value) => error.Fields.Count == 0
        ? [new RowFault(line, null, error.Code, error.Message, value, Rejects: true)]
        : [.. error.Fields.Select(field => new RowFault(line, field.Path.Length == 0 ? null : field.Path, error.Code, field.Message, value, Rejects: true))];

    /// <param name="text">The line in UTF-8, of which the beginning is told.</param>
    internal static RowFault OfText(long line, string code, string message, ReadOnlySpan<byte> text) =>
        new(line, null, code, message, Texts.Beginning(text), Rejects: true);
}
