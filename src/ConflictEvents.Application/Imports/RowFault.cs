namespace ConflictEvents.Application.Imports;

/// <summary>What is wrong with one row of a file.</summary>
/// <param name="Line">The physical line on which the record begins; 1 for the first line of the file.</param>
/// <param name="Column">As the dataset names it; null where the fault is the row's as a whole.</param>
/// <param name="Code">Stable and machine-readable, in kebab-case.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Value">The offending value, shortened to <see cref="ValueLength"/> characters.</param>
/// <param name="Rejects">True when the row does not go in for it; false for a warning about a row that does.</param>
public sealed record RowFault(long Line, string? Column, string Code, string Message, string? Value, bool Rejects)
{
    public const int ValueLength = 200;

    public string? Value { get; init; } = Value is null ? null : Texts.Shortened(Value, ValueLength);
}
